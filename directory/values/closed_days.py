"""Opening hours that also know the days on which everything is closed."""

from collections.abc import Sequence
from datetime import date

from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours

ClosedDays = tuple[date, date]
"""The first and the last day of a closure, both included."""

_UNKNOWN = "24/7 unknown"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def with_closed_days(hours: str | None, closed: Sequence[ClosedDays]) -> str | None:
    """Give hours, in OpenStreetMap syntax, that end with the closed days.

    Hours that are missing, wrong or too long to take the closed days are unknown on the others;
    closures that do not fit all the same give way, the latest first.
    """
    if not closed:
        return hours
    rules = [f"{_day(start)}-{_day(end)} off" for start, end in sorted(closed)]
    for base in (hours, _UNKNOWN):
        text = None if base is None else "; ".join([base, *rules])
        if text is not None and _is_readable(text):
            return text
    while rules:
        rules.pop()
        if _is_readable(text := "; ".join([_UNKNOWN, *rules])):
            return text
    return hours


def _day(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


def _is_readable(text: str) -> bool:
    try:
        OpeningHours.parse(text)
    except InvalidOpeningHoursError:
        return False
    return True
