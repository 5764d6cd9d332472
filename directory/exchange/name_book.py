"""What the names in a file stand for: communes, organizations, filières, kinds of structure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.organization import Organization
from directory.catalog.models.structure_type import StructureType
from directory.territory.models import Commune, Filiere, FiliereAttachment, PostalCode
from directory.values.text import fold, fold_place


@dataclass(frozen=True, slots=True)
class CommuneEntry:
    """A commune, its postal codes and the filières that it is attached to."""

    insee: str
    name: str
    postal_codes: frozenset[str]
    filieres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names folded, and what each stands for; homonyms of an organization stand for nothing."""

    types: Mapping[str, str]
    filieres: Mapping[str, str]
    organizations: Mapping[str, UUID]
    organization_names: Mapping[UUID, str]
    communes: Mapping[str, CommuneEntry]
    communes_by_name: Mapping[str, tuple[CommuneEntry, ...]]

    def find_commune(self, name: str, postal_code: str | None) -> CommuneEntry | None:
        """Give the commune with this name; the postal code tells homonyms apart."""
        found = self.communes_by_name.get(fold_place(name), ())
        if len(found) > 1 and postal_code:
            same_code = [entry for entry in found if postal_code in entry.postal_codes]
            # A CEDEX or a neighbour's code still tells the département.
            found = tuple(same_code) or tuple(
                entry for entry in found if entry.insee[:2] == postal_code[:2]
            )
        return found[0] if len(found) == 1 else None


def load_name_book(session: Session) -> NameBook:
    """Read the names of an instance."""
    communes = _communes(session)
    by_name: defaultdict[str, list[CommuneEntry]] = defaultdict(list)
    for entry in communes.values():
        by_name[fold_place(entry.name)].append(entry)
    organizations = session.execute(
        select(Organization.id, Organization.name, Organization.finess_ej)
    ).all()
    return NameBook(
        types=_types(session),
        filieres=_filieres(session),
        organizations=_unambiguous(organizations),  # type: ignore[arg-type] # rows are tuples
        organization_names={identifier: name for identifier, name, _finess in organizations},
        communes=communes,
        communes_by_name={name: tuple(entries) for name, entries in by_name.items()},
    )


def _unambiguous(organizations: list[tuple[UUID, str, str | None]]) -> dict[str, UUID]:
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for identifier, name, finess in organizations:
        found[fold(name)].add(identifier)
        if finess:
            found[fold(finess)].add(identifier)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def _types(session: Session) -> dict[str, str]:
    names: dict[str, str] = {}
    for kind in session.scalars(select(StructureType)):
        words = kind.words.get("fr", {})
        known = (kind.code, kind.short, words.get("label"), words.get("plural"))
        names |= {fold(name): kind.code for name in known if name}
    return names


def _filieres(session: Session) -> dict[str, str]:
    names: dict[str, str] = {}
    for slug, name in session.execute(select(Filiere.slug, Filiere.name)):
        names |= {fold(slug): slug, fold(name): slug}
    return names


def _communes(session: Session) -> dict[str, CommuneEntry]:
    postal_codes: defaultdict[str, set[str]] = defaultdict(set)
    for insee, code in session.execute(select(PostalCode.insee, PostalCode.code)):
        postal_codes[insee].add(code)
    filieres: defaultdict[str, list[str]] = defaultdict(list)
    for insee, slug in session.execute(
        select(FiliereAttachment.insee, FiliereAttachment.filiere_slug)
    ):
        filieres[insee].append(slug)
    return {
        insee: CommuneEntry(
            insee, name, frozenset(postal_codes[insee]), tuple(sorted(filieres[insee]))
        )
        for insee, name in session.execute(select(Commune.insee, Commune.name))
    }
