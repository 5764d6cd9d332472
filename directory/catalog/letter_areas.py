"""What a structure covers, as a letter says it: areas by their names, in French."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.vocabulary import CoverageBasis
from directory.territory.coverage import AreaKind
from directory.territory.models import Commune, Departement, Epci, Filiere

_WORDS = {
    AreaKind.COMMUNE: "commune",
    AreaKind.EPCI: "intercommunalité",
    AreaKind.FILIERE: "filière",
    AreaKind.DEPARTEMENT: "département",
}
_COLUMNS: dict[AreaKind, tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]]] = {
    AreaKind.COMMUNE: (Commune.insee, Commune.name),
    AreaKind.EPCI: (Epci.code, Epci.name),
    AreaKind.FILIERE: (Filiere.slug, Filiere.name),
    AreaKind.DEPARTEMENT: (Departement.code, Departement.name),
}


def areas_for_letter(session: Session, coverage: Iterable[CoverageArea]) -> tuple[str, ...]:
    """Give a line per ground and kind: « filière Armor (supposé) »; declared ones come first."""
    codes: dict[tuple[CoverageBasis, AreaKind], list[str]] = {}
    for area in coverage:
        codes.setdefault((area.basis, area.kind), []).append(area.code)
    return tuple(
        f"{_names(session, kind, found)} ({_ground(basis)})"
        for (basis, kind), found in sorted(codes.items(), reverse=True)
    )


def _ground(basis: CoverageBasis) -> str:
    return "déclaré" if basis is CoverageBasis.DECLARED else "supposé"


def _names(session: Session, kind: AreaKind, codes: Iterable[str]) -> str:
    if kind is AreaKind.REGION:
        return "toute la Bretagne"
    code, name = _COLUMNS[kind]
    names = session.scalars(select(name).where(code.in_(list(codes))).order_by(name)).all()
    return f"{_WORDS[kind]}{'s' if len(names) > 1 else ''} {', '.join(names)}"
