"""A change shows in the search at once, even when only a part of a listing changed."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import (
    Origin,
    PublicationState,
)
from directory.search.query import SearchQuery
from directory.search.results import SearchResults
from directory.values.clock import FixedClock
from tests.factories.structures import (
    make_phone,
    make_structure,
    make_verification,
    save,
)
from tests.unit.search.conftest import Find

QUIMPER, MORLAIX, BREST, RENNES = "29232", "29151", "29019", "35238"
TUESDAY = datetime.fromisoformat("2026-11-24T10:00:00+01:00")


def _names(results: SearchResults) -> list[str]:
    return [hit.structure.name for hit in results.hits]


def test_what_is_changed_published_or_withdrawn_is_seen_at_once(
    session: Session, find: Find
) -> None:
    structure = make_structure(session, "Avant", state=PublicationState.DRAFT)
    assert find(SearchQuery()).total == 0

    structure.state = PublicationState.PUBLISHED
    save(session, structure)
    assert _names(find(SearchQuery())) == ["Avant"]

    structure.name, structure.type_code = "Après", "USP"
    save(session, structure)
    assert find(SearchQuery(q="après usp")).facets["type"] == {"USP": 1}
    assert find(SearchQuery(q="avant", literal=True)).total == 0

    structure.state = PublicationState.ARCHIVED
    save(session, structure)
    assert find(SearchQuery()).total == 0


def test_a_phone_that_changes_alone_is_shown_at_once(
    session: Session, find: Find, clock: FixedClock
) -> None:
    structure = make_structure(session, phones=[make_phone("+33261910001")])
    assert _numbers(find(SearchQuery())) == ["+33261910001"]

    structure = session.get_one(Structure, structure.id)
    before = snapshot_of(structure)
    structure.phones[0].number = "+33261910002"
    record_revision(session, structure, before=before, origin=Origin.COMMAND, clock=clock)
    session.commit()

    assert _numbers(find(SearchQuery())) == ["+33261910002"]


def test_a_check_that_comes_alone_is_shown_at_once(
    session: Session, find: Find, clock: FixedClock
) -> None:
    made = make_structure(session)
    shown = find(SearchQuery()).hits[0].structure

    structure = session.get_one(Structure, made.id)
    before = snapshot_of(structure)
    structure.verifications.append(make_verification(date(2026, 11, 20)))
    record_revision(session, structure, before=before, origin=Origin.COMMAND, clock=clock)
    session.commit()
    now_shown = find(SearchQuery()).hits[0].structure

    assert shown.verification.verified_on is None
    assert now_shown.verification.verified_on == date(2026, 11, 20)
    assert now_shown.version > shown.version


def _numbers(results: SearchResults) -> list[str]:
    return [phone.number for hit in results.hits for phone in hit.structure.phones]
