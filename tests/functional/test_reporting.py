"""A visitor tells what is wrong with a listing, without an account nor a script."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from tests.factories.form_tokens import token_of_form
from tests.factories.structures import make_phone, make_structure
from tests.functional.reading import links_of, read

NEW_PHONE = "02 98 62 61 60"


@pytest.fixture
def structure(session: Session) -> Structure:
    return make_structure(session, phones=[make_phone(), make_phone("+33261910002")])


def send(
    client: FlaskClient,
    app: Flask,
    structure: Structure,
    *,
    token: str | None = None,
    **said: object,
) -> TestResponse:
    if token is None:
        token = token_of_form(app, "report_structure")
    path = f"/structures/{structure.slug}/signaler"
    return client.post(path, data={"form_token": token, **said})


def kept(session: Session) -> Correction:
    return session.scalars(select(Correction)).one()


def nothing_kept(session: Session) -> bool:
    return session.scalars(select(Correction)).first() is None


def test_the_form_is_found_from_the_listing(client: FlaskClient, structure: Structure) -> None:
    listing = read(client, f"/structures/{structure.slug}")

    [address] = links_of(listing, "Signaler une erreur")

    assert "Qu’est-ce qui est faux ?" in read(client, address)


def test_the_form_warns_not_to_write_about_a_patient(
    client: FlaskClient, structure: Structure
) -> None:
    page = read(client, f"/structures/{structure.slug}/signaler")

    assert "N’écrivez rien sur une personne malade" in page


def test_the_form_sets_no_cookie_and_is_not_kept(client: FlaskClient, structure: Structure) -> None:
    response = client.get(f"/structures/{structure.slug}/signaler")

    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_the_form_speaks_the_language_of_the_visitor(
    client: FlaskClient, structure: Structure
) -> None:
    page = read(client, f"/en/structures/{structure.slug}/signaler")

    assert f'href="/en/structures/{structure.slug}"' in page


def test_a_message_in_words_waits_for_an_animator(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    response = send(client, app, structure, wrong="other", words="Le parking a changé.")

    correction = kept(session)
    assert response.status_code == 303
    assert (correction.words, correction.wrong) == ("Le parking a changé.", ["other"])
    assert correction.state is CorrectionState.WAITING
    assert "Set-Cookie" not in response.headers


def test_a_thank_you_follows(client: FlaskClient, app: Flask, structure: Structure) -> None:
    response = send(client, app, structure, words="Le parking a changé.")

    page = read(client, response.headers["Location"])

    assert "Merci, votre message est arrivé" in page


def test_a_new_number_takes_the_place_of_the_one_that_was_chosen(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    send(client, app, structure, wrong="phone", old_phone="1", phone=NEW_PHONE)

    numbers = [phone["number"] for phone in kept(session).proposed["phones"]]
    assert numbers == ["+33261910001", "+33298626160"]


def test_a_number_more_comes_after_the_others(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    send(client, app, structure, old_phone="autre", phone=NEW_PHONE)

    numbers = [phone["number"] for phone in kept(session).proposed["phones"]]
    assert numbers == ["+33261910001", "+33261910002", "+33298626160"]
    assert kept(session).wrong == ["phone"]


def test_an_address_is_proposed_field_by_field(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    send(
        client, app, structure,
        wrong="address", street="2 rue Neuve", postal_code="29200", commune="brest",
    )  # fmt: skip

    assert kept(session).proposed == {
        "street": "2 rue Neuve",
        "postal_code": "29200",
        "insee": "29019",
    }


def test_a_closure_is_proposed_and_waits(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    send(client, app, structure, wrong="closed")

    session.refresh(structure)
    assert kept(session).proposed == {"closed": True}
    assert structure.state is PublicationState.PUBLISHED


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Cochez ce qui est faux, ou dites-le en une phrase."),
        ({"phone": "12"}, "Ce n’est pas un numéro de téléphone français"),
        ({"commune": "Brest"}, "Donnez aussi le code postal de la commune"),
        ({"commune": "Morlaix", "postal_code": "29200"}, "Nous connaissons : Brest."),
        ({"postal_code": "29"}, "Un code postal a cinq chiffres."),
        ({"words": "x", "reply_email": "moi"}, "Écrivez une adresse de courriel complète"),
        ({"words": "x" * 2001}, "Ce texte est trop long"),
        ({"words": "a\x01b"}, "signe invisible"),
        ({"words": "a\u202eb"}, "signe invisible"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_kept(
    client: FlaskClient,
    app: Flask,
    session: Session,
    structure: Structure,
    said: dict[str, str],
    sentence: str,
) -> None:
    response = send(client, app, structure, **said)

    assert response.status_code == 422
    assert sentence in response.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert nothing_kept(session)


def test_what_was_typed_stays_in_the_form_and_is_only_text(
    client: FlaskClient, app: Flask, structure: Structure
) -> None:
    response = send(
        client, app, structure, words='<script>alert("1")</script>', reply_email='"><img src=x>'
    )

    assert "<script>alert" not in response.text
    assert "<img src=x" not in response.text
    assert "&lt;script&gt;alert" in response.text


def test_a_robot_is_thanked_and_forgotten(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    response = send(client, app, structure, words="Achetez !", complement="http://spam.example")

    assert response.status_code == 303
    assert nothing_kept(session)


@pytest.mark.parametrize("token", ["", "forged", "another purpose", "too fast", "too old"])
def test_a_form_that_is_not_ours_or_sent_in_a_blink_is_refused(
    client: FlaskClient, app: Flask, session: Session, structure: Structure, token: str
) -> None:
    tokens = {
        "another purpose": token_of_form(app, "update_link"),
        "too fast": token_of_form(app, "report_structure", seconds_ago=1),
        "too old": token_of_form(app, "report_structure", seconds_ago=25 * 3600),
    }

    response = send(client, app, structure, token=tokens.get(token, token), words="Faux.")

    assert response.status_code == 400
    assert "Rien n’est encore envoyé" in response.text
    assert "Faux." in response.text
    assert nothing_kept(session)


def test_the_token_of_the_page_is_the_one_that_is_taken(
    client: FlaskClient, structure: Structure, app: Flask
) -> None:
    page = read(client, f"/structures/{structure.slug}/signaler")
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token

    response = send(client, app, structure, token=token[1], words="Faux.")

    assert response.status_code == 400, "the clock of tests stands still: too fast, not forged"


def test_a_page_of_another_site_cannot_send_the_form(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    response = client.post(
        f"/structures/{structure.slug}/signaler",
        data={"form_token": token_of_form(app, "report_structure"), "words": "Faux."},
        headers={"Origin": "https://ailleurs.example"},
    )

    assert response.status_code == 403
    assert nothing_kept(session)


def test_too_many_messages_from_one_network_are_refused(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    answers = [
        send(client, app, structure, words=f"Message {rank}").status_code for rank in range(11)
    ]

    assert answers == [303] * 10 + [429]
    assert len(session.scalars(select(Correction)).all()) == 10


def test_what_is_not_published_cannot_be_reported(
    client: FlaskClient, app: Flask, session: Session
) -> None:
    draft = make_structure(session, "Brouillon", state=PublicationState.DRAFT)

    assert client.get(f"/structures/{draft.slug}/signaler").status_code == 404
    assert send(client, app, draft, words="Faux.").status_code == 404
    assert client.get("/structures/inconnue/signaler").status_code == 404


def test_which_number_is_wrong_is_asked_beside_the_telephone(
    client: FlaskClient, structure: Structure
) -> None:
    page = read(client, f"/structures/{structure.slug}/signaler")

    before_details = page.partition('value="phone"')[2].partition("<details")[0]

    assert 'name="old_phone"' in before_details


def test_the_number_that_is_wrong_is_told_without_knowing_the_right_one(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    send(client, app, structure, wrong="phone", old_phone="1", words="Ça sonne dans le vide.")

    words = kept(session).words or ""
    assert "02 61 91 00 02" in words.replace("\u00a0", " ")
    assert words.endswith("Ça sonne dans le vide.")


def test_the_same_message_sent_again_is_taken_as_one(
    client: FlaskClient, app: Flask, session: Session, structure: Structure
) -> None:
    for words in ("Le parking a changé.", "Le parking a changé.", "Autre chose."):
        send(client, app, structure, wrong="other", words=words)

    said = session.scalars(select(Correction.words).order_by(Correction.words)).all()
    assert said == ["Autre chose.", "Le parking a changé."]
