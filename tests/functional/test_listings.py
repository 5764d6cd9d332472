"""The list of structures: narrowed, paged, and held to what somebody keeps."""

import re
from collections.abc import Collection
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.vocabulary import FactGroup, PublicationState
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import ALL_FILIERES, make_structure, make_verification
from tests.functional.reading import read


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """An animator of Nord Finistère, signed in."""
    account = make_account(session)
    sign_in(client, session, account)
    return account


def names(client: FlaskClient, query: str = "") -> list[str]:
    return re.findall(
        r'listing-table__name" href="[^"]+">([^<]+)<', read(client, f"/admin/structures{query}")
    )


@pytest.mark.usefixtures("animator")
def test_structures_of_every_state_are_listed_by_name(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, "Beta", state=PublicationState.ARCHIVED)
    make_structure(session, "Alpha", state=PublicationState.DRAFT)
    make_structure(session, "Gamma")
    make_structure(session, "Équipe")

    assert names(client) == ["Alpha", "Beta", "Équipe", "Gamma"]


@pytest.mark.usefixtures("animator")
def test_structures_of_other_filieres_are_not_listed(client: FlaskClient, session: Session) -> None:
    make_structure(session, filieres=["armor"])

    assert names(client) == []
    assert names(client, "?filiere=armor") == []


def test_the_region_lists_one_filiere_when_asked(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Alpha", filieres=["armor"])
    make_structure(session, "Beta")
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=()))

    assert names(client) == ["Alpha", "Beta"]
    assert names(client, "?filiere=armor") == ["Alpha"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=gamma", ["Gamma"]),
        ("?q=MORLAIX+b%C3%A9ta", ["Beta"]),
        ("?type=HAD", ["Gamma"]),
        ("?etat=draft", ["Beta"]),
        ("?fraicheur=confirmed", ["Alpha"]),
        ("?fraicheur=unconfirmed", ["Beta"]),
        ("?sans=phone", ["Gamma"]),
        ("?mois=12", ["Beta", "Gamma"]),
        ("?mois=24", ["Beta"]),
        ("?etat=autre&mois=1000000&page=-3&type=", ["Alpha", "Beta", "Gamma"]),
    ],
)
@pytest.mark.usefixtures("animator")
def test_the_list_can_be_narrowed(
    client: FlaskClient, session: Session, query: str, found: list[str]
) -> None:
    make_structure(session, "Alpha", verifications=[make_verification(date(2026, 11, 1))])
    make_structure(session, "Beta", state=PublicationState.DRAFT)
    make_structure(
        session, "Gamma", type_code="HAD", phones=[],
        verifications=[make_verification(date(2025, 6, 1))],
    )  # fmt: skip

    assert names(client, query) == found


@pytest.mark.usefixtures("animator")
def test_the_list_says_when_each_was_checked(client: FlaskClient, session: Session) -> None:
    make_structure(session, verifications=[make_verification(date(2024, 6, 1))])

    assert "vérifiée le 01/06/2024, à confirmer" in read(client, "/admin/structures")


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([FactGroup.PHONES], "vérifiée en partie le 01/11/2026"),
        (set(FactGroup) - {FactGroup.HOURS}, "vérifiée le 01/11/2026"),
    ],
)
@pytest.mark.usefixtures("animator")
def test_a_check_of_a_part_is_told_as_such(
    client: FlaskClient, session: Session, groups: Collection[FactGroup], words: str
) -> None:
    make_structure(
        session, verifications=[make_verification(date(2026, 11, 1), group) for group in groups]
    )

    assert words in read(client, "/admin/structures")


@pytest.mark.usefixtures("animator")
def test_a_long_list_has_pages(client: FlaskClient, session: Session) -> None:
    for number in range(51):
        make_structure(session, f"Structure {number:02}")

    assert len(names(client)) == 50
    assert names(client, "?page=2") == ["Structure 50"]
    assert names(client, "?page=90000") == []


def test_a_structure_editor_lists_own_structures(client: FlaskClient, session: Session) -> None:
    own = make_structure(session, "La sienne")
    make_structure(session, "Une autre")
    editor = make_account(session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[own.id])
    sign_in(client, session, editor)

    assert names(client) == ["La sienne"]
    assert "Agir sur plusieurs structures" not in read(client, "/admin/structures")


@pytest.mark.usefixtures("animator")
def test_only_what_one_may_check_is_offered_for_it(client: FlaskClient, session: Session) -> None:
    own = make_structure(session, "La sienne")
    regional = make_structure(session, "Régionale", filieres=ALL_FILIERES)

    page = read(client, "/admin/structures")

    assert f"/admin/?fiche={own.id}" in page
    assert f"/admin/?fiche={regional.id}" not in page
