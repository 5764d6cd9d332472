"""Opening hours that also know the days on which everything is closed."""

from collections.abc import Sequence
from datetime import date, timedelta

from directory.values.opening_hours import (
    InvalidOpeningHoursError,
    OpeningHours,
    OpeningState,
    Span,
)

ClosedDays = tuple[date, date]
"""The first and the last day of a closure, both included."""

_UNKNOWN = "24/7 unknown"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def with_closed_days(hours: str | None, closed: Sequence[ClosedDays]) -> str | None:
    """Give hours, in OpenStreetMap syntax, that end with the closed days.

    A night that began on the day before a closure lasts until its end; the night of the last
    closed day is closed until its end too. Hours that are missing, wrong or too long to take the
    closed days are unknown on the others; closures that do not fit all the same give way, the
    latest first.
    """
    if not closed:
        return hours
    ordered = sorted(closed)
    for base in (hours, _UNKNOWN):
        text = None if base is None else _closed(base, ordered)
        if text is not None:
            return text
    while ordered:
        ordered.pop()
        if (text := _closed(_UNKNOWN, ordered)) is not None:
            return text
    return hours


def _closed(hours: str, closed: Sequence[ClosedDays]) -> str | None:
    """Add the rules of closures, from the earliest on; None when they cannot be read."""
    try:
        for start, end in closed:
            night = OpeningHours.parse(hours).night_into(start)
            hours = "; ".join([hours, *_rules(start, end, night)])
        OpeningHours.parse(hours)
    except InvalidOpeningHoursError:
        return None
    return hours


def _rules(start: date, end: date, night: Span | None) -> list[str]:
    if night is None:
        return [f"{_day(start)}-{_day(end)} off"]
    state = "" if night.state is OpeningState.OPEN else f" {night.state}"
    morning = f"{_day(start)} 00:00-{night.end:%H:%M}{state}"
    if start == end:
        return [morning]
    return [morning, f"{_day(start + timedelta(days=1))}-{_day(end)} off"]


def _day(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"
