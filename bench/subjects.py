"""What is measured: answers from the cache, and answers that were never given before."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle, islice

from bench.questions import Questions, address
from bench.vocabulary import Vocabulary

API, PAGE, POINTS = "/api/v1/structures", "/recherche", "/api/v1/structures.geojson"
_REPEATED = 12  # different addresses in a measurement from the cache
_DEEP = 16  # requests under way on a connection when only the number of answers counts


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the tables; `repeated` addresses are asked beforehand, so that they are kept."""

    name: str
    paths: Iterator[str]
    repeated: tuple[str, ...] = ()
    depth: int = 1


BARE = "Flask nu"
BARE_DEEP = "Flask nu, débit"
API_KEPT = "API, du cache"
PAGE_KEPT = "résultats, du cache"
API_KEPT_DEEP = "API, du cache, débit"
PAGE_KEPT_DEEP = "résultats, du cache, débit"
LISTING_KEPT = "fiche, du cache"
POINTS_KEPT = "points, du cache"
API_WORDS = "API, mots"
API_FILTERS = "API, filtres"
PAGE_WORDS = "résultats, mots"
PAGE_FILTERS = "résultats, filtres"
LISTING = "fiche"
POINTS_ALL = "points"


def bare_subjects() -> list[Subject]:
    """Give the unit of measure, in a closed loop and with many requests under way."""
    return [Subject(BARE, cycle("/")), Subject(BARE_DEEP, cycle("/"), depth=_DEEP)]


def kept_subjects(vocabulary: Vocabulary, *, seed: int) -> list[Subject]:
    """Give what is answered from the cache."""
    questions = list(islice(Questions(vocabulary, seed=seed).with_words(), _REPEATED))
    api = tuple(address(API, question) for question in questions)
    page = tuple(address(PAGE, question) for question in questions)
    listing = tuple(f"/structures/{slug}" for slug in vocabulary.slugs[:_REPEATED])
    return [
        _kept(API_KEPT, api),
        _kept(API_KEPT_DEEP, api, depth=_DEEP),
        _kept(PAGE_KEPT, page),
        _kept(PAGE_KEPT_DEEP, page, depth=_DEEP),
        _kept(LISTING_KEPT, listing),
        _kept(POINTS_KEPT, (POINTS,)),
    ]


def fresh_subjects(vocabulary: Vocabulary, *, seed: int) -> list[Subject]:
    """Give what was never asked before; each call needs its own seed."""
    questions = Questions(vocabulary, seed=seed)
    slugs = cycle(vocabulary.slugs)
    return [
        Subject(API_WORDS, (address(API, each) for each in questions.with_words())),
        Subject(API_FILTERS, (address(API, each) for each in questions.with_filters())),
        Subject(PAGE_WORDS, (address(PAGE, each) for each in questions.with_words())),
        Subject(PAGE_FILTERS, (address(PAGE, each) for each in questions.with_filters())),
        Subject(LISTING, (f"/structures/{next(slugs)}?n={number}" for number in count(1))),
        Subject(POINTS_ALL, (f"{POINTS}?page={number}" for number in count(1))),
    ]


def _kept(name: str, paths: tuple[str, ...], *, depth: int = 1) -> Subject:
    return Subject(name, cycle(paths), repeated=paths, depth=depth)
