"""One way of carrying out a query: its filters, its words, its place, and what they leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf

from directory.catalog.vocabulary import Audience
from directory.search.bitsets import bits_of
from directory.search.engine import EngineResults
from directory.search.facet_counts import Filters
from directory.search.interpretation import Interpretation
from directory.search.ordering import Ordering
from directory.search.place_service import PlaceService
from directory.search.query import SearchQuery, access_code
from directory.search.results import SearchedPlace
from directory.search.view import View


@dataclass(frozen=True, slots=True)
class Attempt:
    """The outcome of one reading of a query; `words` is None when no word was searched."""

    query: SearchQuery
    interpretation: Interpretation
    place: SearchedPlace | None
    service: PlaceService | None
    filters: Filters
    words: EngineResults | None
    scores: Mapping[int, float]
    results: int
    whole_matches: int = 0  # those that hold every typed word, the place's name too

    @property
    def total(self) -> int:
        """How many structures are left."""
        return self.results.bit_count()

    def ordering(self, view: View) -> Ordering:
        """Say how to order the results."""
        preferred = []
        if self.query.audience is Audience.CHILD:
            children = view.table.set_of("audience", (Audience.CHILD,))
            preferred.append(children & ~view.table.set_of("audience", (Audience.ADULT,)))
        if self.interpretation.profile is not None:
            preferred.append(
                view.table.set_of("access", (access_code(self.interpretation.profile),))
            )
        if len(self.interpretation.types) > 1:
            preferred.append(view.table.set_of("type", self.interpretation.types[:1]))
        return Ordering(
            view.table,
            self.query.sort,
            self.service,
            self.scores,
            self.whole_matches,
            tuple(preferred),
        )


def attempt(
    view: View,
    query: SearchQuery,
    interpretation: Interpretation,
    place: SearchedPlace | None,
    *,
    now: datetime,
    everywhere: bool = False,
) -> Attempt:
    """Carry out a query in which the interpretation's filters are already merged.

    `everywhere` shows whatever stands anywhere, the nearest to the place first.
    """
    radius_km = inf if everywhere else query.radius_km
    service = None if place is None else view.services.serve(place, radius_km)
    words, scores = _searched_words(view, interpretation)
    base = view.table.everything
    if service is not None:
        base &= service.all
    if words is not None:
        base &= bits_of(scores)
    filters = Filters(view.table, base)
    filters.choose("type", query.types)
    filters.choose("filiere", query.filieres)
    filters.choose("departement", query.departements)
    filters.choose("audience", (query.audience,) if query.audience else ())
    filters.choose("setting", (query.setting,) if query.setting else ())
    filters.choose("access", (access_code(query.access),) if query.access else ())
    if query.open_now or query.open_at is not None:
        filters.choose_set("open", view.openings.at(query.open_at or now))
    if not scores and words is None and service is None:
        scores = _ranking_scores(view, interpretation)
    return Attempt(query, interpretation, place, service, filters, words, scores, filters.results())


def _searched_words(
    view: View, interpretation: Interpretation
) -> tuple[EngineResults | None, dict[int, float]]:
    if not interpretation.text:
        return None, {}
    words = view.engine.search(interpretation.text)
    return words, _scores_by_slot(view, words)


def _ranking_scores(view: View, interpretation: Interpretation) -> dict[int, float]:
    """Everyday words choose a type, but may also be in a name: « jalmalv », « la brise »."""
    if not interpretation.ranking_text:
        return {}
    return _scores_by_slot(view, view.engine.search(interpretation.ranking_text))


def _scores_by_slot(view: View, words: EngineResults) -> dict[int, float]:
    slots = view.table.slot_by_id
    return {
        slots[identifier]: score
        for identifier, score in zip(words.ids, words.scores, strict=True)
        if identifier in slots
    }
