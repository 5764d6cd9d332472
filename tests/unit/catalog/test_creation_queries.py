"""Finding again what was just made, without reading all that somebody did meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.creation_queries import find_recent_creation
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import create_structure, edit_structure
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_draft


@contextmanager
def loaded_revisions() -> Iterator[list[Revision]]:
    """Write down the revisions that are read from the database."""
    loaded: list[Revision] = []

    def write(revision: Revision, _context: object) -> None:
        loaded.append(revision)

    event.listen(Revision, "load", write)
    try:
        yield loaded
    finally:
        event.remove(Revision, "load", write)


def find(session: Session, draft: StructureDraft, clock: FixedClock) -> Structure | None:
    assert ANIMATOR.editor_id is not None
    return find_recent_creation(session, ANIMATOR.editor_id, draft, now=clock.now())


def make(session: Session, draft: StructureDraft, clock: FixedClock) -> Structure:
    structure = create_structure(session, draft, author=ANIMATOR, clock=clock)
    session.commit()
    return structure


def test_what_was_made_a_moment_ago_is_found_by_its_draft(
    session: Session, clock: FixedClock
) -> None:
    draft = make_draft("Équipe faite à l’instant")
    made = make(session, draft, clock)

    assert find(session, draft, clock) == made
    assert find(session, replace(draft, name="Une autre équipe"), clock) is None
    assert find(session, draft, FixedClock(clock.now() + timedelta(minutes=11))) is None


def test_changes_made_meanwhile_are_not_read(session: Session, clock: FixedClock) -> None:
    draft = make_draft("Équipe faite à l’instant")
    made = make(session, draft, clock)
    for number in range(30):
        edit_structure(
            session, made, replace(draft_of(made), name=f"Nom {number}"),
            expected_version=made.version, author=ANIMATOR, clock=clock,
        )  # fmt: skip
    session.commit()
    session.expunge_all()

    with loaded_revisions() as loaded:
        found = find(session, draft, clock)

    assert found is not None
    assert len(loaded) == 1


def test_what_a_file_or_somebody_else_made_is_not_read(session: Session, clock: FixedClock) -> None:
    draft = make_draft("Équipe faite à l’instant")
    other = Author(uuid4(), ANIMATOR.role, ANIMATOR.filieres)
    create_structure(session, draft, author=ANIMATOR, clock=clock, origin=Origin.IMPORT)
    create_structure(session, draft, author=other, clock=clock)
    session.commit()
    session.expunge_all()

    with loaded_revisions() as loaded:
        found = find(session, draft, clock)

    assert found is None
    assert loaded == []
