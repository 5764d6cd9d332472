"""Hours of a week as people write them in one line: to and from OpenStreetMap syntax."""

import re
from collections.abc import Iterator

from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours
from directory.values.weekly_hours import (
    DayOfSpans,
    UnreadableHoursError,
    WeeklyHours,
    display_day,
    read_day,
)

_WEEK = range(7)
_HOLIDAYS = 7
_DAY_NAMES = ("lun(?:di)?", "mar(?:di)?", "mer(?:credi)?", "jeu(?:di)?", "ven(?:dredi)?",
              "sam(?:edi)?", "dim(?:anche)?")  # fmt: skip
_DAY = "|".join(rf"{name}s?\.?" for name in _DAY_NAMES)
_GROUP = {
    "tous les jours": _WEEK,
    "chaque jour": _WEEK,
    "en semaine": range(5),
    "week-end": range(5, 7),
    "weekend": range(5, 7),
    "jours fériés": range(7, 8),
    "fériés": range(7, 8),
}
_PART = rf"(?:les?\s+)?(?:{'|'.join(_GROUP)}|(?:du\s+)?(?:{_DAY})(?:\s*(?:-|–|à|au)\s*(?:{_DAY}))?)"
_DAYS = rf"{_PART}(?:\s*(?:,|\bet\b)\s*{_PART})*"
_RULE = re.compile(rf"({_DAYS})\s*:?\s+(\S.*)")
_NEXT_RULE = re.compile(
    rf"\s*[;\n]\s*|(?<=[\dhét])\s*(?:,|\bet\b)\s*(?={_DAYS}\s*:?\s+\S)"  # after hours, before days
)
_EVERY_DAY = re.compile(r"\b7\s*j(?:ours)?\s*(?:/|sur)\s*7\b")
_BETWEEN = re.compile(r"\s*(?:,|\bet\b)\s*")
_RUN = re.compile(r"\s*(?:-|–|\bà\b|\bau\b)\s*")
_SHORT = ("Lun", "Mar", "Mer", "Jeu", "Ven", "Sam", "Dim", "Fériés")


def read_hours(typed: str) -> str:
    """Read « 9h-17h », « Lun-Ven 9h-17h; Sam 9h-12h » or « jour et nuit » as OpenStreetMap text.

    Hours without days are those of every day; OpenStreetMap text stays what it is. Raises
    UnreadableHoursError.
    """
    try:
        return _read_week(typed).as_text()
    except UnreadableHoursError:
        try:
            return OpeningHours.parse(typed).text
        except InvalidOpeningHoursError:
            raise UnreadableHoursError(typed) from None


def display_hours(text: str) -> str:
    """Write hours as `read_hours` reads them; what a week cannot hold stays as it is."""
    week = week_of(text)
    if week is None or week.as_text() != text:
        return text
    rules = [(days, display_day(spans)) for days, spans in days_by_hours(week)]
    return " ; ".join(f"{_display_days(days)} {hours or 'fermé'}" for days, hours in rules)


def week_of(text: str) -> WeeklyHours | None:
    """Read OpenStreetMap text as a week; None for what a week cannot hold or nobody can read."""
    try:
        return WeeklyHours.parse(text)
    except InvalidOpeningHoursError:
        return None


def days_by_hours(week: WeeklyHours) -> Iterator[tuple[tuple[int, ...], DayOfSpans]]:
    """Give the open days that share their hours, from 0 for Monday, then public holidays as 7.

    Public holidays come only when the week has a rule for them.
    """
    for spans in dict.fromkeys(day for day in week.days if day):
        yield tuple(number for number in _WEEK if week.days[number] == spans), spans
    if week.holidays is not None:
        yield (_HOLIDAYS,), week.holidays


def runs_of(days: tuple[int, ...]) -> list[tuple[int, int]]:
    """Give the first and the last of each run of days that follow each other."""
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _display_days(days: tuple[int, ...]) -> str:
    if days == tuple(_WEEK):
        return "tous les jours"
    return ", ".join(
        _SHORT[first] if first == last else f"{_SHORT[first]}-{_SHORT[last]}"
        for first, last in runs_of(days)
    )


def _read_week(typed: str) -> WeeklyHours:
    words = typed.replace("\u00a0", " ").replace("\u202f", " ").lower().strip()
    days: list[DayOfSpans] = [()] * 8
    has_holidays = False
    for rule in _NEXT_RULE.split(_EVERY_DAY.sub("", words).strip()):
        found = _RULE.fullmatch(rule.strip())
        numbers = list(_WEEK) if found is None else list(_days_in(found[1]))
        hours = rule if found is None else found[2]
        if not hours.strip():
            raise UnreadableHoursError(typed)
        for number in numbers:
            days[number] = read_day(hours)
        has_holidays = has_holidays or _HOLIDAYS in numbers
    week = WeeklyHours(tuple(days[:_HOLIDAYS]), days[_HOLIDAYS] if has_holidays else None)
    if week.is_empty:
        raise UnreadableHoursError(typed)
    return week


def _days_in(words: str) -> Iterator[int]:
    for part in _BETWEEN.split(words):
        name = re.sub(r"^(?:les?|du)\s+", "", part.strip())
        if name in _GROUP:
            yield from _GROUP[name]
            continue
        first, *last = (_day_number(day) for day in _RUN.split(name))
        end = last[0] if last else first
        yield from (number % 7 for number in range(first, end + 1 + 7 * (end < first)))


def _day_number(name: str) -> int:
    return next(n for n, day in enumerate(_SHORT) if name.startswith(day.lower()))
