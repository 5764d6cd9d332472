"""The acts of the catalog on the other engine: types, conditions and identifiers differ there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from directory.catalog.bulk import apply_bulk
from directory.catalog.bulk_effect import BulkFilieres
from directory.catalog.draft_json import draft_of
from directory.catalog.duplicates import likely_duplicates, merge_structures, united_draft
from directory.catalog.editing import create_structure, edit_structure
from directory.catalog.history_queries import RevisionFilter, list_revisions
from directory.catalog.listing_queries import ListingFilter, MissingFact, list_structures
from directory.catalog.restoring import undo_batch, undo_revision
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import FactGroup, FreshnessState, VerificationMeans
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, FULL_DRAFT, make_organization, make_structure
from tests.postgresql import territory_on_postgresql


@pytest.fixture(scope="module")
def shared_session(clock: FixedClock) -> Iterator[Session]:
    """A PostgreSQL database with the territory and the vocabulary."""
    with territory_on_postgresql(clock) as sessions, sessions() as session:
        yield session


@pytest.fixture
def session(shared_session: Session) -> Session:
    """The PostgreSQL database in the place of SQLite's."""
    return shared_session


def test_every_act_works_on_postgresql(session: Session, clock: FixedClock) -> None:
    body = make_organization()
    session.add(body)
    session.flush()
    full = replace(FULL_DRAFT, organization_id=body.id)
    kept = create_structure(session, full, author=ANIMATOR, clock=clock)
    twin = make_structure(session, FULL_DRAFT.name, slug="jumelle", filieres=["armor"])
    verify_facts(
        session, kept, [*FactGroup], means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock
    )
    edit = edit_structure(
        session, kept, replace(draft_of(kept), alert=None),
        expected_version=kept.version, author=ANIMATOR, clock=clock,
    )  # fmt: skip
    assert edit is not None
    undo_revision(session, edit, author=ANIMATOR, clock=clock)
    session.commit()
    session.expire_all()

    assert draft_of(kept) == full
    assert len(likely_duplicates(session, ["armor"])) == 1

    batch = merge_structures(
        session, kept, twin, draft=united_draft(kept, twin), author=ANIMATOR, clock=clock
    )
    undo_batch(session, batch, author=ANIMATOR, clock=clock)
    moved = apply_bulk(
        session, [twin.id], BulkFilieres(add=("cornouaille",)), author=ANIMATOR, clock=clock
    )
    session.commit()

    assert draft_of(kept) == full
    assert len(moved.changed) == 1


def test_lists_and_histories_are_narrowed_on_postgresql(session: Session) -> None:
    make_structure(session, "Lits", type_code="LISP", filieres=["coeur-de-breizh"])

    lists = [
        list_structures(
            session,
            ListingFilter(filieres=("coeur-de-breizh",), freshness=states, without=facts),
            today=date(2026, 11, 27),
        ).total
        for states, facts in (
            ((FreshnessState.UNCONFIRMED,), ()),
            ((FreshnessState.CONFIRMED, FreshnessState.TO_CONFIRM), ()),
            ((), tuple({*MissingFact} - {MissingFact.PHONE, MissingFact.POSITION})),
        )
    ]
    history = list_revisions(session, RevisionFilter(filieres=("coeur-de-breizh",)))

    assert lists == [1, 0, 1]
    assert history.total == 1
