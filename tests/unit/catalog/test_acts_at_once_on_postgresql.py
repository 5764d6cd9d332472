"""Two who do the same act at once on PostgreSQL, where both read before either has written."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalog.campaigns import CampaignCriteria, CampaignSentError, start_campaign
from directory.catalog.creation_queries import find_recent_creation
from directory.catalog.duplicates import say_distinct
from directory.catalog.editing import create_structure
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.campaign import UpdateLink
from directory.catalog.models.distinct_pair import DistinctPair
from directory.catalog.models.structure import Structure
from directory.database import SessionFactory, wait_in_turn
from directory.values.clock import FixedClock
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import ANIMATOR, FULL_DRAFT, make_source, make_structure
from tests.postgresql import territory_on_postgresql

ROUNDS = 4  # what depends on the moment is tried several times
Answer = TypeVar("Answer")


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


def at_once(sessions: SessionFactory, act: Callable[[Session], Answer]) -> list[Answer]:
    """Have two do the same at the same moment, each in a transaction of their own."""
    barrier = Barrier(2)

    def wait_and_act(_number: int) -> Answer:
        with sessions() as session:
            barrier.wait()
            answer = act(session)
            session.commit()
            return answer

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(wait_and_act, range(2)))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_listing_is_made_once(
    sessions: SessionFactory, session: Session, clock: FixedClock, number: int
) -> None:
    draft = replace(FULL_DRAFT, name=f"Équipe faite une fois {number}", organization_id=None)
    assert ANIMATOR.editor_id is not None
    editor_id = ANIMATOR.editor_id

    def make(session: Session) -> UUID:
        wait_in_turn(session, "create structure")
        made = find_recent_creation(session, editor_id, draft, now=clock.now())
        return (made or create_structure(session, draft, author=ANIMATOR, clock=clock)).id

    first, second = at_once(sessions, make)

    assert first == second
    named = select(func.count()).where(Structure.name == draft.name)
    assert session.scalar(named) == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_listings_are_said_to_be_two_once(
    sessions: SessionFactory, session: Session, clock: FixedClock, number: int
) -> None:
    pair = [
        make_structure(session, f"{name} {number}", sources=[make_source()]).id
        for name in ("Une équipe", "Une autre")
    ]

    def say(session: Session) -> None:
        first, second = (get_structure(session, structure_id) for structure_id in pair)
        assert first is not None
        assert second is not None
        say_distinct(session, first, second, author=ANIMATOR, clock=clock)

    at_once(sessions, say)

    said = select(func.count()).where(DistinctPair.first_id.in_(pair))
    assert session.scalar(said) == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_campaign_leaves_once(
    sessions: SessionFactory, session: Session, clock: FixedClock, number: int
) -> None:
    asked = make_structure(
        session, f"Équipe à qui écrire {number}", email="a@exemple.fr", sources=[make_source()]
    )
    campaign_id = uuid4()

    def is_sent(session: Session) -> bool:
        try:
            start_campaign(
                session,
                "Une fois",
                CampaignCriteria(structures=(asked.id,)),
                letterhead=LETTERHEAD,
                author=ANIMATOR,
                clock=clock,
                campaign_id=campaign_id,
            )
        except CampaignSentError:
            return False
        return True

    assert sorted(at_once(sessions, is_sent)) == [False, True]
    letters = select(func.count()).where(UpdateLink.structure_id == asked.id)
    assert session.scalar(letters) == 1
