"""Lists for editors: narrowed by each filter, paged, in any state."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from directory.catalog.listing_queries import (
    ListingFilter,
    MissingFact,
    get_structure,
    list_structures,
)
from directory.catalog.vocabulary import CoverageBasis, FreshnessState, PublicationState
from directory.territory.coverage import AreaKind
from tests.factories.structures import (
    make_coverage,
    make_organization,
    make_phone,
    make_structure,
    make_verification,
)

TODAY = date(2026, 11, 27)


def _names(session: Session, **narrowed: Any) -> list[str]:
    page = list_structures(session, ListingFilter(**narrowed), today=TODAY)
    return [line.name for line in page.items]


def test_a_structure_is_loaded_whatever_its_state(session: Session) -> None:
    structure = make_structure(session, state=PublicationState.ARCHIVED)

    assert get_structure(session, structure.id) is structure
    assert get_structure(session, uuid4()) is None


@pytest.fixture
def two(session: Session) -> None:
    """A well-known structure and one of which little is known."""
    body = make_organization("Hôpital des Ajoncs")
    session.add(body)
    make_structure(
        session, "Équipe sûre", filieres=["armor"], organization_id=body.id,
        email="contact@exemple.fr", opening_hours="Mo-Fr 09:00-17:00", presentation="Une équipe.",
        coverage=[make_coverage(AreaKind.COMMUNE, "29151", CoverageBasis.DECLARED)],
        verifications=[make_verification(date(2026, 11, 1))], finess_et="290000033",
    )  # fmt: skip
    make_structure(
        session, "Lits peu connus", type_code="LISP", phones=[],
        state=PublicationState.DRAFT, position_is_approximate=True, insee="29019",
    )  # fmt: skip


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({}, ["Équipe sûre", "Lits peu connus"]),
        ({"filieres": ("armor",)}, ["Équipe sûre"]),
        ({"filieres": ()}, []),
        ({"types": ("LISP",)}, ["Lits peu connus"]),
        ({"states": (PublicationState.PUBLISHED,)}, ["Équipe sûre"]),
        ({"freshness": (FreshnessState.CONFIRMED,)}, ["Équipe sûre"]),
        ({"freshness": (FreshnessState.TO_CONFIRM,)}, []),
        ({"freshness": (FreshnessState.UNCONFIRMED,)}, ["Lits peu connus"]),
        ({"freshness": tuple(FreshnessState)}, ["Équipe sûre", "Lits peu connus"]),
        ({"words": "EQUIPE sure"}, ["Équipe sûre"]),
        ({"words": "ajoncs"}, ["Équipe sûre"]),
        ({"words": "brest"}, ["Lits peu connus"]),
        ({"words": "290000033"}, ["Équipe sûre"]),
        ({"words": "ajoncs brest"}, []),
        *(({"without": (fact,)}, ["Lits peu connus"]) for fact in MissingFact),
    ],
    ids=str,
)
def test_each_filter_narrows_the_list(
    session: Session, narrowed: dict[str, Any], names: list[str]
) -> None:
    assert _names(session, **narrowed) == names


def test_a_check_older_than_the_review_period_is_to_be_confirmed(session: Session) -> None:
    structure = make_structure(session, verifications=[make_verification(date(2020, 1, 1))])

    assert _names(session, freshness=(FreshnessState.TO_CONFIRM,)) == [structure.name]


def test_hours_of_a_number_count_as_hours(session: Session) -> None:
    make_structure(session, phones=[make_phone(hours="24/7")])

    assert _names(session, without=(MissingFact.HOURS,)) == []


def test_a_list_is_paged_and_says_how_long_it_is(session: Session) -> None:
    for number in range(5):
        make_structure(session, f"Équipe {number}")

    page = list_structures(session, ListingFilter(), 2, today=TODAY, per_page=2)
    beyond = list_structures(session, ListingFilter(), 9, today=TODAY, per_page=2)

    assert [line.name for line in page.items] == ["Équipe 2", "Équipe 3"]
    assert (page.total, page.pages) == (5, 3)
    assert (beyond.items, beyond.total) == ((), 5)
