"""Structures listed twice: finding them, saying that they are two, making one of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.conflicts import TOGETHER
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import edit_structure
from directory.catalog.fact_groups import changed_groups
from directory.catalog.history import record_mention, record_revision, snapshot_of
from directory.catalog.joined_lists import with_joined_lists
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.distinct_pair import DistinctPair
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.verification import Verification
from directory.catalog.moved_records import move_records
from directory.catalog.publishing import (
    StructureNotReadyError,
    problems_blocking_draft,
    publish_structure,
)
from directory.catalog.resemblance import (
    KnownStructure,
    ResemblanceReason,
    known_structures,
    structures_like,
)
from directory.catalog.revision_acts import SAID_DISTINCT, Way
from directory.catalog.vocabulary import Origin, PublicationState
from directory.database import wait_in_turn
from directory.values.clock import Clock


class MergeRefusedError(ValueError):
    """A structure merged with itself, or into one that is archived."""


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """Two structures that look alike, and why."""

    first: KnownStructure
    second: KnownStructure
    reason: ResemblanceReason
    score: float


def likely_duplicates(
    session: Session, filieres: Collection[str] | None = None
) -> list[LikelyDuplicate]:
    """List pairs that look alike and that nobody said to be two, the likeliest first.

    With filières, the pairs of which one belongs to one of them.
    """
    known = known_structures(session)
    said_distinct = set(session.execute(select(DistinctPair.first_id, DistinctPair.second_id)))
    within = None if filieres is None else _ids_within(session, filieres)
    pairs: dict[tuple[UUID, UUID], LikelyDuplicate] = {}
    for structure in known.all:
        for like in structures_like(known, structure):
            pair = _ordered(structure.id, like.structure.id)
            is_known = structure.id == like.structure.id or pair in pairs or pair in said_distinct
            if is_known or (within is not None and not within & set(pair)):
                continue
            pairs[pair] = LikelyDuplicate(structure, like.structure, like.reason, like.score)
    return sorted(pairs.values(), key=lambda found: (-found.score, found.first.name))


def say_distinct(
    session: Session, first: Structure, second: Structure, *, author: Author, clock: Clock
) -> None:
    """Remember that two structures that look alike are two; saying it again changes nothing."""
    first_id, second_id = _ordered(first.id, second.id)
    wait_in_turn(session, "say distinct")
    if session.get(DistinctPair, (first_id, second_id)) is not None:
        return
    session.add(
        DistinctPair(
            first_id=first_id,
            second_id=second_id,
            said_at=clock.now(),
            editor_id=author.editor_id,
        )
    )
    for structure, other in ((first, second), (second, first)):
        # Whoever reads one history does not know the drafts of others.
        of_which = f"de « {other.name} »" if other.is_published else "d’une autre fiche"
        reason = f"{SAID_DISTINCT} {of_which}"
        record_mention(session, structure, reason=reason, author=author, clock=clock)


def united_draft(kept: Structure, dropped: Structure) -> StructureDraft:
    """Propose what the kept structure could say: its facts, filled and joined by the other's."""
    mine, other = draft_of(kept), draft_of(dropped)
    filled = {
        name: getattr(other, name)
        for name in StructureDraft.__slots__
        if getattr(mine, name) in (None, ()) and getattr(other, name) not in (None, ())
    }
    for follower, leader in TOGETHER.items():
        if getattr(mine, leader) is not None:
            filled.pop(follower, None)
    united = replace(mine, **filled)
    united = replace(united, do_not_contact=mine.do_not_contact or other.do_not_contact)
    return with_joined_lists(united, other, seen=None)


def merge_structures(
    session: Session,
    kept: Structure,
    dropped: Structure,
    *,
    draft: StructureDraft,
    author: Author,
    clock: Clock,
) -> UUID:
    """Make one structure of two, which says what the draft says; give the batch that undoes it.

    The kept one takes the corrections, links, views and addresses of the dropped one, which is
    archived, and its checks of the facts that it now says in the same way. What everybody read
    stays public: a draft that is kept is published then. Raises MergeRefusedError,
    DraftRefusedError, and StructureNotReadyError before anything is written.
    """
    if kept.id == dropped.id or kept.state is PublicationState.ARCHIVED:
        raise MergeRefusedError("A structure is merged into another, which is not archived.")
    is_published = takes_public_page(kept, dropped)
    if is_published:
        _require_ready(session, draft)
    batch_id, reason = uuid4(), f"{Way.MERGING} avec « {dropped.name} »"
    edit_structure(
        session, kept, draft, expected_version=None, author=author, clock=clock,
        batch_id=batch_id, reason=reason,
    )  # fmt: skip
    if is_published:
        publish_structure(session, kept, author=author, clock=clock, batch_id=batch_id)
    before = snapshot_of(kept)
    if checks := _missing_checks(kept, dropped):
        kept.verifications = [*kept.verifications, *checks]
        record_revision(
            session, kept, before=before, origin=Origin.FORM, clock=clock, author=author,
            batch_id=batch_id, reason=reason,
        )  # fmt: skip
    before = snapshot_of(dropped)
    dropped.state, dropped.published_at = PublicationState.ARCHIVED, None
    moved = move_records(session, dropped, kept)
    record_revision(
        session, dropped, before=before, origin=Origin.FORM, clock=clock, author=author,
        batch_id=batch_id, reason=f"{Way.DUPLICATE} « {kept.name} »", note=moved,
    )  # fmt: skip
    return batch_id


def takes_public_page(kept: Structure, dropped: Structure) -> bool:
    """Tell whether a draft would stand in for a listing that everybody reads."""
    return dropped.is_published and not kept.is_published


def _require_ready(session: Session, draft: StructureDraft) -> None:
    if found := problems_blocking_draft(draft, reference_for_editing(session)):
        raise StructureNotReadyError(found)


def _missing_checks(kept: Structure, dropped: Structure) -> list[Verification]:
    """Give the checks of the dropped one that are true of what the kept one says now."""
    there = {(check.facts, check.verified_on) for check in kept.verifications}
    unlike = changed_groups(draft_of(dropped), draft_of(kept))
    return [
        Verification(
            facts=check.facts,
            verified_on=check.verified_on,
            means=check.means,
            editor_id=check.editor_id,
        )
        for check in dropped.verifications
        if check.facts not in unlike and (check.facts, check.verified_on) not in there
    ]


def _ids_within(session: Session, filieres: Collection[str]) -> set[UUID]:
    return set(
        session.scalars(
            select(StructureFiliere.structure_id).where(StructureFiliere.filiere_slug.in_(filieres))
        )
    )


def _ordered(first: UUID, second: UUID) -> tuple[UUID, UUID]:
    return (first, second) if first < second else (second, first)
