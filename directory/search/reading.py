"""From a query to the reading of it that serves the visitor best."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from directory.search.attempt import Attempt, attempt
from directory.search.engine import EngineState
from directory.search.interpretation import Interpretation, interpret, literal_interpretation
from directory.search.place_reading import place_in_query, place_of
from directory.search.query import SearchQuery
from directory.search.results import Notice, NoticeCode, SearchedPlace
from directory.search.view import View
from directory.search.words import words_of


def best_attempt(
    view: View, query: SearchQuery, *, now: datetime
) -> tuple[Attempt, tuple[Notice, ...]]:
    """Read the query as a person would; when that finds nothing, its words as they stand."""
    notices = [Notice(NoticeCode.TEXT_CUT)] if query.q_was_cut else []
    if view.engine.state() is EngineState.FALLBACK:
        notices.append(Notice(NoticeCode.SIMPLE_ENGINE))
    place, place_notices = place_in_query(view.gazetteer, query)
    notices.extend(place_notices)
    interpretation = _interpret(view, query, with_places=place is None)
    first = _interpreted_attempt(view, query, interpretation, place, now=now)
    if query.literal or not interpretation.has_filters:
        if query.q and not words_of(interpretation.typed):
            notices.append(Notice(NoticeCode.IGNORED_WORDS, typed=interpretation.typed))
        return first, (*notices, *_said(interpretation))
    has_words = bool(interpretation.text)
    if first.total and not (has_words and interpretation.places):
        return first, (*notices, *_said(interpretation))
    literal = _interpreted_attempt(view, query, literal_interpretation(query.q), place, now=now)
    is_whole = literal.words is not None and literal.words.is_complete
    whole_matches = literal.results if is_whole else 0
    if whole_matches and not whole_matches & first.results:
        return literal, (*notices, Notice(NoticeCode.READ_LITERALLY, typed=query.q))
    if first.total:
        first = replace(first, whole_matches=whole_matches)
        return first, (*notices, *_said(interpretation))
    wider = _wider_attempt(view, query, first, place, now=now)
    if wider is not None:
        found, notice = wider
        return found, (*notices, notice, *_said(interpretation))
    if literal.total:
        return literal, (*notices, Notice(NoticeCode.READ_LITERALLY, typed=query.q))
    return first, (*notices, *_said(interpretation))


def _wider_attempt(
    view: View, query: SearchQuery, first: Attempt, place: SearchedPlace | None, *, now: datetime
) -> tuple[Attempt, Notice] | None:
    """Leave out the words that nothing holds, or else the place that no such structure serves."""
    understood = first.interpretation
    if understood.text:
        wordless = replace(understood, text="")
        found = _interpreted_attempt(view, query, wordless, place, now=now)
        notice = Notice(NoticeCode.IGNORED_WORDS, typed=understood.text)
    elif understood.types and first.place is not None and query.radius_km is None:
        found = _interpreted_attempt(view, query, understood, place, now=now, everywhere=True)
        notice = Notice(NoticeCode.ELSEWHERE)
    else:
        return None
    return (found, notice) if found.total else None


def _interpret(view: View, query: SearchQuery, *, with_places: bool) -> Interpretation:
    if query.literal:
        return literal_interpretation(query.q)
    return interpret(
        query.q,
        view.gazetteer,
        view.synonyms,
        lexicon=view.engine.lexicon(),
        with_places=with_places,
    )


def _interpreted_attempt(
    view: View,
    query: SearchQuery,
    interpretation: Interpretation,
    place: SearchedPlace | None,
    *,
    now: datetime,
    everywhere: bool = False,
) -> Attempt:
    """Carry out the query with what was understood; a filter that was chosen wins over the text."""
    if place is None and interpretation.places:
        place = place_of(view.gazetteer, interpretation.places)
    merged = replace(
        query,
        types=query.types or interpretation.types,
        filieres=query.filieres or interpretation.filieres,
        departements=query.departements or interpretation.departements,
        audience=query.audience or interpretation.audience,
        setting=query.setting or interpretation.setting,
    )
    return attempt(view, merged, interpretation, place, now=now, everywhere=everywhere)


def _said(interpretation: Interpretation) -> Iterator[Notice]:
    """What must be said of an interpretation that was followed."""
    if interpretation.corrections:
        yield Notice(NoticeCode.CORRECTED, typed=interpretation.typed, read=interpretation.read)
    for place in interpretation.places:
        if place.former_name is not None:
            yield Notice(NoticeCode.FORMER_COMMUNE, typed=place.former_name, read=place.name)
