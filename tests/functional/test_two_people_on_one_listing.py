"""The second of two people at one listing is told, sees both versions, and loses nothing."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.models.correction import Correction
from directory.catalog.models.structure import Structure
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_source, make_structure
from tests.functional.structure_forms import address, sent_form


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session, sources=[make_source()])


@pytest.fixture
def second_form(client: FlaskClient, session: Session, structure: Structure) -> dict[str, object]:
    """The form of a second person, opened before a first one stored another name and street."""
    opened = sent_form(structure)
    sign_in(client, session, make_account(session, "premiere@exemple.example"))
    first = {**opened, "name": "Leur nom", "street": "1 rue de la Première"}
    post(client, address(structure), first)
    sign_in(client, session, make_account(session, "seconde@exemple.example"))
    return opened


def test_both_versions_stand_side_by_side(
    client: FlaskClient, structure: Structure, second_form: dict[str, object]
) -> None:
    answer = post(client, address(structure), {**second_form, "name": "Mon nom"})

    assert answer.status_code == 409
    assert "Compte premiere a enregistré" in answer.text
    assert "Leur nom" in answer.text
    assert "Mon nom" in answer.text


def test_what_only_one_changed_is_not_asked(
    client: FlaskClient, structure: Structure, second_form: dict[str, object]
) -> None:
    page = post(client, address(structure), {**second_form, "name": "Mon nom"}).text

    assert 'name="choice_name"' in page
    assert 'name="choice_street"' not in page
    assert "1 rue de la Première" in page


@pytest.mark.parametrize(("choice", "name"), [("mine", "Mon nom"), ("theirs", "Leur nom")])
def test_the_choice_is_stored_with_what_the_other_changed(
    client: FlaskClient,
    session: Session,
    structure: Structure,
    second_form: dict[str, object],
    choice: str,
    name: str,
) -> None:
    session.refresh(structure)
    resolved = {
        **second_form,
        "name": "Mon nom",
        "email": "equipe@exemple.fr",
        "action": "resolve",
        "shown_version": structure.version,
        "choice_name": choice,
    }

    answer = post(client, address(structure), resolved)

    assert answer.status_code == 303
    session.refresh(structure)
    assert structure.name == name
    assert structure.street == "1 rue de la Première"
    assert structure.email == "equipe@exemple.fr"


@pytest.fixture
def two_numbers(
    client: FlaskClient, session: Session, structure: Structure
) -> tuple[dict[str, object], str]:
    """What a second person sends who added a number, after a first one added another; the page."""
    opened = sent_form(structure)
    sign_in(client, session, make_account(session, "premiere@exemple.example"))
    post(client, address(structure), {**opened, **numbers("02 61 91 00 01", "02 61 91 00 02")})
    sign_in(client, session, make_account(session, "seconde@exemple.example"))
    typed = {**opened, **numbers("02 61 91 00 01", "02 61 91 00 03")}
    page = post(client, address(structure), typed).text
    session.refresh(structure)
    return {**typed, "action": "resolve", "shown_version": structure.version}, page


def numbers(*typed: str) -> dict[str, object]:
    """Give the rows of the form for some numbers."""
    return {
        f"phones-{rank}-{name}": value
        for rank, number in enumerate(typed)
        for name, value in (("number", number), ("kind", "direct"), ("audience", "public"))
    }


def test_the_numbers_of_both_are_offered_together_ready(
    two_numbers: tuple[dict[str, object], str],
) -> None:
    _typed, page = two_numbers

    offered = page.partition('name="choice_phones" value="both" checked')[2]
    both = offered.partition("</label>")[0]
    assert "Les deux" in both
    assert [f"02 61 91 00 0{rank}" in both for rank in (1, 2, 3)] == [True] * 3
    assert 'name="choice_phones" value="mine">' in page
    assert 'name="choice_phones" value="theirs">' in page


@pytest.mark.parametrize(
    ("choice", "last_digits"), [("both", "132"), ("mine", "13"), ("theirs", "12"), (None, "132")]
)
def test_numbers_are_stored_as_chosen_and_lost_by_no_silence(
    client: FlaskClient,
    session: Session,
    structure: Structure,
    two_numbers: tuple[dict[str, object], str],
    choice: str | None,
    last_digits: str,
) -> None:
    typed, _page = two_numbers
    said = {} if choice is None else {"choice_phones": choice}

    answer = post(client, address(structure), {**typed, **said})

    assert answer.status_code == 303
    session.refresh(structure)
    assert "".join(phone.number[-1] for phone in structure.phones) == last_digits


def test_a_proposal_keeps_the_number_that_somebody_added_meanwhile(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    opened = sent_form(structure)
    sign_in(client, session, make_account(session, "premiere@exemple.example"))
    post(client, address(structure), {**opened, **numbers("02 61 91 00 01", "02 61 91 00 02")})
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)

    post(client, address(structure), {**opened, **numbers("02 61 91 00 01", "02 61 91 00 03")})

    proposed = session.scalars(select(Correction)).one().proposed["phones"]
    assert [phone["number"][-1] for phone in proposed] == ["1", "3", "2"]


def test_what_was_typed_travels_with_the_choice(
    client: FlaskClient, structure: Structure, second_form: dict[str, object]
) -> None:
    page = post(
        client, address(structure), {**second_form, "name": "Mon nom", "email": "a@exemple.fr"}
    ).text

    assert '<input type="hidden" name="email" value="a@exemple.fr">' in page
    assert '<input type="hidden" name="phones-0-number" value="02 61 91 00 01">' in page


def test_a_structure_s_own_editor_proposes(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)

    answer = post(client, address(structure), sent_form(structure, street="2 rue du Port"))

    assert answer.status_code == 303
    session.refresh(structure)
    assert structure.street is None
    correction = session.scalars(select(Correction)).one()
    assert correction.proposed == {"street": "2 rue du Port"}


def test_a_structure_s_own_editor_does_not_move_it_to_another_type(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)
    changes = {"type_code": "USP", "filieres": "armor", "internal_note": "x", "street": "2 rue"}

    post(client, address(structure), sent_form(structure, **changes))

    correction = session.scalars(select(Correction)).one()
    assert correction.proposed == {"street": "2 rue"}
