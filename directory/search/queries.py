"""The light reads of the search: one pass over columns, never 20,000 objects."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.opening import deciding_hours
from directory.catalog.vocabulary import CoverageBasis, PublicAccess, PublicationState
from directory.territory.coverage import Area
from directory.territory.models import Commune
from directory.values.closed_days import ClosedDays

_MOST_CLOSURES = 8
_MOST_VARIABLES = 500  # in one IN (…): SQLite allows 999 in its oldest builds


@dataclass(frozen=True, slots=True)
class Listing:
    """What filters, facets, distances and orders need of one published structure."""

    id: str
    slug: str
    name: str
    version: int
    type_code: str
    type_rank: int
    insee: str | None
    latitude: float | None
    longitude: float | None
    area_text: str | None
    hours: str | None
    audiences: tuple[str, ...]
    settings: tuple[str, ...]
    is_public: bool
    is_professional: bool
    filieres: tuple[str, ...]
    coverage: tuple[tuple[Area, CoverageBasis], ...]
    verified_on: int  # ordinal of the day, 0 when nobody confirmed


def load_listings(session: Session, ids: Sequence[UUID] | None = None) -> list[Listing]:
    """Read the published structures, all or those with some ids."""
    if ids is None:
        return _load(session, None)
    return [
        listing
        for start in range(0, len(ids), _MOST_VARIABLES)
        for listing in _load(session, ids[start : start + _MOST_VARIABLES])
    ]


def _load(session: Session, ids: Sequence[UUID] | None) -> list[Listing]:
    types = {kind.code: kind for kind in session.scalars(select(StructureType))}
    filieres = _grouped(
        session, _of(StructureFiliere.structure_id, ids, StructureFiliere.filiere_slug)
    )
    coverage = _grouped(
        session,
        _of(
            CoverageArea.structure_id, ids, CoverageArea.kind, CoverageArea.code, CoverageArea.basis
        ).order_by(CoverageArea.id),
    )
    phone_hours = _grouped(session, _of(Phone.structure_id, ids, Phone.hours).order_by(Phone.rank))
    checks = _of(
        Verification.structure_id, ids, func.max(Verification.verified_on).label("latest")
    ).group_by(Verification.structure_id)
    verified = {row[0]: row[1] for row in session.execute(checks)}
    statement = select(
        Structure.id,
        Structure.slug,
        Structure.name,
        Structure.version,
        Structure.type_code,
        Structure.insee,
        Structure.latitude,
        Structure.longitude,
        Structure.area_text,
        Structure.opening_hours,
        Structure.closures,
        Structure.audiences,
        Structure.settings,
        Structure.access_public,
        Structure.access_professionals,
    ).where(Structure.state == PublicationState.PUBLISHED)
    if ids is not None:
        statement = statement.where(Structure.id.in_(ids))
    return [
        _listing(
            row,
            types[row.type_code],
            filieres=filieres[row.id],
            coverage=coverage[row.id],
            hours=[hours for (hours,) in phone_hours[row.id]],
            verified_on=verified.get(row.id),
        )
        for row in session.execute(statement)
    ]


# Any: rows are read by the names of their columns, which the library does not type here.
def _listing(
    row: Any,
    kind: StructureType,
    *,
    filieres: list[tuple[Any, ...]],
    coverage: list[tuple[Any, ...]],
    hours: list[str | None],
    verified_on: Any,
) -> Listing:
    """Apply the defaults of the type, as `public_record` does."""
    professionals = row.access_professionals
    return Listing(
        id=str(row.id),
        slug=row.slug,
        name=row.name,
        version=row.version,
        type_code=row.type_code,
        type_rank=kind.rank,
        insee=row.insee,
        latitude=row.latitude,
        longitude=row.longitude,
        area_text=row.area_text,
        hours=deciding_hours(row.opening_hours, hours, _closed_days(row.closures)),
        audiences=tuple(kind.audiences if row.audiences is None else row.audiences),
        settings=tuple(kind.settings if row.settings is None else row.settings),
        is_public=(row.access_public or kind.access_public) == PublicAccess.YES,
        is_professional=kind.access_professionals if professionals is None else professionals,
        filieres=tuple(slug for (slug,) in filieres),
        coverage=tuple((Area(area, code), basis) for area, code, basis in coverage),
        verified_on=0 if verified_on is None else verified_on.toordinal(),
    )


def _closed_days(closures: list[dict[str, Any]] | None) -> list[ClosedDays]:
    """The table outlives a day: past closures stay in it, unless later ones need their place."""
    closed = [
        (date.fromisoformat(closure["start"]), date.fromisoformat(closure["end"]))
        for closure in closures or ()
    ]
    return sorted(closed)[-_MOST_CLOSURES:]


def _of(
    owner: InstrumentedAttribute[UUID], ids: Sequence[UUID] | None, *columns: Any
) -> Select[*tuple[Any, ...]]:
    statement = select(owner, *columns)
    return statement if ids is None else statement.where(owner.in_(ids))


def _grouped(
    session: Session, statement: Select[*tuple[Any, ...]]
) -> dict[UUID, list[tuple[Any, ...]]]:
    groups: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for owner, *values in session.execute(statement):
        groups[owner].append(tuple(values))
    return groups


def load_searched_texts(session: Session) -> Iterable[tuple[str, str]]:
    """Give (id, text) of every published structure: what the fallback engine searches."""
    rows = session.execute(
        select(
            Structure.id,
            Structure.name,
            Structure.area_text,
            Structure.postal_code,
            Organization.name.label("organization"),
            Commune.name.label("commune"),
        )
        .outerjoin(Organization, Structure.organization_id == Organization.id)
        .outerjoin(Commune, Structure.insee == Commune.insee)
        .where(Structure.state == PublicationState.PUBLISHED)
        .order_by(Structure.id)
    )
    for identifier, *texts in rows:
        yield str(identifier), " ".join(text for text in texts if text)
