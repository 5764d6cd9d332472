"""How opening hours are evaluated, in the wall time of France; the only user of the library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import opening_hours
from opening_hours import ParserError, State  # type: ignore[attr-defined] # absent from its stub

from directory.values.opening_hours_syntax import (
    InvalidOpeningHoursError,
    OpeningHoursProblem,
    with_explicit_unknown,
    with_nights_kept,
    without_nights,
)

# A search without horizon reads every day up to the year 9999, a second with the interpreter held.
HORIZON = timedelta(days=400)
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_ALWAYS_FROM, _ALWAYS_UNTIL = datetime(2020, 1, 1), datetime(2040, 1, 1)  # noqa: DTZ001 # wall time
_ERROR_COLUMN = re.compile(r"--> 1:(\d+)")


class OpeningState(StrEnum):
    """Whether somebody answers."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval in wall time during which nothing changes."""

    start: datetime
    end: datetime
    state: OpeningState
    comment: str


@dataclass(frozen=True, slots=True)
class Evaluator:
    """The library's rules, in wall time; `evenings` are the same rules, cut at midnight.

    The library keeps the early hours of a night whose evening a later rule took away: with
    « Mo-Su 18:00-08:00; PH off » it opens on 12 November from 0 to 8. Such a stray morning is
    one that `evenings` does not know and that no evening of the day before leads to.
    """

    rules: opening_hours.OpeningHours
    evenings: opening_hours.OpeningHours | None

    def state(self, wall_time: datetime) -> OpeningState:
        """Tell whether somebody answers at a wall time."""
        state = _STATES[self.rules.state(wall_time)[0]]
        return OpeningState.CLOSED if self._is_stray(wall_time, state) else state

    def stretches(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """Give what happens between two wall times, in order, without a gap."""
        for first, last, library_state, comment in self.rules.intervals(start, end):
            stretch = Stretch(first, last, _STATES[library_state], comment)
            yield from self._without_stray_morning(stretch)

    def night_at(self, midnight: datetime) -> Stretch | None:
        """Give what lasts of a night that began before a midnight, if one did."""
        if self.evenings is None or not self.evenings.is_closed(midnight):
            return None
        night = next(self.stretches(midnight, midnight + _DAY))
        return None if night.state is OpeningState.CLOSED else self._until_morning(night)

    def _until_morning(self, night: Stretch) -> Stretch:
        """Cut a stretch where the hours of the new day begin."""
        day_starts = self.evenings.next_change(night.start) if self.evenings else None
        return replace(night, end=min(night.end, day_starts or night.end))

    def _without_stray_morning(self, stretch: Stretch) -> Iterator[Stretch]:
        if self.evenings is None or not self._is_stray(stretch.start, stretch.state):
            yield stretch
            return
        end = min(stretch.end, self.evenings.next_change(stretch.start) or stretch.end)
        yield Stretch(stretch.start, end, OpeningState.CLOSED, "")
        if end < stretch.end:
            yield Stretch(end, stretch.end, stretch.state, stretch.comment)

    def _is_stray(self, wall_time: datetime, state: OpeningState) -> bool:
        if self.evenings is None or state is OpeningState.CLOSED:
            return False
        evening_before = midnight_of(wall_time.date()) - _MINUTE
        return self.evenings.is_closed(wall_time) and self.evenings.is_closed(evening_before)


_STATES = {
    State.OPEN: OpeningState.OPEN,
    State.CLOSED: OpeningState.CLOSED,
    State.UNKNOWN: OpeningState.UNKNOWN,
}


@lru_cache(maxsize=4096)
def evaluator_of(text: str, *, with_public_holidays: bool = True) -> Evaluator:
    """Prepare the rules of a text that was cleaned. Raises InvalidOpeningHoursError."""
    country = "FR" if with_public_holidays else None
    _read_rules(text, country)  # first as it was typed, so that an error points at the right sign
    explicit = with_nights_kept(with_explicit_unknown(text))
    evenings = without_nights(explicit)
    rules = _read_rules(explicit, country)
    return Evaluator(rules, None if evenings == explicit else _read_rules(evenings, country))


def _read_rules(
    text: str, country: str | None, *, horizon: timedelta | None = HORIZON
) -> opening_hours.OpeningHours:
    try:
        return opening_hours.OpeningHours(
            text,
            country=country,
            auto_country=False,
            auto_timezone=False,
            max_interval_days=horizon.days if horizon else None,
        )
    except ParserError as error:
        place = _ERROR_COLUMN.search(str(error))
        raise InvalidOpeningHoursError(
            OpeningHoursProblem.SYNTAX, column=int(place[1]) if place else None
        ) from error


@lru_cache(maxsize=4096)
def is_always_open(text: str) -> bool:
    """Tell whether a text, already read, is open day and night, public holidays included."""
    # With the horizon, « 24/7; 2031 off » would look open for ever.
    rules = _read_rules(with_explicit_unknown(text), "FR", horizon=None)
    if not rules.is_open(_ALWAYS_FROM):
        return False
    _, first_end, _, _ = next(iter(rules.intervals(_ALWAYS_FROM, _ALWAYS_UNTIL)))
    return first_end == _ALWAYS_UNTIL


def midnight_of(day: date) -> datetime:
    """Give the wall time at which a day starts."""
    return datetime.combine(day, time.min)
