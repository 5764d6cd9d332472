"""What everybody reads keeps a contact, a place, a filière and a source."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import SourceDraft
from directory.catalog.editing import DraftRefusedError, edit_structure
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.problems import ProblemCode
from directory.catalog.publishing import (
    StructureNotReadyError,
    archive_structure,
    publish_structure,
)
from directory.catalog.restoring import restore_revision, undo_revision
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_source, make_structure

SOURCE = (SourceDraft("Registre d’exemple"),)


def change(session: Session, structure: Structure, clock: FixedClock, **facts: Any) -> Revision:
    draft = replace(draft_of(structure), **facts)
    revision = edit_structure(
        session, structure, draft, expected_version=None, author=ANIMATOR, clock=clock
    )
    assert revision is not None
    return revision


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"phones": ()}, ProblemCode.CONTACT_MISSING),
        ({"insee": None, "postal_code": None, "coverage": ()}, ProblemCode.PLACE_MISSING),
        ({"filieres": ()}, ProblemCode.FILIERE_MISSING),
        ({"sources": ()}, ProblemCode.SOURCE_MISSING),
    ],
)
def test_a_published_listing_loses_nothing_that_publication_asks(
    session: Session, clock: FixedClock, facts: Mapping[str, Any], code: ProblemCode
) -> None:
    structure = make_structure(session, sources=[make_source()])

    with pytest.raises(DraftRefusedError) as refusal:
        change(session, structure, clock, **facts)

    assert [problem.code for problem in refusal.value.problems] == [code]
    assert structure.version == 1


def test_what_was_missing_before_does_not_keep_from_another_change(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)

    change(session, structure, clock, street="1 rue de l’Exemple")

    assert structure.street == "1 rue de l’Exemple"


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.ARCHIVED])
def test_what_nobody_reads_may_lack_anything(
    session: Session, clock: FixedClock, state: PublicationState
) -> None:
    structure = make_structure(session, sources=[make_source()], state=state)

    change(session, structure, clock, sources=(), phones=())

    assert structure.sources == []


def test_a_change_of_before_publication_is_not_undone_under_the_readers(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, state=PublicationState.DRAFT)
    sourced = change(session, structure, clock, sources=SOURCE)
    publish_structure(session, structure, author=ANIMATOR, clock=clock)

    with pytest.raises(StructureNotReadyError):
        undo_revision(session, sourced, author=ANIMATOR, clock=clock)

    assert len(structure.sources) == 1


def test_a_change_is_undone_where_the_public_read_it_so_before(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    sourced = change(session, structure, clock, sources=SOURCE)

    undo_revision(session, sourced, author=ANIMATOR, clock=clock)

    assert structure.is_published
    assert structure.sources == []


def test_a_listing_that_lost_its_source_comes_back_from_the_archives_as_a_draft(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, sources=[make_source()])
    archived = archive_structure(session, structure, reason="Test", author=ANIMATOR, clock=clock)
    change(session, structure, clock, sources=())

    assert archived is not None
    undo_revision(session, archived, author=ANIMATOR, clock=clock)

    assert structure.state is PublicationState.DRAFT


def test_a_version_that_the_public_read_comes_back_as_it_was(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    noted = change(session, structure, clock, internal_note="…")
    change(session, structure, clock, sources=SOURCE)

    restore_revision(session, noted, author=ANIMATOR, clock=clock)

    assert structure.is_published
    assert structure.sources == []
