"""An animator decides on what came from outside, field by field."""

from dataclasses import replace
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.catalog.corrections import Report, WrongFact, propose_changes, report_error
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft
from directory.catalog.editing import edit_structure
from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PhoneKind, PublicationState
from directory.mail.models import OutboxMessage
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import ALL_FILIERES, make_source, make_structure
from tests.functional.reading import links_of, read


@pytest.fixture
def structure(session: Session) -> Structure:
    return make_structure(session, email="equipe@exemple.fr", sources=[make_source()])


@pytest.fixture
def correction(session: Session, structure: Structure, clock: FixedClock) -> Correction:
    draft = replace(
        draft_of(structure),
        email="nouveau@exemple.fr",
        phones=(PhoneDraft("+33261910009", PhoneKind.DIRECT),),
    )
    report = Report(
        draft,
        wrong=(WrongFact.PHONE,),
        words="Le numéro <b>a changé</b>.",
        reply_email="visiteur@exemple.example",
    )
    return keep(session, structure, report, clock)


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, session, make_account(session))
    return client


def keep(session: Session, structure: Structure, report: Report, clock: FixedClock) -> Correction:
    kept = report_error(session, structure, report, clock=clock)
    session.commit()
    return kept


def decide(client: FlaskClient, correction: Correction, **typed: object) -> int:
    fields = {"version": correction.structure.version, **typed}
    return post(client, f"/admin/corrections/{correction.id}", fields).status_code


def reload(session: Session, correction: Correction) -> Correction:
    session.expire_all()
    return session.get_one(Correction, correction.id)


def test_what_is_written_on_a_regional_listing_is_not_in_the_list_of_an_animator(
    animator: FlaskClient, session: Session, correction: Correction, clock: FixedClock
) -> None:
    regional = make_structure(session, "Numéro régional", filieres=ALL_FILIERES)
    keep(session, regional, Report(draft_of(regional), words="Fermé."), clock)

    page = read(animator, "/admin/corrections")

    assert correction.structure.name in page
    assert regional.name not in page


def test_the_list_leads_to_the_correction(animator: FlaskClient, correction: Correction) -> None:
    page = read(animator, "/admin/corrections")

    assert "1 message attend une décision." in page
    assert links_of(page, correction.structure.name) == [f"/admin/corrections/{correction.id}"]


def test_an_empty_list_says_so(animator: FlaskClient) -> None:
    assert "Aucun message n’attend" in read(animator, "/admin/corrections")


def test_each_field_is_shown_before_and_after(
    animator: FlaskClient, correction: Correction
) -> None:
    page = read(animator, f"/admin/corrections/{correction.id}")

    assert "equipe@exemple.fr" in page
    assert "nouveau@exemple.fr" in page
    assert "02 61 91 00 09" in page
    assert "visiteur@exemple.example" in page


def test_the_words_of_a_visitor_are_only_text(
    animator: FlaskClient, correction: Correction
) -> None:
    response = animator.get(f"/admin/corrections/{correction.id}")

    assert "&lt;b&gt;a changé&lt;/b&gt;" in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_one_field_is_taken_and_another_declined(
    animator: FlaskClient, session: Session, correction: Correction
) -> None:
    status = decide(
        animator,
        correction,
        **{"decision-phones": "accepted", "decision-email": "declined", "answer": "Merci !"},
    )

    correction = reload(session, correction)
    message = session.scalars(select(OutboxMessage)).one()
    assert status == 303
    assert [phone.number for phone in correction.structure.phones] == ["+33261910009"]
    assert correction.structure.email == "equipe@exemple.fr"
    assert correction.decisions == {"phones": "accepted", "email": "declined"}
    assert message.recipient == "visiteur@exemple.example"


def test_the_public_sees_what_was_taken(animator: FlaskClient, correction: Correction) -> None:
    decide(animator, correction, tout="accepted")

    assert "02 61 91 00 09" in read(animator, f"/structures/{correction.structure.slug}")


def test_a_field_is_taken_with_a_change(
    animator: FlaskClient, session: Session, correction: Correction
) -> None:
    decide(
        animator,
        correction,
        **{
            "decision-phones": "edited",
            "number-0": "02 61 91 00 08",
            "label-0": "Secrétariat",
            "decision-email": "edited",
            "value-email": "accueil@exemple.fr",
        },
    )

    structure = reload(session, correction).structure
    [phone] = structure.phones
    assert (phone.number, phone.label) == ("+33261910008", "Secrétariat")
    assert structure.email == "accueil@exemple.fr"


@pytest.mark.parametrize(
    "typed",
    [
        {"decision-phones": "accepted"},
        {"tout": "accepted", "answer": "x" * 2001},
        {"tout": "accepted", "answer": "a\x01b"},
        {"decision-phones": "accepted", "decision-email": "maybe"},
        {"decision-phones": "edited", "number-0": "12", "decision-email": "declined"},
        {"decision-phones": "declined", "decision-email": "edited", "value-email": "pas un mél"},
    ],
)
def test_what_is_not_decided_or_wrong_is_said_and_nothing_changes(
    animator: FlaskClient, session: Session, correction: Correction, typed: dict[str, str]
) -> None:
    status = decide(animator, correction, **typed)

    correction = reload(session, correction)
    assert status == 422
    assert correction.state is CorrectionState.WAITING
    assert correction.structure.email == "equipe@exemple.fr"


