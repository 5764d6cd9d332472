"""The acts of a comparison with FINESS: opened, then the chosen proposals applied together."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import edit_structure
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import archive_structure
from directory.catalog.queries import get_structures
from directory.catalog.vocabulary import Origin, PublicationState
from directory.exchange.importers.finess_file import (
    FinessEstablishment,
    FinessExtract,
    read_finess,
)
from directory.exchange.importers.finess_proposals import Proposal, ProposalKind, make_proposals
from directory.exchange.importing import PlanChangedError, require_open
from directory.exchange.models.import_run import ImportRun, ImportState
from directory.exchange.reach import Reach
from directory.values.clock import Clock

FINESS = "finess"

_FIELDS = {
    ProposalKind.ADDRESS: ("street", "insee", "postal_code", "cedex"),
    ProposalKind.PHONE: ("phones",),
    ProposalKind.POSITION: ("latitude", "longitude"),
}


def open_finess_import(
    session: Session, content: bytes, *, file_name: str, author: Author, clock: Clock
) -> ImportRun:
    """Keep what a file says of the establishments that we list. Raises UnreadableFileError."""
    numbers = session.scalars(
        select(Structure.finess_et).where(
            Structure.finess_et.is_not(None), Structure.state != PublicationState.ARCHIVED
        )
    )
    extract = read_finess(content, {number for number in numbers if number})
    run = ImportRun(
        id=uuid4(),
        kind=FINESS,
        file_name=file_name[-120:],
        state=ImportState.READ,
        created_at=clock.now(),
        created_by=author.editor_id,
        table={
            "header": [],
            "rows": [],
            "dated": None if extract.dated is None else extract.dated.isoformat(),
            "departements": sorted(extract.departements),
            "establishments": [item.as_json() for item in extract.establishments.values()],
        },
        columns={},
        decisions={},
        counts={"rows": len(extract.establishments)},
    )
    session.add(run)
    return run


def proposals_of(session: Session, run: ImportRun, *, reach: Reach) -> list[Proposal]:
    """List what FINESS says differently of the listings that somebody may change."""
    extract = _extract_of(run)
    ids = session.scalars(
        select(Structure.id)
        .where(Structure.finess_et.is_not(None), Structure.state != PublicationState.ARCHIVED)
        .order_by(Structure.name, Structure.id)
    ).all()
    loaded = {structure.id: structure for structure in get_structures(session, ids)}
    structures = [loaded[identifier] for identifier in ids]
    mine = (item for item in structures if reach.may_change(item, draft_of(item)))
    return make_proposals(mine, extract)


def dated_of(run: ImportRun) -> date | None:
    """Give the day of the file."""
    dated = run.table.get("dated")
    return None if dated is None else date.fromisoformat(dated)


def apply_proposals(
    session: Session,
    run: ImportRun,
    chosen: Collection[str],
    *,
    reach: Reach,
    reason: str,
    author: Author,
    clock: Clock,
) -> int:
    """Do the proposals whose keys were ticked; the caller commits all or nothing.

    Give how many listings change. Raises ImportClosedError, PlanChangedError when a ticked one is
    no longer proposed, and DraftRefusedError.
    """
    require_open(run)
    known = {proposal.key: proposal for proposal in proposals_of(session, run, reach=reach)}
    if not set(chosen) <= known.keys():
        raise PlanChangedError
    by_structure: dict[object, list[Proposal]] = {}
    for key in sorted(chosen):
        by_structure.setdefault(known[key].structure.id, []).append(known[key])
    reference = reference_for_editing(session)
    for proposals in by_structure.values():
        structure = proposals[0].structure
        if any(proposal.after is None for proposal in proposals):
            archive_structure(
                session, structure, reason=reason, author=author, clock=clock, batch_id=run.id,
                origin=Origin.IMPORT,
            )  # fmt: skip
            continue
        edit_structure(
            session, structure, _together(proposals), expected_version=structure.version,
            author=author, clock=clock, origin=Origin.IMPORT, batch_id=run.id, reason=reason,
            reference=reference,
        )  # fmt: skip
    run.state, run.applied_at = ImportState.APPLIED, clock.now()
    run.counts = {**run.counts, "changed": len(by_structure), "left": len(known) - len(chosen)}
    return len(by_structure)


def _together(proposals: list[Proposal]) -> StructureDraft:
    """Give the draft with the fields of every accepted proposal."""
    values = {
        field: getattr(proposal.after, field)
        for proposal in proposals
        for field in _FIELDS[proposal.kind]
    }
    return replace(proposals[0].before, **values)


def _extract_of(run: ImportRun) -> FinessExtract:
    kept = [FinessEstablishment.from_json(item) for item in run.table["establishments"]]
    return FinessExtract(
        dated_of(run),
        frozenset(run.table["departements"]),
        {item.number: item for item in kept},
    )
