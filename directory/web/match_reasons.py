"""Why a structure is among the results, said for the place that was asked."""

from directory.catalog.vocabulary import CoverageBasis
from directory.search.results import Match, SearchedPlace
from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.web.area_names import area_name
from directory.web.cards import Reason
from directory.web.fragments import kept
from directory.web.labels import coverage_sentence, distance_label
from directory.web.wording import gettext as _


def reason_of(match: Match, place: SearchedPlace, gazetteer: Gazetteer) -> Reason:
    """Say why and how far."""
    name = "" if place.place is None else place.place.name
    kilometres = None if match.distance_km is None else int(match.distance_km + 0.5)
    return kept(
        ("reason", name, match.covers, match.area, match.basis, kilometres),
        lambda: _reason(match, name, gazetteer),
    )


def _reason(match: Match, name: str, gazetteer: Gazetteer) -> Reason:
    distance = "" if match.distance_km is None else distance_label(match.distance_km)
    if match.area is None or match.basis is None:
        if not name:
            return Reason(_("Près de l’endroit indiqué."), distance=distance)
        return Reason(
            _("Nous ne savons pas si elle couvre %(place)s.", place=name), distance=distance
        )
    kind = AreaKind(match.area.kind)
    return Reason(
        _covers(name, match.basis),
        basis=match.basis,
        basis_label=coverage_sentence(
            kind, [area_name(gazetteer, kind, match.area.code)], match.basis
        ),
        distance=distance,
    )


def _covers(name: str, basis: CoverageBasis) -> str:
    if basis is CoverageBasis.DECLARED:
        return _("Couvre %(place)s.", place=name) if name else _("Couvre l’endroit indiqué.")
    if name:
        return _("Couvre sans doute %(place)s.", place=name)
    return _("Couvre sans doute l’endroit indiqué.")
