"""The ordinary week, day by day, as a table that people fill: to and from OpenStreetMap syntax."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Self

from directory.values.opening_hours import OpeningHours
from directory.values.opening_hours_syntax import WEEKDAYS

_ALWAYS = "24/7"
_HOLIDAYS = "PH"
_CLOSED = frozenset({"off", "closed"})
_RULE = re.compile(r"([A-Z][A-Za-z, -]*?)\s+((?:\d|off|closed).*)")
_SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")

_TYPED_TIME = r"(\d{1,2})\s*(?:h|H|:|heures?)?\s*(\d{2})?"
_TYPED_SPAN = re.compile(rf"(?:de\s+)?{_TYPED_TIME}\s*(?:-|–|—|à|a)\s*{_TYPED_TIME}")
_TYPED_SEPARATOR = re.compile(r"\s*(?:,|;|/|\bet\b|\bpuis\b)\s*")
_TYPED_ALL_DAY = frozenset({"24h/24", "24/24", "24h", "jour et nuit", "24 h/24", "24h sur 24"})
_TYPED_CLOSED = frozenset({"", "fermé", "ferme", "fermée", "closed", "off", "-", "–"})

_MIDNIGHT = 24 * 60


class UnreadableHoursError(ValueError):
    """Hours of one day that cannot be read; the argument is what was typed."""


@dataclass(frozen=True, slots=True, order=True)
class OpenSpan:
    """From a minute of the day to another; an end not later than the start is in the next day."""

    start: int
    end: int

    @property
    def text(self) -> str:
        """The span in OpenStreetMap syntax."""
        return f"{_clock(self.start)}-{_clock(self.end)}"

    @property
    def last_minute(self) -> int:
        """The end, counted from the midnight that begins the day of the start."""
        return self.end if self.end > self.start else self.end + _MIDNIGHT


DayOfSpans = tuple[OpenSpan, ...]


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The spans of each day from Monday; `holidays` is None when they are days like any other."""

    days: tuple[DayOfSpans, ...]
    holidays: DayOfSpans | None = None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a text in OpenStreetMap syntax; None when a week cannot hold all that it says.

        Raises InvalidOpeningHoursError for a text that is not accepted at all.
        """
        cleaned = OpeningHours.parse(text).text
        if cleaned == _ALWAYS:
            return cls(((OpenSpan(0, _MIDNIGHT),),) * 7)
        days: list[DayOfSpans] = [()] * 7
        holidays: DayOfSpans | None = None
        for rule in cleaned.split(";"):
            read = _read_rule(rule.strip())
            if read is None:
                return None
            for name in read[0]:
                if name == _HOLIDAYS:
                    holidays = read[1]
                else:
                    days[WEEKDAYS.index(name)] = read[1]
        return cls(tuple(days), holidays)

    @property
    def is_empty(self) -> bool:
        """Whether no day has hours."""
        return not any(self.days) and not self.holidays

    def as_text(self) -> str:
        """Write the week in OpenStreetMap syntax: « Mo-Fr 09:00-17:00; PH off »."""
        all_day = (OpenSpan(0, _MIDNIGHT),)
        if self.holidays is None and all(day == all_day for day in self.days):
            return _ALWAYS
        rules = [
            f"{','.join(_runs(numbers))} {_spans_text(spans)}"
            for spans, numbers in self._days_by_spans()
        ]
        if self.holidays is not None:
            rules.append(f"{_HOLIDAYS} {_spans_text(self.holidays) or 'off'}")
        return "; ".join(rules)

    def _days_by_spans(self) -> Iterator[tuple[DayOfSpans, list[int]]]:
        open_days = [number for number, spans in enumerate(self.days) if spans]
        for spans in dict.fromkeys(self.days[number] for number in open_days):
            yield spans, [number for number in open_days if self.days[number] == spans]


def read_day(typed: str) -> DayOfSpans:
    """Read the hours of one day as people write them: « 9h-12h30 et 14h-17h », « 24h/24 ».

    Raises UnreadableHoursError.
    """
    words = " ".join(typed.replace("\u00a0", " ").replace("\u202f", " ").split()).lower()
    if words in _TYPED_CLOSED:
        return ()
    if words in _TYPED_ALL_DAY:
        return (OpenSpan(0, _MIDNIGHT),)
    spans = []
    for part in _TYPED_SEPARATOR.split(words):
        found = _TYPED_SPAN.fullmatch(part)
        if found is None:
            raise UnreadableHoursError(typed)
        spans.append(_span(typed, *(int(number or 0) for number in found.groups())))
    ordered = tuple(sorted(spans))
    if any(later.start < earlier.last_minute for earlier, later in pairwise(ordered)):
        raise UnreadableHoursError(typed)
    return ordered


def display_day(spans: DayOfSpans) -> str:
    """Write the hours of one day as `read_day` reads them: « 9h-12h30, 14h-17h »."""
    if spans == (OpenSpan(0, _MIDNIGHT),):
        return "24h/24"
    return ", ".join(f"{_typed(span.start)}-{_typed(span.end)}" for span in spans)


def _read_rule(rule: str) -> tuple[list[str], DayOfSpans] | None:
    found = _RULE.fullmatch(rule)
    if found is None:
        return None
    names = _names(found[1])
    if names is None:
        return None
    if found[2] in _CLOSED:
        return names, ()
    spans = []
    for part in found[2].split(","):
        span = _SPAN.fullmatch(part.strip())
        if span is None:
            return None
        hours, minutes, end_hours, end_minutes = map(int, span.groups())
        spans.append(OpenSpan(hours * 60 + minutes, end_hours * 60 + end_minutes))
    return names, tuple(sorted(spans))


def _names(text: str) -> list[str] | None:
    """Spell out « Mo-We,Fr,PH »; None for months, weeks and what else a week cannot hold."""
    names: list[str] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if first == _HOLIDAYS and not last:
            names.append(_HOLIDAYS)
        elif first in WEEKDAYS and (not last or last in WEEKDAYS):
            start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
            names += [WEEKDAYS[number % 7] for number in range(start, end + 1 + 7 * (end < start))]
        else:
            return None
    return names


def _span(typed: str, hours: int, minutes: int, end_hours: int, end_minutes: int) -> OpenSpan:
    start, end = hours * 60 + minutes, end_hours * 60 + end_minutes
    if max(minutes, end_minutes) > 59 or start >= _MIDNIGHT or end > _MIDNIGHT or start == end:
        raise UnreadableHoursError(typed)
    return OpenSpan(start, end)


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Write consecutive days as a run: Mo-We, Fr."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"


def _spans_text(spans: DayOfSpans) -> str:
    return ",".join(span.text for span in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _typed(minute: int) -> str:
    return f"{minute // 60}h{minute % 60:02}" if minute % 60 else f"{minute // 60}h"
