"""What the results page shows, prepared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.search.parameters import ParameterProblem
from directory.search.query import SearchQuery, Sort
from directory.search.results import SearchResults
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import PlaceKind
from directory.web.area_names import filiere_names
from directory.web.cards import StructureCard, make_card
from directory.web.marked_words import mark_words
from directory.web.match_reasons import reason_of
from directory.web.pagination import Pagination, paginate
from directory.web.public.commune_names import commune_label
from directory.web.public.communes import commune_path
from directory.web.public.search_chips import Chip, list_chips
from directory.web.public.search_facets import FacetGroup, list_facets
from directory.web.public.search_links import page_parameters, points_address, search_path
from directory.web.public.search_loosening import LooseningLink, list_loosenings
from directory.web.public.search_notices import (
    correction_sentences,
    notice_sentences,
    problem_sentences,
    speaks_of_emergency,
)
from directory.web.services import get_finder, get_services
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _

_MOST_COMMUNES = 6
_FACETS = ("type", "filiere", "departement", "audience", "setting", "access", "open")


@dataclass(frozen=True, slots=True)
class SortLink:
    """One order of the results."""

    label: str
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CommuneLink:
    """A commune of the place asked, which leads to « Qui appeler ? »."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page; `kept` are the parameters that the facets' form sends along."""

    query: SearchQuery
    total: int
    cards: list[StructureCard]
    chips: list[Chip]
    literal_path: str | None
    interpreted_path: str | None
    notices: list[str]
    corrections: list[str]
    is_emergency: bool
    communes: list[CommuneLink]
    place_asked: bool
    facets: list[FacetGroup]
    kept: list[tuple[str, str]]
    choices: list[tuple[str, str]]
    unfiltered_path: str
    is_filtered: bool
    sorts: list[SortLink]
    pagination: Pagination
    page_paths: dict[int, str]
    loosenings: list[LooseningLink]
    points_url: str
    canonical_query: str


def make_search_page(
    session: Session, query: SearchQuery, problems: Sequence[ParameterProblem]
) -> SearchPage:
    """Carry out a query and prepare the page that answers it."""
    services = get_services()
    moment = services.clock.now()
    gazetteer = get_finder().gazetteer(session)
    results = get_finder().find_structures(session, query, now=moment)
    kinds = structure_types()
    names = filiere_names(gazetteer)
    parameters = page_parameters(query)
    pagination = paginate(results.page, results.page_count)
    return SearchPage(
        query=query,
        total=results.total,
        cards=[
            _with_marked_name(
                make_card(
                    hit.structure,
                    kinds[hit.structure.type_code],
                    moment=query.open_at or moment,
                    filiere_names=names,
                    reason=None
                    if hit.match is None or results.place is None
                    else reason_of(hit.match, results.place, gazetteer),
                ),
                results.matched_words,
            )
            for hit in results.hits
        ],
        chips=list_chips(query, results, gazetteer),
        literal_path=_literal_path(query, results),
        interpreted_path=search_path(replace(query, literal=False)) if query.literal else None,
        notices=[*problem_sentences(problems), *notice_sentences(results.notices)],
        corrections=correction_sentences(results.corrections),
        is_emergency=speaks_of_emergency(query.q),
        communes=_communes(results, gazetteer),
        place_asked=results.place is not None,
        facets=list_facets(results, gazetteer),
        kept=[pair for pair in parameters if pair[0] not in (*_FACETS, "page")],
        choices=[pair for pair in parameters if pair[0] not in ("q", "ou", "near", "page")],
        unfiltered_path=search_path(_without_choices(query)),
        is_filtered=any(name in _FACETS for name, _value in parameters),
        sorts=_sorts(query, results),
        pagination=pagination,
        page_paths=_page_paths(query, pagination),
        loosenings=list_loosenings(query, results),
        points_url=points_address(query),
        canonical_query=search_path(query).removeprefix("/recherche"),
    )


def _literal_path(query: SearchQuery, results: SearchResults) -> str | None:
    """Give the search of the words as they stand, when something was read in them."""
    understood = results.interpretation.parts or results.corrections
    if query.literal or not query.q or not understood:
        return None
    return search_path(replace(query, literal=True, page=1))


def _communes(results: SearchResults, gazetteer: Gazetteer) -> list[CommuneLink]:
    """Give the communes of the place asked: all those of a postal code, few of a wider place."""
    if results.place is None:
        return []
    codes, place = results.place.communes, results.place.place
    if place is None or place.kind is not PlaceKind.POSTAL_CODE:
        codes = codes[:_MOST_COMMUNES]
    communes = [commune for code in codes if (commune := gazetteer.commune(code)) is not None]
    return [
        CommuneLink(commune_label(gazetteer, commune.insee), commune_path(commune))
        for commune in communes
    ]


def _without_choices(query: SearchQuery) -> SearchQuery:
    return replace(
        query,
        types=(),
        filieres=(),
        departements=(),
        audience=None,
        setting=None,
        access=None,
        open_now=False,
        open_at=None,
        page=1,
    )


def _sorts(query: SearchQuery, results: SearchResults) -> list[SortLink]:
    offered = {Sort.RELEVANCE: _("Les plus utiles d’abord"), Sort.NAME: _("Par nom")}
    if results.place is not None:
        offered[Sort.DISTANCE] = _("Les plus proches d’abord")
    return [
        SortLink(label, search_path(replace(query, sort=sort, page=1)), sort is query.sort)
        for sort, label in offered.items()
    ]


def _page_paths(query: SearchQuery, pagination: Pagination) -> dict[int, str]:
    offered = {*pagination.numbers, pagination.previous, pagination.following} - {None}
    return {number: search_path(query.on_page(number)) for number in offered if number}


def _with_marked_name(card: StructureCard, matched_words: Sequence[str]) -> StructureCard:
    """Mark in the name of a card the words that were searched; most cards have none."""
    name = mark_words(card.name, matched_words)
    return card if name == card.name else replace(card, name=name)
