"""Counted readings and kinds of changes on the other engine: its JSON and its conflicts differ."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.editing import create_structure, edit_structure
from directory.catalog.history_queries import RevisionFilter, list_revisions
from directory.catalog.models.revision import Revision
from directory.catalog.publishing import (
    archive_structure,
    publish_structure,
    unarchive_structure,
)
from directory.catalog.revision_acts import Act, act_of, is_act
from directory.catalog.structure_views import add_views, recent_views
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import FactGroup, Origin, VerificationMeans
from directory.database import SessionFactory
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, FULL_DRAFT, make_organization, make_structure
from tests.postgresql import territory_on_postgresql

WORKERS = 4
ROUNDS = 10


@pytest.fixture(scope="module")
def sessions(clock: FixedClock) -> Iterator[SessionFactory]:
    """The sessions of a PostgreSQL database with the territory and the vocabulary."""
    with territory_on_postgresql(clock) as sessions:
        yield sessions


@pytest.fixture
def session(sessions: SessionFactory) -> Iterator[Session]:
    """The PostgreSQL database in the place of SQLite's."""
    with sessions() as session:
        yield session


def test_readings_of_one_day_add_up_and_old_ones_leave(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, "Lue", slug="lue")
    today = clock.now().date()
    session.commit()

    add_views(session, {("lue", today): 2, ("lue", today - timedelta(days=1)): 1})
    add_views(session, {("lue", today): 3, ("nulle-part", today): 9})
    add_views(session, {("lue", today - timedelta(days=30)): 5})
    session.commit()

    assert recent_views(session, today=today)[structure.id] == 6


def test_workers_who_count_at_once_lose_nothing_and_never_block_each_other(
    sessions: SessionFactory, session: Session, clock: FixedClock
) -> None:
    structures = [make_structure(session, f"Lue {slug}", slug=slug) for slug in ("une", "deux")]
    today = clock.now().date()
    session.commit()
    barrier = Barrier(WORKERS)

    def count(number: int) -> None:
        slugs = ("une", "deux") if number % 2 else ("deux", "une")
        for _ in range(ROUNDS):
            barrier.wait()
            with sessions() as own:
                add_views(own, {(slug, today): 1 for slug in slugs})
                own.commit()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(count, range(WORKERS)))

    counted = recent_views(session, today=today)
    assert [counted[structure.id] for structure in structures] == [WORKERS * ROUNDS] * 2


def test_each_change_of_a_listing_is_found_under_its_act(
    session: Session, clock: FixedClock
) -> None:
    subject_id = str(_live_a_life(session, clock))

    found = {
        act: list_revisions(session, RevisionFilter(subject_id=subject_id, act=act)).total
        for act in Act
    }

    assert found == {
        Act.CREATED: 1,
        Act.VERIFIED: 1,
        Act.PUBLISHED: 1,
        Act.EDITED: 1,
        Act.ARCHIVED: 1,
        Act.REOPENED: 1,
    }


def test_the_database_calls_every_change_what_python_calls_it(
    session: Session, clock: FixedClock
) -> None:
    _live_a_life(session, clock)
    checks = [{"facts": "phones", "on": "2026-11-20"}]
    pairs: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = [  # Any: as Revision
        (None, None),
        (None, {"state": "draft"}),
        ({"state": "draft"}, None),
        ({"state": "draft", "verifications": checks}, {"state": "withdrawn"}),
        ({"state": None}, {"state": "published"}),
        ({"name": "A"}, {"name": "B"}),
        ({"state": "draft", "verifications": []}, {"state": "draft"}),
        ({"state": "draft"}, {"state": "draft", "verifications": checks}),
        ({"verifications": checks}, {"verifications": checks, "name": "B"}),
        ({"state": "draft"}, {"state": "archived", "verifications": checks}),
        ({"name": "A", "version": 1}, {"name": "A", "version": 2, "verifications": checks}),
        ({"name": "A", "verifications": checks}, {"name": "B", "verifications": []}),
        ({"phones": []}, {"phones": [{"number": "+33261910001"}], "verifications": checks}),
        ({"closures": None}, {"closures": [{"start": "2026-11-20"}], "verifications": checks}),
        ({"capacity_value": 4}, {"capacity_value": 5, "verifications": checks}),
        ({"audiences": ["adult"]}, {"audiences": ["adult"], "verifications": checks}),
    ]
    session.add_all(
        Revision(
            subject_kind="structure",
            subject_id=f"pair {number}",
            at=clock.now(),
            origin=Origin.FORM,
            before=before,
            after=after,
        )
        for number, (before, after) in enumerate(pairs)
    )
    session.flush()

    said = {
        revision.id: [act]
        for act in Act
        for revision in session.scalars(select(Revision).where(is_act(act)))
    }

    revisions = session.scalars(select(Revision)).all()
    assert said == {found.id: [act_of(found.before, found.after)] for found in revisions}


def _live_a_life(session: Session, clock: FixedClock) -> UUID:
    """Take a listing through every act, once each."""
    body = make_organization()
    session.add(body)
    session.flush()
    draft = replace(FULL_DRAFT, organization_id=body.id)
    structure = create_structure(session, draft, author=ANIMATOR, clock=clock)
    verify_facts(
        session,
        structure,
        [*FactGroup],
        means=VerificationMeans.PHONE,
        author=ANIMATOR,
        clock=clock,
    )
    publish_structure(session, structure, author=ANIMATOR, clock=clock)
    edit_structure(
        session,
        structure,
        replace(draft_of(structure), alert=None),
        expected_version=structure.version,
        author=ANIMATOR,
        clock=clock,
    )
    archive_structure(session, structure, reason="Fermée", author=ANIMATOR, clock=clock)
    unarchive_structure(session, structure, author=ANIMATOR, clock=clock)
    session.flush()
    return structure.id
