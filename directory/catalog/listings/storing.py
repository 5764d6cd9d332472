"""Write an accepted draft onto a stored structure."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.fact_groups import changed_groups
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.verification import drop_checks
from directory.territory.models import Commune
from directory.values.contact import parse_email, parse_phone, parse_website
from directory.values.opening_hours import OpeningHours

_SAME_NAME = (
    "name", "type_code", "organization_id", "finess_et", "street", "cedex", "postal_code", "insee",
    "hours_text", "alert", "alert_until", "presentation", "presentation_br", "presentation_en",
    "access_public",
    "access_professionals", "access_conditions", "capacity_value", "capacity_unit", "area_text",
    "source_date", "confidence", "internal_note", "do_not_contact",
)  # fmt: skip


def write_draft(session: Session, structure: Structure, draft: StructureDraft) -> None:
    """Make a structure say what a draft without error says, each value in its canonical form.

    A draft without position gets the one of its commune's town hall, and says so. What changes
    loses its checks: nobody confirmed what is there now.
    """
    write_drafts(session, [(structure, draft)])


def structure_saying(session: Session, structure: Structure, draft: StructureDraft) -> Structure:
    """Give a structure loaded whole as it would say a draft without error, apart from the session.

    Nothing is written, not even for a moment: somebody else may be writing.
    """
    session.expunge(structure)
    write_draft(session, structure, draft)
    structure.type = session.get_one(StructureType, draft.type_code)
    structure.commune = session.get(Commune, draft.insee) if draft.insee else None
    body = draft.organization_id
    structure.organization = session.get(Organization, body) if body else None
    return structure


def write_drafts(session: Session, drafts: Sequence[tuple[Structure, StructureDraft]]) -> None:
    """Do the same for many structures, and read their communes in one go."""
    wanted = {draft.insee for _, draft in drafts if draft.latitude is None and draft.insee}
    communes = {}
    if wanted:
        found = session.scalars(select(Commune).where(Commune.insee.in_(wanted)))
        communes = {commune.insee: commune for commune in found}
    for structure, draft in drafts:
        _write(structure, draft, communes.get(draft.insee or ""))


def _write(structure: Structure, draft: StructureDraft, commune: Commune | None) -> None:
    if structure.verifications:
        drop_checks(structure, changed_groups(draft_of(structure), draft))
    for name in _SAME_NAME:
        setattr(structure, name, getattr(draft, name))
    structure.email = None if draft.email is None else parse_email(draft.email)
    structure.update_email = None if draft.update_email is None else parse_email(draft.update_email)
    structure.website = None if draft.website is None else parse_website(draft.website)
    structure.opening_hours = _hours(draft.opening_hours)
    structure.audiences = None if draft.audiences is None else list(draft.audiences)
    structure.settings = None if draft.settings is None else list(draft.settings)
    structure.closures = [
        {
            "start": closure.start.isoformat(),
            "end": closure.end.isoformat(),
            "reason": closure.reason,
        }
        for closure in draft.closures
    ] or None
    _write_position(structure, draft, commune)
    structure.phones = [
        Phone(
            rank=rank,
            number=parse_phone(phone.number),
            kind=phone.kind,
            label=phone.label,
            audience=phone.audience,
            hours=_hours(phone.hours),
        )
        for rank, phone in enumerate(draft.phones)
    ]
    structure.coverage = [
        CoverageArea(kind=area.kind, code=area.code, basis=area.basis) for area in draft.coverage
    ]
    structure.sources = [
        StructureSource(title=source.title, url=source.url, dated=source.dated)
        for source in draft.sources
    ]
    structure.filieres = [StructureFiliere(filiere_slug=slug) for slug in sorted(draft.filieres)]


def _write_position(structure: Structure, draft: StructureDraft, commune: Commune | None) -> None:
    """`commune` is read only for a draft without position."""
    structure.latitude, structure.longitude = draft.latitude, draft.longitude
    structure.position_is_approximate = False
    if draft.latitude is None and commune is not None:
        structure.latitude, structure.longitude = commune.latitude, commune.longitude
        structure.position_is_approximate = True


def _hours(text: str | None) -> str | None:
    return None if text is None else OpeningHours.parse(text).text
