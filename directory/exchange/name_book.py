"""What the names in a file stand for: communes, organizations, filières, kinds of structure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.organization import Organization
from directory.catalog.models.structure_type import StructureType
from directory.exchange.area_names import AreaNames, load_area_names
from directory.exchange.type_names import TypeNames, type_names
from directory.territory.models import Commune, Filiere, FiliereAttachment, PostalCode
from directory.territory.spelling import KnownWords, nearest_words
from directory.values.text import fold, fold_place

_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class CommuneEntry:
    """A commune, its postal codes and the filières that it is attached to."""

    insee: str
    name: str
    postal_codes: frozenset[str]
    filieres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names folded, and what each stands for; a name may be that of several organizations."""

    types: TypeNames
    filieres: Mapping[str, str]
    areas: AreaNames
    organizations: Mapping[str, frozenset[UUID]]
    communes: Mapping[str, CommuneEntry]
    communes_by_name: Mapping[str, tuple[CommuneEntry, ...]]
    commune_words: KnownWords

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

    def near_communes(self, name: str, postal_code: str | None) -> tuple[CommuneEntry, ...]:
        """Give communes of this name, or else of the nearest; those of the postal code first."""
        folded = fold_place(name)
        names = [folded] if folded in self.communes_by_name else self._near_names(folded)
        found = [entry for near in names for entry in self.communes_by_name[near]]
        code = postal_code or ""
        found.sort(key=lambda entry: (code not in entry.postal_codes, entry.insee[:2] != code[:2]))
        of_code = [entry for entry in found if code in entry.postal_codes]
        return tuple(of_code or found)[:_MOST_NEAR]

    def _near_names(self, folded: str) -> list[str]:
        return nearest_words(folded, [self.commune_words], most=3 * _MOST_NEAR)


def load_name_book(session: Session) -> NameBook:
    """Read the names of an instance."""
    communes = _communes(session)
    by_name: defaultdict[str, list[CommuneEntry]] = defaultdict(list)
    for entry in communes.values():
        by_name[fold_place(entry.name)].append(entry)
    return NameBook(
        types=type_names(session.scalars(select(StructureType).order_by(StructureType.rank))),
        filieres=_filieres(session),
        areas=load_area_names(session),
        organizations=_organizations(session),
        communes=communes,
        communes_by_name={name: tuple(entries) for name, entries in by_name.items()},
        commune_words=KnownWords(dict.fromkeys(by_name, 1), shortest=4),
    )


def _organizations(session: Session) -> dict[str, frozenset[UUID]]:
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for identifier, name, finess in session.execute(
        select(Organization.id, Organization.name, Organization.finess_ej)
    ):
        found[fold(name)].add(identifier)
        if finess:
            found[fold(finess)].add(identifier)
    return {name: frozenset(ids) for name, ids in found.items()}


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
