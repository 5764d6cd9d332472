"""Read data/structures strictly: every damage is named by file, line, column and value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from directory.catalog.drafts import AreaDraft, PhoneDraft, SourceDraft, StructureDraft
from directory.catalog.vocabulary import CoverageBasis, PhoneKind
from directory.data_files import DataRow, read_rows
from directory.territory.coverage import REGION, AreaKind

# The identifiers of the listings are derived from their keys: never change this.
_NAMESPACE = UUID("5f6d1f0a-2b2c-5d0e-9c1b-7a52d9f4e353")

_ORGANIZATION_COLUMNS = ("key", "name", "kind", "finess_ej", "siren", "rna", "website", "note")
_SOURCE_COLUMNS = ("key", "title", "url", "dated")
_STRUCTURE_COLUMNS = (
    "key", "organization_key", "type", "name", "finess_et", "street", "cedex", "postal_code",
    "commune", "insee", "latitude", "longitude", "phone", "phone_kind", "email", "website",
    "capacity", "capacity_unit", "audiences", "coverage", "filiere", "area_text", "hours_text",
    "access_conditions", "presentation", "source_date", "sources", "confidence", "publish",
    "internal_note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganizationListing:
    """One row of organizations.csv; `note` is an editor's remark and is not stored."""

    id: UUID
    key: str
    name: str
    kind: str | None
    finess_ej: str | None
    siren: str | None
    rna: str | None
    website: str | None
    line: int


@dataclass(frozen=True, slots=True)
class StructureListing:
    """One row of structures.csv as a draft, with what loading must know besides."""

    id: UUID
    key: str
    draft: StructureDraft
    commune_name: str | None
    is_published: bool
    is_regional: bool
    line: int


@dataclass(frozen=True, slots=True)
class Listings:
    """All that a folder of listings holds."""

    folder: Path
    organizations: tuple[OrganizationListing, ...]
    structures: tuple[StructureListing, ...]


def read_listings(folder: Path) -> Listings:
    """Read the listings of a folder. Raises DamagedDataFileError for the first damage."""
    organizations = read_rows(folder / "organizations.csv", _ORGANIZATION_COLUMNS)
    sources = read_rows(folder / "sources.csv", _SOURCE_COLUMNS)
    structures = read_rows(folder / "structures.csv", _STRUCTURE_COLUMNS)
    for rows in (organizations, sources, structures):
        _require_unique_keys(rows)
    known_organizations = {
        row.text("key"): _organization_id(row.text("key")) for row in organizations
    }
    known_sources = {row.text("key"): _source(row) for row in sources}
    return Listings(
        folder=folder,
        organizations=tuple(_organization(row) for row in organizations),
        structures=tuple(_structure(row, known_organizations, known_sources) for row in structures),
    )


def structure_id(key: str) -> UUID:
    """Give the stable identifier of the listing with a key."""
    return uuid5(_NAMESPACE, f"structure:{key}")


def _organization_id(key: str) -> UUID:
    return uuid5(_NAMESPACE, f"organization:{key}")


def _require_unique_keys(rows: list[DataRow]) -> None:
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.text("key"), row.line)
        if first != row.line:
            raise row.damage("key", f"clé employée deux fois, déjà à la ligne {first}")


def _organization(row: DataRow) -> OrganizationListing:
    key = row.text("key")
    return OrganizationListing(
        id=_organization_id(key),
        key=key,
        name=row.text("name"),
        kind=row.optional("kind"),
        finess_ej=row.optional("finess_ej"),
        siren=row.optional("siren"),
        rna=row.optional("rna"),
        website=row.optional("website"),
        line=row.line,
    )


def _source(row: DataRow) -> SourceDraft:
    return SourceDraft(
        title=row.text("title"),
        url=row.optional("url"),
        dated=row.parsed_or_none("dated", date.fromisoformat, "date AAAA-MM-JJ"),
    )


def _structure(
    row: DataRow, organizations: dict[str, UUID], sources: dict[str, SourceDraft]
) -> StructureListing:
    key = row.text("key")
    is_regional = row.one_of("coverage", {"filiere": False, "region": True})
    draft = StructureDraft(
        name=row.text("name"),
        type_code=row.text("type"),
        organization_id=row.one_of("organization_key", organizations),
        finess_et=row.optional("finess_et"),
        street=row.optional("street"),
        cedex=row.optional("cedex"),
        postal_code=row.optional("postal_code"),
        insee=row.optional("insee"),
        latitude=row.parsed_or_none("latitude", float, "latitude en degrés"),
        longitude=row.parsed_or_none("longitude", float, "longitude en degrés"),
        phones=_phones(row),
        email=row.optional("email"),
        website=row.optional("website"),
        hours_text=row.optional("hours_text"),
        presentation=row.optional("presentation"),
        access_conditions=row.optional("access_conditions"),
        audiences=tuple(row.listed("audiences")) or None,
        capacity_value=row.parsed_or_none("capacity", int, "nombre entier"),
        capacity_unit=row.optional("capacity_unit"),
        coverage=_coverage(row, is_regional=is_regional),
        filieres=tuple(row.listed("filiere")),
        area_text=row.optional("area_text"),
        sources=tuple(_known_sources(row, sources)),
        source_date=row.parsed_or_none("source_date", date.fromisoformat, "date AAAA-MM-JJ"),
        confidence=row.optional("confidence"),
        internal_note=row.optional("internal_note"),
    )
    return StructureListing(
        id=structure_id(key),
        key=key,
        draft=draft,
        commune_name=row.optional("commune"),
        is_published=row.one_of("publish", {"yes": True, "no": False}),
        is_regional=is_regional,
        line=row.line,
    )


def _phones(row: DataRow) -> tuple[PhoneDraft, ...]:
    number = row.optional("phone")
    if number is None:
        return ()
    kinds = {kind.value: kind for kind in PhoneKind}
    return (PhoneDraft(number, row.one_of("phone_kind", kinds)),)


def _coverage(row: DataRow, *, is_regional: bool) -> tuple[AreaDraft, ...]:
    if is_regional:
        return (AreaDraft(REGION.kind, REGION.code, CoverageBasis.ASSUMED),)
    return tuple(
        AreaDraft(AreaKind.FILIERE, slug, CoverageBasis.ASSUMED) for slug in row.listed("filiere")
    )


def _known_sources(row: DataRow, sources: dict[str, SourceDraft]) -> Iterable[SourceDraft]:
    for key in row.listed("sources"):
        if key not in sources:
            raise row.damage("sources", f"source absente de sources.csv : {key[:80]}")
        yield sources[key]
