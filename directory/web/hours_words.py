"""The hours of a number in one line of words: « du lundi au vendredi 9 h – 17 h »."""

from datetime import date, time, timedelta

from flask_babel import format_date

from directory.values.typed_hours import days_by_hours, runs_of, week_of
from directory.values.weekly_hours import DayOfSpans, OpenSpan
from directory.web.opening_words import clock_words
from directory.web.wording import gettext as _

ALWAYS = "24/7"

_MONDAY = date(2024, 1, 1)
_HOLIDAYS = 7


def hours_words(text: str) -> str | None:
    """Say hours in OpenStreetMap syntax in a line; None for what an ordinary week cannot hold."""
    week = week_of(text)
    if week is None:
        return None
    if week.as_text() == ALWAYS:
        return _("jour et nuit, tous les jours")
    rules = [
        _("%(days)s %(hours)s", days=_days(days), hours=_hours(spans))
        for days, spans in days_by_hours(week)
    ]
    return " ; ".join(rules) or None


def _days(days: tuple[int, ...]) -> str:
    if days == (_HOLIDAYS,):
        return _("jours fériés")
    if len(days) == _HOLIDAYS:
        return _("tous les jours")
    return ", ".join(_run(first, last) for first, last in runs_of(days))


def _run(first: int, last: int) -> str:
    if first == last:
        return _day(first)
    if last == first + 1:
        return _("%(first)s et %(last)s", first=_day(first), last=_day(last))
    return _("du %(first)s au %(last)s", first=_day(first), last=_day(last))


def _day(number: int) -> str:
    name: str = format_date(_MONDAY + timedelta(days=number), "EEEE")
    return name


def _hours(spans: DayOfSpans) -> str:
    return ", ".join(_span(span) for span in spans) or _("fermé")


def _span(span: OpenSpan) -> str:
    if span.start == 0 and span.end in (0, 24 * 60):
        return _("jour et nuit")
    return f"{_time(span.start)} – {_time(span.end)}"


def _time(minute: int) -> str:
    return clock_words(time(minute // 60 % 24, minute % 60))
