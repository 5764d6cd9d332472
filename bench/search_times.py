"""How long the search itself takes, in this process: 200 different questions, each asked once."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from statistics import quantiles
from typing import TypeVar

from bench.instances import Instance
from bench.questions import Question, Questions
from bench.vocabulary import read_vocabulary
from directory.database import SessionFactory, make_session_factory, open_engine
from directory.paths import DATA
from directory.search.finder import Finder
from directory.search.parameters import read_search_query
from directory.search.query import SearchQuery
from directory.settings import Settings
from directory.values.clock import SystemClock

_WITH_WORDS, _WITH_FILTERS = 160, 40

_Asked = TypeVar("_Asked")

Percentiles = tuple[float, float, float]  # p50, p95, p99


@dataclass(frozen=True, slots=True)
class SearchTimes:
    """Milliseconds: of the engine alone (words), and of the whole search with its records."""

    engine: Percentiles
    whole: Percentiles


def measure_search(instance: Instance, *, seed: int) -> SearchTimes:
    """Ask the questions of new finders, which have kept nothing yet."""
    settings = instance.settings
    database = open_engine(settings.database_address)
    sessions = make_session_factory(database)
    questions = Questions(read_vocabulary(sessions), seed=seed)
    with_words = list(islice(questions.with_words(), _WITH_WORDS))
    with_filters = list(islice(questions.with_filters(), _WITH_FILTERS))
    times = SearchTimes(
        engine=_engine_times(settings, sessions, with_words),
        whole=_whole_times(settings, sessions, [*with_words, *with_filters]),
    )
    database.dispose()
    return times


def _engine_times(
    settings: Settings, sessions: SessionFactory, questions: list[Question]
) -> Percentiles:
    with sessions() as session:
        search = _finder(settings, sessions).view(session).engine.search
        return _timed(search, (question["q"] for question in questions if "q" in question))


def _whole_times(
    settings: Settings, sessions: SessionFactory, questions: list[Question]
) -> Percentiles:
    finder = _finder(settings, sessions)
    now = SystemClock().now()
    with sessions() as session:
        codes = finder.known_codes(session)
        queries = [
            read_search_query({name: [value] for name, value in question.items()}, codes=codes)[0]
            for question in questions
        ]

        def find(query: SearchQuery) -> object:
            return finder.find_structures(session, query, now=now)

        find(SearchQuery())
        return _timed(find, queries)


def _finder(settings: Settings, sessions: SessionFactory) -> Finder:
    return Finder(
        sessions,
        index_folder=settings.index_folder,
        synonyms_path=DATA / "vocabulary" / "synonyms.csv",
    )


def _timed(ask: Callable[[_Asked], object], asked: Iterable[_Asked]) -> Percentiles:
    times = []
    for each in asked:
        begun = time.perf_counter()
        ask(each)
        times.append(1_000 * (time.perf_counter() - begun))
    hundredths = quantiles(times, n=100, method="inclusive")
    return hundredths[49], hundredths[94], hundredths[98]
