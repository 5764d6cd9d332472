"""Areas by the names that people give them: « intercommunalité Pays de Landerneau (déclarée) »."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.drafts import AreaDraft
from directory.catalog.vocabulary import CoverageBasis
from directory.exchange.cell_words import AREA_KINDS, BASES, code_for
from directory.territory.coverage import REGION_CODE, AreaKind
from directory.territory.models import Commune, Departement, Epci, Filiere
from directory.values.text import fold_place

_AREA = re.compile(r"(?P<kind>\S+)\s+(?P<name>.+?)(?:\s*\((?P<basis>[^()]*)\))?", re.DOTALL)

_Area = tuple[AreaKind, str]


@dataclass(frozen=True, slots=True)
class AreaNames:
    """The names that stand for one area each, both ways."""

    names: Mapping[_Area, str]
    codes: Mapping[_Area, str]

    def text_of(self, area: AreaDraft) -> str:
        """Write an area by its name, or by its code when others of its kind have that name."""
        name = self.names.get((area.kind, area.code), area.code)
        return f"{AREA_KINDS[area.kind]} {name} ({BASES[area.basis]})"

    def parse(self, text: str) -> AreaDraft:
        """Read an area by its name or its code; without a ground it is declared.

        Raises ValueError.
        """
        found = _AREA.fullmatch(text.strip())
        kind = code_for(AREA_KINDS, found["kind"]) if found else None
        if found is None or kind is None:
            raise ValueError("an area is a kind and a name")
        name, basis = found["name"], code_for(BASES, found["basis"] or "")
        first, _space, last = name.rpartition(" ")
        if first and basis is None and (told := code_for(BASES, last)):
            name, basis = first, told
        code = self.codes.get((kind, fold_place(name)), name)
        return AreaDraft(kind, code, basis or CoverageBasis.DECLARED)


def load_area_names(session: Session) -> AreaNames:
    """Read the names of the areas of an instance."""
    named: dict[_Area, str] = {(AreaKind.REGION, REGION_CODE): "Bretagne"}
    for kind, code, name in (
        (AreaKind.COMMUNE, Commune.insee, Commune.name),
        (AreaKind.EPCI, Epci.code, Epci.short_name),
        (AreaKind.FILIERE, Filiere.slug, Filiere.name),
        (AreaKind.DEPARTEMENT, Departement.code, Departement.name),
    ):
        named |= {(kind, key): text for key, text in session.execute(select(code, name))}
    shared = Counter((kind, fold_place(name)) for (kind, _code), name in named.items())
    alone = {
        area: name
        for area, name in named.items()
        if shared[area[0], fold_place(name)] == 1 and not set(name) & set("()|\\")
    }
    full = {
        (AreaKind.EPCI, fold_place(name)): code
        for code, name in session.execute(select(Epci.code, Epci.name))
    }
    short = {(kind, fold_place(name)): key for (kind, key), name in alone.items()}
    return AreaNames(alone, {**full, **short})
