"""A merge loses no public page, and passes on only the checks that are still true."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.duplicates import merge_structures
from directory.catalog.publishing import StructureNotReadyError
from directory.catalog.restoring import undo_batch
from directory.catalog.vocabulary import FactGroup, PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import (
    ANIMATOR,
    make_draft,
    make_phone,
    make_structure,
    make_verification,
)


def test_a_draft_that_is_kept_is_published_in_place_of_what_everybody_read(
    session: Session, clock: FixedClock
) -> None:
    kept = make_structure(session, "Une", state=PublicationState.DRAFT)
    dropped = make_structure(session, "Autre")

    batch_id = merge_structures(
        session, kept, dropped, draft=make_draft("Une"), author=ANIMATOR, clock=clock
    )
    states = kept.state, dropped.state
    undo_batch(session, batch_id, author=ANIMATOR, clock=clock)

    assert states == (PublicationState.PUBLISHED, PublicationState.ARCHIVED)
    assert (kept.state, dropped.state) == (PublicationState.DRAFT, PublicationState.PUBLISHED)


def test_two_drafts_make_a_draft(session: Session, clock: FixedClock) -> None:
    kept = make_structure(session, "Une", state=PublicationState.DRAFT)
    dropped = make_structure(session, "Autre", state=PublicationState.DRAFT)

    merge_structures(session, kept, dropped, draft=make_draft("Une"), author=ANIMATOR, clock=clock)

    assert kept.state is PublicationState.DRAFT


def test_no_public_page_is_lost_to_a_draft_that_is_not_ready(
    session: Session, clock: FixedClock
) -> None:
    kept = make_structure(session, "Une", state=PublicationState.DRAFT)
    dropped = make_structure(session, "Autre")

    with pytest.raises(StructureNotReadyError):
        merge_structures(
            session, kept, dropped, draft=make_draft("Une", sources=()), author=ANIMATOR,
            clock=clock,
        )  # fmt: skip

    assert (kept.version, dropped.version) == (1, 1)


def test_a_check_of_hours_does_not_pass_to_a_number_with_other_hours(
    session: Session, clock: FixedClock
) -> None:
    kept = make_structure(session, "Une", phones=[make_phone(hours="24/7")])
    checked = [make_verification(date(2026, 11, 1), FactGroup.HOURS)]
    dropped = make_structure(
        session, "Autre", opening_hours="Mo 09:00-10:00", verifications=checked
    )
    draft = replace(draft_of(kept), opening_hours="Mo 09:00-10:00")

    merge_structures(session, kept, dropped, draft=draft, author=ANIMATOR, clock=clock)

    assert kept.verifications == []