def test_an_edit_of_the_same_instant_is_not_called_a_decision(
    animator: FlaskClient, correction: Correction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited_by_somebody(*_given: object, **_named: object) -> None:
        raise StaleDataError

    monkeypatch.setattr("directory.web.admin.corrections.decide_correction", edited_by_somebody)

    assert decide(animator, correction, tout="accepted") == 409


def test_a_decision_is_not_made_twice(
    animator: FlaskClient, session: Session, correction: Correction
) -> None:
    decide(animator, correction, tout="declined")

    decide(animator, correction, tout="accepted")

    assert reload(session, correction).structure.email == "equipe@exemple.fr"
    assert "Quelqu’un a déjà décidé" in read(animator, f"/admin/corrections/{correction.id}")


def test_a_listing_that_changed_meanwhile_is_shown_again(
    animator: FlaskClient, session: Session, correction: Correction, clock: FixedClock
) -> None:
    seen = correction.structure.version
    edit_structure(
        session,
        correction.structure,
        replace(draft_of(correction.structure), email="autre@exemple.fr"),
        expected_version=seen,
        author=Author(uuid4(), "animator"),
        clock=clock,
    )
    session.commit()

    response = post(
        animator, f"/admin/corrections/{correction.id}", {"version": seen, "tout": "accepted"}
    )

    assert response.status_code == 409
    assert "autre@exemple.fr" in response.text
    assert "La fiche a changé depuis ce message" in response.text
    assert reload(session, correction).state is CorrectionState.WAITING


def test_an_accepted_closure_withdraws_the_listing(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    report = Report(draft_of(structure), wrong=(WrongFact.CLOSED,), is_closed=True)
    correction = keep(session, structure, report, clock)

    decide(animator, correction, **{"decision-closed": "accepted"})

    assert reload(session, correction).structure.state is PublicationState.ARCHIVED


def test_a_taken_address_asks_to_look_at_the_map(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    draft = replace(draft_of(structure), street="2 rue Neuve")
    correction = keep(session, structure, Report(draft), clock)

    decide(animator, correction, tout="accepted")

    page = read(animator, "/admin/corrections")
    assert "a changé : vérifiez son point sur la carte." in page


def test_a_proposal_of_an_editor_names_its_author_and_is_answered(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    editor = make_account(
        session,
        "secretariat@exemple.example",
        role=Role.STRUCTURE_EDITOR,
        filieres=(),
        structures=[structure.id],
    )
    correction = propose_changes(
        session,
        structure,
        replace(draft_of(structure), hours_text="le matin"),
        author=Author(editor.id, editor.role.value),
        clock=clock,
        reply_email=editor.email,
    )
    session.commit()
    in_list = read(animator, "/admin/corrections")
    page = read(animator, f"/admin/corrections/{correction.id}")

    decide(animator, correction, tout="accepted")

    assert editor.name in page
    assert editor.name in in_list
    assert "Ce qui changerait : Horaires, en mots" in in_list
    assert session.scalars(select(OutboxMessage)).one().recipient == editor.email


def test_words_alone_are_settled_by_hand(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    correction = keep(session, structure, Report(draft_of(structure), words="Vieux !"), clock)

    decide(animator, correction, outcome="accepted")

    assert reload(session, correction).state is CorrectionState.ACCEPTED
    changes = select(Revision).where(Revision.before.is_not(None))
    assert session.scalars(changes).all() == []


def test_the_next_message_opens_by_itself(
    animator: FlaskClient,
    session: Session,
    structure: Structure,
    correction: Correction,
    clock: FixedClock,
) -> None:
    following = keep(session, structure, Report(draft_of(structure), words="Vieux !"), clock)

    response = post(
        animator,
        f"/admin/corrections/{correction.id}",
        {"version": structure.version, "tout": "declined"},
    )

    assert response.headers["Location"].endswith(str(following.id))
    assert f"C’est fait pour « {structure.name} »" in read(animator, response.location)


def test_an_animator_of_elsewhere_sees_and_decides_nothing(
    client: FlaskClient, session: Session, correction: Correction
) -> None:
    sign_in(client, session, make_account(session, filieres=("armor",)))

    assert correction.structure.name not in read(client, "/admin/corrections")
    assert client.get(f"/admin/corrections/{correction.id}").status_code == 403
    assert decide(client, correction, tout="accepted") == 403
    assert reload(session, correction).state is CorrectionState.WAITING


def test_a_structure_editor_decides_nothing(
    client: FlaskClient, session: Session, correction: Correction
) -> None:
    editor = make_account(
        session,
        role=Role.STRUCTURE_EDITOR,
        filieres=(),
        structures=[correction.structure_id],
    )
    sign_in(client, session, editor)

    assert client.get("/admin/corrections").status_code == 403
    assert decide(client, correction, tout="accepted") == 403


def test_nobody_decides_without_signing_in(client: FlaskClient, correction: Correction) -> None:
    response = client.get(f"/admin/corrections/{correction.id}")

    assert response.status_code == 303
    assert "/compte/connexion" in response.headers["Location"]
