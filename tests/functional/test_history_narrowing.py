"""The history narrowed: by act, by origin, by day, by person."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import FactGroup, VerificationMeans
from directory.values.clock import FixedClock
from tests.factories.revisions import rename
from tests.factories.structures import make_structure
from tests.functional.reading import read


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ("acte=edited", ["Modification"]),
        ("acte=verified", ["Vérification"]),
        ("acte=created", ["Création"]),
        ("acte=published", []),
        ("origine=command", ["Création"]),
        ("origine=import", []),
        ("du=2026-11-21", ["Vérification", "Modification"]),
        ("au=2026-11-20", ["Création"]),
        ("sujet=filiere", []),
        ("acte=n-importe-quoi&du=hier&personne=moi", ["Vérification", "Modification", "Création"]),
    ],
)
@pytest.mark.usefixtures("animator")
def test_the_history_can_be_narrowed(
    client: FlaskClient, session: Session, clock: FixedClock, asked: str, acts: list[str]
) -> None:
    structure = make_structure(session, "Ancien nom")
    rename(session, structure, "Nouveau nom", clock)
    verify_facts(
        session, structure, [FactGroup.PHONES], means=VerificationMeans.PHONE, author=None,
        clock=clock,
    )  # fmt: skip
    session.commit()

    page = read(client, f"/admin/historique?{asked}")

    assert re.findall(r"/admin/historique/\d+\">(\w+) ·", page) == acts


@pytest.mark.parametrize("asked", ["du=pas-une-date", "au=2026-02-30", "du=1789-07-14"])
@pytest.mark.usefixtures("animator")
def test_a_day_that_is_none_is_said_beside_its_field(
    client: FlaskClient, session: Session, asked: str
) -> None:
    make_structure(session)

    page = read(client, f"/admin/historique?{asked}")

    name = asked.partition("=")[0]
    assert f'id="{name}-erreur">Cette date n’a pas été comprise' in page
    assert f'aria-describedby="{name}-erreur"' in page
    assert page.count("n’a pas été comprise") == 1
    assert '<details class="narrowing__panel" open>' in page


@pytest.mark.usefixtures("animator")
def test_nothing_is_said_of_days_that_were_left_empty(client: FlaskClient) -> None:
    assert "n’a pas été comprise" not in read(client, "/admin/historique?du=&au=2026-11-20")


def test_the_history_of_one_person_can_be_read(
    client: FlaskClient, session: Session, animator: Account, clock: FixedClock
) -> None:
    structure = make_structure(session, "Ancien nom")
    rename(session, structure, "Nouveau nom", clock, by=animator)

    page = read(client, f"/admin/historique?personne={animator.id}")

    assert "1 changement<" in page
