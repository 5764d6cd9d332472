"""What one act would make of each of many structures, and why it leaves some as they are."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import AreaDraft, StructureDraft
from directory.catalog.fact_groups import changed_groups, known_groups
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Severity
from directory.catalog.validation import Reference, problems
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    PublicationState,
    VerificationMeans,
)
from directory.territory.coverage import AreaKind


@dataclass(frozen=True, slots=True)
class BulkVerify:
    """All was found right today."""

    groups: tuple[FactGroup, ...]
    means: VerificationMeans


@dataclass(frozen=True, slots=True)
class BulkArchive:
    """All are withdrawn, for one reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class BulkFilieres:
    """All join and leave filières; an area that was assumed from a filière follows."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


BulkAct = BulkVerify | BulkArchive | BulkFilieres


class BulkRefusal(StrEnum):
    """Why one structure is left as it is."""

    OUTSIDE = "outside"  # not of the filières that the editor keeps
    ARCHIVED = "archived"
    UNCHANGED = "unchanged"  # it is so already
    NO_FILIERE_LEFT = "no_filiere_left"
    HAS_ERRORS = "has_errors"  # its facts break the rules: edit it first
    NOTHING_SAID = "nothing_said"  # the listing says nothing of what would be checked
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What would become of one structure.

    `before` and `after` are codes: the days of the latest check of each group (ISO 8601), the
    state, or the filières, as the act says. `groups` are those that would be checked, or whose
    check would be lost because their facts change.
    """

    structure_id: UUID
    name: str
    version: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    refusal: BulkRefusal | None
    groups: tuple[FactGroup, ...] = ()
    areas_before: tuple[AreaDraft, ...] = ()
    areas_after: tuple[AreaDraft, ...] = ()


def effect_on(
    structure: Structure,
    act: BulkAct,
    *,
    today: date,
    within: Collection[str] | None,
    reference: Reference | None,
) -> BulkLine:
    """Tell what an act would make of one structure; `reference` is for acts on filières."""
    if isinstance(act, BulkVerify):
        line = _checked(structure, act, today)
    elif isinstance(act, BulkArchive):
        archived = PublicationState.ARCHIVED.value
        line = _line(structure, (structure.state.value,), (archived,))
    else:
        line = _moved(structure, act, reference)
    if within is not None and not set(within) & {link.filiere_slug for link in structure.filieres}:
        return replace(line, refusal=BulkRefusal.OUTSIDE)
    if structure.state is PublicationState.ARCHIVED:
        return replace(line, refusal=BulkRefusal.ARCHIVED)
    return line


def checked_groups(structure: Structure, act: BulkVerify) -> tuple[FactGroup, ...]:
    """Give the groups that an act checks: nobody checks what the listing does not say."""
    known = known_groups(structure)
    return tuple(group for group in act.groups if group in known)


def _line(structure: Structure, before: tuple[str, ...], after: tuple[str, ...]) -> BulkLine:
    return BulkLine(structure.id, structure.name, structure.version, before, after, None)


def _checked(structure: Structure, act: BulkVerify, today: date) -> BulkLine:
    groups = checked_groups(structure, act)
    latest = {check.facts: check.verified_on.isoformat() for check in structure.verifications}
    before = tuple(latest.get(group, "") for group in groups)
    line = replace(_line(structure, before, (today.isoformat(),) * len(groups)), groups=groups)
    return line if groups else replace(line, refusal=BulkRefusal.NOTHING_SAID)


def _moved(structure: Structure, act: BulkFilieres, reference: Reference | None) -> BulkLine:
    now, then = draft_of(structure), draft_after(structure, act)
    lost = changed_groups(now, then) & {check.facts for check in structure.verifications}
    return replace(
        _line(structure, now.filieres, then.filieres),
        groups=tuple(group for group in FactGroup if group in lost),
        areas_before=now.coverage,
        areas_after=then.coverage,
        refusal=_refusal_of_filieres(now, then, reference),
    )


def _refusal_of_filieres(
    now: StructureDraft, then: StructureDraft, reference: Reference | None
) -> BulkRefusal | None:
    if not then.filieres:
        return BulkRefusal.NO_FILIERE_LEFT
    if now.filieres == then.filieres:
        return BulkRefusal.UNCHANGED
    if reference is not None and any(
        problem.severity is Severity.ERROR for problem in problems(then, reference)
    ):
        return BulkRefusal.HAS_ERRORS
    return None


def draft_after(structure: Structure, act: BulkFilieres) -> StructureDraft:
    """Give what a structure would say in other filières, with the areas assumed from them."""
    draft = draft_of(structure)
    filieres = tuple(sorted(({*draft.filieres} - {*act.remove}) | {*act.add}))
    kept = tuple(
        area
        for area in draft.coverage
        if area.kind is not AreaKind.FILIERE or area.basis is not CoverageBasis.ASSUMED
    )
    if len(kept) < len(draft.coverage):
        kept += tuple(AreaDraft(AreaKind.FILIERE, slug, CoverageBasis.ASSUMED) for slug in filieres)
    return replace(draft, filieres=filieres, coverage=kept)
