"""A check of some facts is not told as a check of the whole listing."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import FactGroup
from tests.factories.structures import make_phone, make_structure, make_verification
from tests.functional.reading import read

DAY = date(2026, 11, 2)


def _page(client: FlaskClient, session: Session, *groups: FactGroup) -> str:
    checks = [make_verification(DAY, facts) for facts in groups]
    structure = make_structure(session, phones=[make_phone()], verifications=checks)
    return read(client, f"/structures/{structure.slug}")


def test_the_facts_that_were_checked_alone_are_named(client: FlaskClient, session: Session) -> None:
    page = _page(client, session, FactGroup.PHONES)

    assert "Téléphones vérifiés le 02/11/2026." in page
    assert "Fiche vérifiée" not in page


def test_facts_checked_on_one_day_are_named_together(client: FlaskClient, session: Session) -> None:
    page = _page(client, session, FactGroup.PHONES, FactGroup.AREA)

    assert "Vérifié le 02/11/2026 : téléphones, territoire couvert." in page


@pytest.mark.parametrize(
    ("contact", "alone", "together"),
    [
        ({"email": "equipe@exemple.fr"}, "Courriel vérifié le 02/11/2026.", "courriel"),
        (
            {"website": "https://exemple.fr"},
            "Site internet vérifié le 02/11/2026.",
            "site internet",
        ),
    ],
)
def test_numbers_that_are_not_there_are_not_called_checked(
    client: FlaskClient, session: Session, contact: dict[str, Any], alone: str, together: str
) -> None:
    check = make_verification(DAY, FactGroup.PHONES)
    first = make_structure(session, "Une", phones=[], verifications=[check], **contact)
    checks = [make_verification(DAY, group) for group in (FactGroup.PHONES, FactGroup.AREA)]
    second = make_structure(session, "Deux", phones=[], verifications=checks, **contact)

    assert alone in read(client, f"/structures/{first.slug}")
    page = read(client, f"/structures/{second.slug}")
    assert f"Vérifié le 02/11/2026 : {together}, territoire couvert." in page


def test_what_the_listing_does_not_say_needs_no_check(
    client: FlaskClient, session: Session
) -> None:
    known = (FactGroup.IDENTITY, FactGroup.PHONES, FactGroup.AREA, FactGroup.ACCESS)

    assert "Fiche vérifiée le 02/11/2026." in _page(client, session, *known)
