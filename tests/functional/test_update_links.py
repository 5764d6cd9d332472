"""A structure confirms or corrects its own listing by the link of a letter."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.catalog.authorship import Author
from directory.catalog.letterhead import Letterhead
from directory.catalog.models.campaign import LinkAnswer, UpdateLink
from directory.catalog.models.correction import Correction, CorrectionOrigin
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import send_update_link, withdraw_link
from directory.catalog.vocabulary import FactGroup, PublicationState
from directory.values.clock import FixedClock
from directory.web.letterhead import get_letterhead
from tests.factories.form_tokens import token_of_form
from tests.factories.structures import make_phone, make_source, make_structure
from tests.functional.reading import read

Answer = Callable[..., TestResponse]


@pytest.fixture
def letterhead(app: Flask) -> Letterhead:
    with app.app_context():
        return get_letterhead()


@pytest.fixture
def structure(session: Session) -> Structure:
    return make_structure(
        session,
        email="equipe@exemple.fr",
        hours_text="le matin",
        phones=[
            make_phone(label="Secrétariat"),
            make_phone("+33261910002", hours="Mo-Tu 14:00-17:00"),
        ],
        closures=[{"start": "2026-12-24", "end": "2027-01-03", "reason": "Noël"}],
        settings=["home"],
        sources=[make_source()],
    )


@pytest.fixture
def link(
    session: Session, structure: Structure, letterhead: Letterhead, clock: FixedClock
) -> UpdateLink:
    return make_link(session, structure, letterhead, clock)


def make_link(
    session: Session, structure: Structure, letterhead: Letterhead, clock: FixedClock
) -> UpdateLink:
    made = send_update_link(
        session, structure, letterhead=letterhead, author=Author(uuid4(), "animator"), clock=clock
    )
    session.commit()
    return made


@pytest.fixture
def path(link: UpdateLink, letterhead: Letterhead) -> str:
    return f"/maj/{letterhead.token_of(link.id)}"


@pytest.fixture
def confirm(client: FlaskClient, app: Flask, path: str, structure: Structure) -> Answer:
    def send(**changes: object) -> TestResponse:
        fields = {
            "form_token": token_of_form(app, "update_link"),
            "version": structure.version,
            **changes,
        }
        return client.post(f"{path}/juste", data=fields)

    return send


@pytest.fixture
def change(client: FlaskClient, app: Flask, path: str) -> Answer:
    def send(**changes: object) -> TestResponse:
        page = client.get(f"{path}/modifier").text
        typed = {**values_of(page), "form_token": token_of_form(app, "update_link"), **changes}
        return client.post(f"{path}/modifier", data=typed)

    return send


def values_of(page: str) -> dict[str, str]:
    """Read what the form holds, as a browser would send it back."""
    values = dict.fromkeys(re.findall(r'<textarea[^>]* name="([^"]+)"', page), "")
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        values[name] = text
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = (re.search(rf' {part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and 'type="checkbox"' not in tag and name[1] != "q":
            values[name[1]] = value[1] if value else ""
    return values


def reload(session: Session, link: UpdateLink) -> UpdateLink:
    session.expire_all()
    return session.get_one(UpdateLink, link.id)


def test_the_page_shows_the_whole_listing_and_says_whose_it_is(
    client: FlaskClient, path: str
) -> None:
    page = read(client, path)

    assert "Équipe mobile de l’Exemple" in page
    assert "Ce lien est celui de cette structure." in page
    assert "02 61 91 00 01" in page
    assert "equipe@exemple.fr" in page
    assert "le matin" in page
    assert "Ce numéro répond : " in page
    assert "Du 24/12/2026 au 03/01/2027" in page
    assert "À domicile" in page


def test_the_page_is_not_kept_nor_followed_and_tells_no_other_site(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in response.headers


def test_reading_the_page_answers_nothing_but_is_known(
    client: FlaskClient, session: Session, link: UpdateLink, path: str
) -> None:
    client.get(path)

    link = reload(session, link)
    assert link.opened_at is not None
    assert link.answered_at is None
    assert link.structure.verifications == []


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_a_page_fetched_ahead_is_not_opened(
    client: FlaskClient, session: Session, link: UpdateLink, path: str, header: str
) -> None:
    client.get(path, headers={header: "prefetch"})

    assert reload(session, link).opened_at is None


def test_a_program_that_only_looks_whether_the_page_exists_opens_nothing(
    client: FlaskClient, session: Session, link: UpdateLink, path: str
) -> None:
    response = client.head(path)

    assert response.status_code == 200
    assert reload(session, link).opened_at is None


def test_all_is_right_is_one_tap(
    client: FlaskClient, session: Session, link: UpdateLink, path: str, confirm: Answer
) -> None:
    response = confirm()

    link = reload(session, link)
    assert response.status_code == 303
    assert link.answer is LinkAnswer.CONFIRMED
    assert {check.facts for check in link.structure.verifications} == set(FactGroup)
    assert "porte désormais la date de cette vérification" in read(client, path)


def test_what_the_listing_does_not_say_is_not_confirmed(
    client: FlaskClient, app: Flask, session: Session, letterhead: Letterhead, clock: FixedClock
) -> None:
    bare = make_structure(session, "Équipe sans numéro", phones=[], update_email="e@exemple.fr")
    link = make_link(session, bare, letterhead, clock)
    path = f"/maj/{letterhead.token_of(link.id)}"
    page = read(client, path)

    client.post(
        f"{path}/juste",
        data={"form_token": token_of_form(app, "update_link"), "version": bare.version},
    )

    checked = {check.facts for check in reload(session, link).structure.verifications}
    assert not checked & {FactGroup.PHONES, FactGroup.HOURS}
    assert "Il nous manque votre numéro" in page


def test_two_taps_are_one_answer(session: Session, link: UpdateLink, confirm: Answer) -> None:
    assert [confirm().status_code for _tap in range(2)] == [303, 303]
    assert len(reload(session, link).structure.verifications) == len(FactGroup)


def test_the_public_sees_that_the_structure_confirmed(
    client: FlaskClient, structure: Structure, confirm: Answer
) -> None:
    confirm()

    assert "Fiche vérifiée le 27/11/2026." in read(client, f"/structures/{structure.slug}")


@pytest.mark.parametrize("token", ["", "forged"])
def test_an_answer_without_our_token_is_refused(
    session: Session, link: UpdateLink, confirm: Answer, token: str
) -> None:
    response = confirm(form_token=token)

    assert response.status_code == 400
    assert reload(session, link).answered_at is None


def test_what_changed_meanwhile_is_shown_again_before_it_is_confirmed(
    session: Session, link: UpdateLink, confirm: Answer
) -> None:
    response = confirm(version=0)

    assert response.status_code == 409
    assert "relisez-la" in response.text
    assert reload(session, link).answered_at is None


def test_the_form_comes_filled_in(client: FlaskClient, path: str) -> None:
    values = values_of(read(client, f"{path}/modifier"))

    assert values["phones-0-number"] == "02 61 91 00 01"
    assert values["phones-0-label"] == "Secrétariat"
    assert values["phones-2-number"] == ""
    assert values["email"] == "equipe@exemple.fr"
    assert values["hours_text"] == "le matin"
    assert values["commune"] == "Morlaix"


def test_changes_wait_for_an_animator_and_hold_only_what_was_changed(
    session: Session, link: UpdateLink, structure: Structure, change: Answer
) -> None:
    response = change(email="nouveau@exemple.fr", words="Depuis lundi.")

    correction = session.scalars(select(Correction)).one()
    session.refresh(structure)
    assert response.status_code == 303
    assert correction.origin is CorrectionOrigin.LINK
    assert correction.proposed == {"email": "nouveau@exemple.fr"}
    assert correction.words == "Depuis lundi."
    assert structure.email == "equipe@exemple.fr"
    assert reload(session, link).answer is LinkAnswer.CHANGED


def test_a_number_is_changed_taken_out_and_added(session: Session, change: Answer) -> None:
    change(
        **{
            "phones-0-number": "02 61 91 00 07",
            "phones-1-number": "",
            "phones-2-number": "06 39 98 00 08",
            "phones-2-label": "Astreinte",
        }
    )

    [first, second] = session.scalars(select(Correction)).one().proposed["phones"]
    assert (first["number"], first["label"]) == ("+33261910007", "Secrétariat")
    assert (second["number"], second["label"]) == ("+33639980008", "Astreinte")


def test_a_new_address_is_understood(session: Session, change: Answer) -> None:
    change(street="2 rue Neuve", postal_code="29200", commune="Brest")

    assert session.scalars(select(Correction)).one().proposed == {
        "street": "2 rue Neuve",
        "postal_code": "29200",
        "insee": "29019",
    }


def test_a_closure_waits_too(session: Session, structure: Structure, change: Answer) -> None:
    change(is_closed="y")

    session.refresh(structure)
    assert session.scalars(select(Correction)).one().proposed == {"closed": True}
    assert structure.state is PublicationState.PUBLISHED


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Vous n’avez rien changé."),
        ({"phones-0-number": "12"}, "Ce n’est pas un numéro de téléphone français"),
        ({"email": "equipe"}, "Écrivez une adresse de courriel complète"),
        ({"website": "ftp://exemple.fr"}, "Écrivez l’adresse du site"),
        ({"commune": "Brest"}, "Nous connaissons : "),
        ({"presentation": "x" * 5001}, "Ce texte est trop long"),
        ({"hours_text": "a\x07b"}, "signe invisible"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_sent(
    session: Session, link: UpdateLink, change: Answer, typed: dict[str, str], sentence: str
) -> None:
    response = change(**typed)

    assert response.status_code == 422
    assert sentence in response.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert reload(session, link).answered_at is None


def test_what_was_typed_is_only_text(change: Answer) -> None:
    response = change(
        email='"><script>alert(1)</script>', presentation="</textarea><script>alert(1)</script>"
    )

    assert "<script>alert" not in response.text


def test_an_answered_link_only_says_thank_you(
    client: FlaskClient, path: str, change: Answer
) -> None:
    change(email="nouveau@exemple.fr")

    again = client.get(f"{path}/modifier")

    assert again.status_code == 303
    assert "Une personne de la filière va relire" in read(client, path)


def test_a_withdrawn_link_says_so_kindly(
    client: FlaskClient, session: Session, link: UpdateLink, path: str, clock: FixedClock
) -> None:
    withdraw_link(link, clock=clock)
    session.commit()

    response = client.get(path)

    assert response.status_code == 410
    assert "Ce lien a été retiré" in response.text


def test_an_expired_link_says_so_kindly(
    client: FlaskClient, session: Session, link: UpdateLink, path: str, clock: FixedClock
) -> None:
    link.expires_at = clock.now() - timedelta(minutes=1)
    session.commit()

    response = client.get(path)

    assert response.status_code == 410
    assert "Ce lien n’est plus valable" in response.text
    assert "Tout est juste" not in response.text


def test_an_expired_link_answers_nothing(
    session: Session, link: UpdateLink, clock: FixedClock, confirm: Answer
) -> None:
    link.expires_at = clock.now() - timedelta(minutes=1)
    session.commit()

    confirm()

    assert reload(session, link).answered_at is None


@pytest.mark.parametrize("tail", ["", "/modifier"])
def test_a_link_that_we_did_not_sign_is_missing(client: FlaskClient, path: str, tail: str) -> None:
    for token in (path[5:-2] + "aa", uuid4().hex, "x" * 5_000, "é"):
        response = client.get(f"/maj/{token}{tail}")
        assert response.status_code == 404
        assert "Ce lien est incomplet" in response.text


def test_a_page_of_another_site_cannot_answer(
    client: FlaskClient, app: Flask, session: Session, link: UpdateLink, path: str
) -> None:
    response = client.post(
        f"{path}/juste",
        data={"form_token": token_of_form(app, "update_link"), "version": "1"},
        headers={"Origin": "https://ailleurs.example"},
    )

    assert response.status_code == 403
    assert reload(session, link).answered_at is None


def test_a_change_without_its_form_token_is_not_kept(session: Session, change: Answer) -> None:
    answer = change(email="autre@exemple.fr", form_token="")

    assert answer.status_code == 400
    assert session.scalars(select(Correction)).all() == []
