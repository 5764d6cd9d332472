"""When nothing is found: which filter to take away, and how many structures that would bring."""

from dataclasses import dataclass, replace

from directory.search.interpretation import Part
from directory.search.query import SearchQuery
from directory.search.results import SearchResults
from directory.web.public.search_facets import chosen_values
from directory.web.public.search_links import search_path
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class LooseningLink:
    """A wider search, and what it finds."""

    label: str
    count: int
    path: str


def list_loosenings(query: SearchQuery, results: SearchResults) -> list[LooseningLink]:
    """List the wider searches that would find something, the widest first."""
    labels = _labels()
    return [
        LooseningLink(
            labels[loosening.facet],
            loosening.total,
            search_path(_without_facet(query, results, loosening.facet)),
        )
        for loosening in sorted(results.loosenings, key=lambda loosening: -loosening.total)
        if loosening.facet in labels
    ]


def _labels() -> dict[str, str]:
    return {
        "type": _("Chercher tous les types de structure"),
        "filiere": _("Chercher dans toutes les filières"),
        "departement": _("Chercher dans toute la Bretagne"),
        "audience": _("Chercher pour les adultes et pour les enfants"),
        "setting": _("Chercher à domicile comme à l’hôpital"),
        "access": _("Chercher sans regarder qui peut appeler"),
        "open": _("Chercher sans regarder les horaires"),
    }


def _without_facet(query: SearchQuery, results: SearchResults, facet: str) -> SearchQuery:
    """Take a facet out of the choices and out of the text, where it may have been read."""
    for value in chosen_values(query).get(facet, ()):
        query = query.without_choice(facet, value)
    text = results.interpretation.typed
    for part in reversed(results.interpretation.parts):
        if _facet_of(part) == facet:
            text = f"{text[: part.start]} {text[part.end :]}"
    is_read = any(_facet_of(part) == facet for part in results.interpretation.parts)
    return replace(query, q=" ".join(text.split()) if is_read else query.q, page=1)


def _facet_of(part: Part) -> str:
    if part.place is not None:
        return part.place.kind.value
    return "" if part.meaning is None else part.meaning.kind.value
