"""Names of the areas that structures cover, from the gazetteer in memory."""

from collections.abc import Iterable

from directory.catalog.public_facts import PublicCoverage
from directory.catalog.vocabulary import CoverageBasis
from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.web.labels import coverage_sentence


def filiere_names(gazetteer: Gazetteer) -> dict[str, str]:
    """Map each filière to its name, in their order of display."""
    return {slug: filiere.name for slug, filiere in gazetteer.filieres.items()}


def area_name(gazetteer: Gazetteer, kind: AreaKind, code: str) -> str:
    """Give the name of an area; its code when nobody knows it."""
    match kind:
        case AreaKind.COMMUNE:
            named = gazetteer.communes.get(code)
            return named.name if named else code
        case AreaKind.EPCI:
            area = gazetteer.epci.get(code)
        case AreaKind.FILIERE:
            area = gazetteer.filieres.get(code)
        case AreaKind.DEPARTEMENT:
            area = gazetteer.departements.get(code)
        case AreaKind.REGION:
            return "Bretagne"
    return area.name if area else code


def coverage_sentences(
    gazetteer: Gazetteer, coverage: Iterable[PublicCoverage]
) -> list[tuple[CoverageBasis, str]]:
    """Say what is covered, declared areas first, one sentence per ground and kind of area."""
    names: dict[tuple[CoverageBasis, AreaKind], list[str]] = {}
    for area in sorted(coverage, key=lambda area: area.basis is CoverageBasis.ASSUMED):
        known = names.setdefault((area.basis, area.kind), [])
        known.append(area_name(gazetteer, area.kind, area.code))
    return [
        (basis, coverage_sentence(kind, sorted(found), basis))
        for (basis, kind), found in names.items()
    ]
