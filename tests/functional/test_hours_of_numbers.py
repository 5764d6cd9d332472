"""An animator types the hours of a number as people write them, and reads them back in French."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from tests.factories.accounts import post
from tests.factories.structures import make_phone, make_source, make_structure
from tests.functional.reading import read
from tests.functional.structure_forms import address, send, sent_form

pytestmark = pytest.mark.usefixtures("animator")


NUMBER = {"phones-1-number": "02 61 91 00 09", "phones-1-kind": "direct"}


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team with an on-call line."""
    phones = [make_phone(), make_phone(number="+33261910009", hours="Mo-Su 17:00-09:00")]
    return make_structure(session, sources=[make_source()], phones=phones)


def test_hours_typed_in_french_are_stored_and_shown_back_in_french(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    typed = "lun-ven 18h30-8h, week-end jour et nuit"

    send(client, structure, **NUMBER, **{"phones-1-hours": typed})

    session.expire_all()
    assert structure.phones[1].hours == "Mo-Fr 18:30-08:00; Sa-Su 00:00-24:00"
    assert 'value="Lun-Ven 18h30-8h ; Sam-Dim 24h/24"' in client.get(address(structure)).text


def test_hours_that_cannot_be_read_name_the_number_and_give_an_example(
    client: FlaskClient, structure: Structure
) -> None:
    answer = send(client, structure, **NUMBER, **{"phones-1-hours": "le soir"})

    assert answer.status_code == 422
    assert '<a href="#phones-1-hours">Numéro 2, horaires' in answer.text
    assert "par exemple 17h-9h" in answer.text
    assert 'value="le soir"' in answer.text


def test_the_queue_says_the_hours_of_a_number_in_words(
    client: FlaskClient, structure: Structure
) -> None:
    page = read(client, f"/admin/?fiche={structure.id}")

    assert "Ce numéro répond : tous les jours 17 h – 9 h." in page


def test_the_conflict_page_says_hours_in_words(client: FlaskClient, structure: Structure) -> None:
    typed = sent_form(structure, **NUMBER, **{"phones-1-hours": "20h-8h"})
    send(client, structure, **NUMBER, **{"phones-1-hours": "19h-8h"})

    conflict = post(client, address(structure), typed).text

    assert "tous les jours 19\u00a0h – 8\u00a0h" in conflict
    assert "tous les jours 20\u00a0h – 8\u00a0h" in conflict
    assert "Mo-Su" not in conflict
