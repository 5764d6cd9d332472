"""The targets of the project, each with what was measured: reached, or by how much it is missed."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench import subjects
from bench.rounds import Results
from bench.search_times import SearchTimes

MIDDLE, LARGE, SMALL = 2_000, 20_000, 200  # the sizes that the targets speak of

_FRESH_LIMITS = {
    subjects.API_WORDS: 25.0,
    subjects.API_FILTERS: 4.0,
    subjects.PAGE_WORDS: 30.0,
    subjects.PAGE_FILTERS: 10.0,
}
_TIMES_FLASK = 2.0
_ENGINE_MILLISECONDS = 60.0
_SECONDS_TO_SHOW = 1.0
_GROWTH_THAT_IS_NOISE = 1.1  # two measurements of the same thing differ as much on a busy machine


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target: its number in the list, what was measured, the limit it is held against."""

    number: int
    title: str
    measured: float
    limit: float
    unit: str = "×"
    more_is_better: bool = False

    @property
    def missing(self) -> float:
        """By what factor the limit is missed; 1 or less: reached."""
        if self.more_is_better:
            return self.limit / self.measured
        return self.measured / self.limit


@dataclass(frozen=True, slots=True)
class Measurements:
    """Everything that was measured on one size."""

    structures: int
    results: Results
    search: SearchTimes
    edits: dict[str, float]


def verdicts(everything: list[Measurements]) -> Iterator[Verdict]:
    """Hold every measured target against its limit."""
    for measured in everything:
        yield from _times_flask(measured)
    for measured in everything:
        if measured.structures == MIDDLE:
            yield from _fresh(measured)
    for measured in everything:
        if measured.structures == LARGE:
            engine = measured.search.engine[2]
            yield Verdict(3, "p99 du moteur seul", engine, _ENGINE_MILLISECONDS, " ms")
            whole = measured.search.whole[2]
            yield Verdict(3, "p99 de toute la recherche", whole, _ENGINE_MILLISECONDS, " ms")
    for measured in everything:
        for name, seconds in measured.edits.items():
            title = f"modification visible partout : {name}, {measured.structures}"
            yield Verdict(5, title, seconds, _SECONDS_TO_SHOW, " s")
    for measured in everything:
        if measured.structures == LARGE:
            yield from _growth(measured)


def _times_flask(measured: Measurements) -> Iterator[Verdict]:
    bare = measured.results["", subjects.BARE_DEEP]
    for name in (subjects.API_KEPT_DEEP, subjects.PAGE_KEPT_DEEP):
        times = measured.results["cache", name].rate_against(bare)
        title = f"{name}, {measured.structures}"
        yield Verdict(1, title, times, _TIMES_FLASK, more_is_better=True)


def _fresh(measured: Measurements) -> Iterator[Verdict]:
    bare = measured.results["", subjects.BARE].cpu_milliseconds
    for name, limit in _FRESH_LIMITS.items():
        times = measured.results["première fois", name].cpu_milliseconds / bare
        yield Verdict(2, f"{name}, première fois, {measured.structures}", times, limit)


def _growth(measured: Measurements) -> Iterator[Verdict]:
    """Compare with the small instance, which was measured in the same rounds."""
    for kind, name in (
        ("première fois", subjects.LISTING),
        ("cache", subjects.LISTING_KEPT),
        ("cache", subjects.PAGE_KEPT),
        ("cache", subjects.API_KEPT),
    ):
        large = measured.results[kind, name].cpu_milliseconds
        small = measured.results[f"{kind} à {SMALL}", name].cpu_milliseconds
        title = f"{name}, {kind} : {measured.structures} contre {SMALL}"
        yield Verdict(7, title, large / small, _GROWTH_THAT_IS_NOISE)
