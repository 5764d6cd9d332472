"""When somebody answers: opening hours in OpenStreetMap syntax, on the clocks of France.

`Mo-Fr 09:00-17:00; PH off` knows the French public holidays from 2000 to 2069.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self

from directory.values.clock import PARIS, in_paris
from directory.values.opening_hours_evaluation import (
    HORIZON,
    Evaluator,
    OpeningState,
    evaluator_of,
    is_always_open,
    midnight_of,
)
from directory.values.opening_hours_syntax import (
    InvalidOpeningHoursError,
    OpeningHoursProblem,
    clean_opening_hours,
)

__all__ = [
    "DayHours",
    "InvalidOpeningHoursError",
    "OpeningHours",
    "OpeningHoursProblem",
    "OpeningState",
    "Span",
    "public_holidays",
]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day; an end not later than the start lies in the next day (00:00 too)."""

    start: time
    end: time
    state: OpeningState
    comment: str

    @property
    def is_all_day(self) -> bool:
        """Whether the span runs from midnight to midnight."""
        return self.start == self.end == time.min


@dataclass(frozen=True, slots=True)
class DayHours:
    """The spans, open or unknown, that start on one day; none when it is closed all day."""

    day: date
    is_public_holiday: bool
    spans: tuple[Span, ...]

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return self.day.weekday()


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Opening hours that were read and accepted: make them with `parse`.

    A comment makes a time uncertain (« Mo-Fr 09:00-17:00 "sur rendez-vous" » is unknown, as the
    specification says), unless it stands behind `open`: « Mo-Fr 09:00-17:00 open "secrétariat" ».
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text in OpenStreetMap syntax. Raises InvalidOpeningHoursError."""
        cleaned = clean_opening_hours(text)
        evaluator_of(cleaned)
        return cls(cleaned)

    def state_at(self, moment: datetime) -> OpeningState:
        """Tell whether somebody answers at an aware moment."""
        return evaluator_of(self.text).state(_wall_time(moment))

    def comment_at(self, moment: datetime) -> str:
        """Give what the hours add in words for an aware moment, often nothing."""
        return evaluator_of(self.text).rules.state(_wall_time(moment))[1]

    def next_change(self, moment: datetime) -> datetime | None:
        """Give the moment, in Paris time, when the state next differs; None beyond a year."""
        now = self.state_at(moment)
        return next((start for start, state in self._changes(moment) if state != now), None)

    def next_opening(self, moment: datetime) -> datetime | None:
        """Give the next moment, in Paris time, when somebody starts to answer; None beyond a year.

        While it is open, that is the opening after the next closure.
        """
        state_before = self.state_at(moment)
        for start, state in self._changes(moment):
            if state is OpeningState.OPEN and state_before is not OpeningState.OPEN:
                return start
            state_before = state
        return None

    def weekly_table(
        self, moment: datetime, *, with_public_holidays: bool = True
    ) -> tuple[DayHours, ...]:
        """Give the seven days, from Monday, of the week that holds an aware moment.

        A night shift belongs to the day on which it starts; what lasts longer than a day is cut
        at midnight. Without public holidays it is the ordinary week of that season.
        """
        today = in_paris(moment).date()
        monday = today - timedelta(days=today.weekday())
        evaluator = evaluator_of(self.text, with_public_holidays=with_public_holidays)
        spans = _spans_by_day(evaluator, monday, monday + 7 * _DAY)
        holidays = public_holidays(monday, monday + 7 * _DAY)
        days = [monday + number * _DAY for number in range(7)]
        return tuple(DayHours(day, day in holidays, tuple(spans.get(day, ()))) for day in days)

    def night_into(self, day: date) -> Span | None:
        """Give the night that began on the day before and ends on this one, if there is one."""
        midnight = midnight_of(day)
        night = evaluator_of(self.text).night_at(midnight)
        if night is None:
            return None
        return Span(midnight.time(), night.end.time(), night.state, night.comment)

    @property
    def is_always_open(self) -> bool:
        """Whether somebody answers day and night, every day, public holidays included."""
        return is_always_open(self.text)

    def _changes(self, moment: datetime) -> Iterator[tuple[datetime, OpeningState]]:
        """Give the later intervals within the horizon: start in Paris time, and state."""
        start = _wall_time(moment)
        for stretch in evaluator_of(self.text).stretches(start, start + HORIZON):
            if stretch.start > start:
                yield _paris_time(stretch.start, after=moment), stretch.state


@lru_cache(maxsize=128)
def public_holidays(first: date, until: date) -> frozenset[date]:
    """Give the French public holidays from a day up to, not including, another."""
    stretches = evaluator_of("PH").stretches(midnight_of(first), midnight_of(until))
    return frozenset(
        day
        for stretch in stretches
        if stretch.state is OpeningState.OPEN
        for day in _days_between(stretch.start.date(), stretch.end.date())
    )


def _spans_by_day(evaluator: Evaluator, first: date, until: date) -> dict[date, list[Span]]:
    spans: dict[date, list[Span]] = {}
    # Two days more on both sides, so that a night or a long duty shows its whole length.
    for stretch in evaluator.stretches(
        midnight_of(first - 2 * _DAY), midnight_of(until + 2 * _DAY)
    ):
        if stretch.state is OpeningState.CLOSED:
            continue
        for start, end in _cut_at_midnight(stretch.start, stretch.end):
            span = Span(start.time(), end.time(), stretch.state, stretch.comment)
            spans.setdefault(start.date(), []).append(span)
    return spans


def _cut_at_midnight(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    while end - start > _DAY:
        midnight = midnight_of(start.date() + _DAY)
        yield start, midnight
        start = midnight
    yield start, end


def _days_between(first: date, until: date) -> Iterator[date]:
    while first < until:
        yield first
        first += _DAY


def _wall_time(moment: datetime) -> datetime:
    return in_paris(moment).replace(tzinfo=None, fold=0)


def _paris_time(wall_time: datetime, *, after: datetime) -> datetime:
    """Put a wall time on the line of time, later than a moment, even in the nights of change."""
    instant = wall_time.replace(tzinfo=PARIS).astimezone(UTC)
    if instant <= after:
        instant = wall_time.replace(tzinfo=PARIS, fold=1).astimezone(UTC)
    return instant.astimezone(PARIS)
