"""Whether somebody answers, said as a sentence with the next change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from flask_babel import format_date

from directory.catalog.public_facts import PublicPhone
from directory.catalog.public_record import PublicStructure
from directory.values.clock import in_paris
from directory.values.closed_days import ClosedDays, with_closed_days
from directory.values.language import Language
from directory.values.opening_hours import (
    DayHours,
    InvalidOpeningHoursError,
    OpeningHours,
    OpeningState,
    Span,
)
from directory.values.opening_hours_syntax import has_holiday_rule
from directory.web.localization import current_language
from directory.web.wording import gettext as _

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """A state (open, closed, unknown) and the sentence that says it."""

    state: OpeningState
    sentence: str


def opening_words(hours: str | None, moment: datetime) -> OpeningWords:
    """Say whether somebody answers at a moment; hours that are missing or wrong are unknown."""
    minute = moment.replace(second=0, microsecond=0)
    return _opening_words(hours, minute, current_language())


def hours_of(structure: PublicStructure, phone: PublicPhone | None) -> str | None:
    """Give the hours that decide for a phone: its own, else those of its structure.

    A number that has hours of its own keeps them while the structure is closed.
    """
    if phone is not None and phone.hours:
        return phone.hours
    return with_closed_days(structure.opening_hours, structure.closed_days)


@lru_cache(maxsize=4096)
def _opening_words(hours: str | None, moment: datetime, _language: Language) -> OpeningWords:
    if hours is None:
        return OpeningWords(OpeningState.UNKNOWN, _("Nous ne connaissons pas ses horaires."))
    try:
        opening = OpeningHours.parse(hours)
    except InvalidOpeningHoursError:
        return OpeningWords(OpeningState.UNKNOWN, _("Nous ne connaissons pas ses horaires."))
    state = opening.state_at(moment)
    match state:
        case OpeningState.OPEN:
            return OpeningWords(state, _open_sentence(opening, moment))
        case OpeningState.CLOSED:
            return OpeningWords(state, _closed_sentence(opening, moment))
        case OpeningState.UNKNOWN:
            return OpeningWords(state, _uncertain_sentence(opening, moment))


def _open_sentence(opening: OpeningHours, moment: datetime) -> str:
    if opening.is_always_open:
        return _("Répond jour et nuit.")
    change = opening.next_change(moment)
    if change is None:
        return _("Ouvert maintenant.")
    # « until 24:00 » belongs to the day that ends.
    day, hour = in_paris(change - _MINUTE).date(), hour_words(change)
    days = (day - in_paris(moment).date()).days
    if days == 0:
        return _("Ouvert maintenant, jusqu’à %(hour)s.", hour=hour)
    if days == 1:
        return _("Ouvert maintenant, jusqu’à demain %(hour)s.", hour=hour)
    return _(
        "Ouvert maintenant, jusqu’au %(day)s à %(hour)s.", day=_day(change - _MINUTE), hour=hour
    )


def _closed_sentence(opening: OpeningHours, moment: datetime) -> str:
    following = opening.next_opening(moment)
    if following is None:
        return _("Fermé maintenant.")
    days = (following.date() - in_paris(moment).date()).days
    if days == 0:
        return _("Fermé maintenant, ouvre à %(hour)s.", hour=hour_words(following))
    if days == 1:
        return _("Fermé maintenant, ouvre demain à %(hour)s.", hour=hour_words(following))
    return _(
        "Fermé maintenant, ouvre le %(day)s à %(hour)s.",
        day=_day(following),
        hour=hour_words(following),
    )


def _uncertain_sentence(opening: OpeningHours, moment: datetime) -> str:
    comment = opening.comment_at(moment)
    if comment:
        return _("Horaires à vérifier par téléphone : %(comment)s.", comment=comment)
    return _("Horaires à vérifier par téléphone.")


def hour_words(moment: datetime) -> str:
    """Write an hour as France does, « 9 h » or « 19 h 30 »; others read « 19:30 »."""
    return clock_words(in_paris(moment).time())


def clock_words(time_of_day: time) -> str:
    """Write a time of day the same way, midnight by its name."""
    if current_language() is Language.ENGLISH:
        return f"{time_of_day:%H:%M}"
    if time_of_day == time.min:
        return _("minuit")
    minutes = f"\u00a0{time_of_day.minute:02d}" if time_of_day.minute else ""
    return f"{time_of_day.hour}\u00a0h{minutes}"


def _day(moment: datetime) -> str:
    words: str = format_date(in_paris(moment).date(), "EEEE d MMMM")
    return words


@dataclass(frozen=True, slots=True)
class WeekDayWords:
    """One day of the week and its hours in words."""

    day: str
    hours: str
    is_today: bool


def week_words(
    opening: OpeningHours, moment: datetime, closed: Sequence[ClosedDays] = ()
) -> list[WeekDayWords]:
    """Say the hours of each day of the week that holds a moment, public holidays included.

    A closed day says that it is, and its usual hours.
    """
    today = in_paris(moment).date()
    return [
        WeekDayWords(
            day=format_date(day.day, "EEEE"),
            hours=_day_hours(day, is_closed=any(s <= day.day <= e for s, e in closed)),
            is_today=day.day == today,
        )
        for day in opening.weekly_table(moment)
    ]


def holiday_words(hours: str | None) -> str | None:
    """Say that public holidays are days like the others, for hours without a rule for them."""
    if hours is None or has_holiday_rule(hours) or hours == "24/7":
        return None
    return _("Jours fériés : comme les autres jours.")


def _day_hours(day: DayHours, *, is_closed: bool) -> str:
    if not day.spans:
        return _("fermé, jour férié") if day.is_public_holiday else _("fermé")
    hours = ", ".join(_span(span) for span in day.spans)
    if is_closed:
        return _("fermé exceptionnellement (d’habitude : %(hours)s)", hours=hours)
    return hours


def _span(span: Span) -> str:
    if span.is_all_day:
        words = _("jour et nuit")
    else:
        words = f"{clock_words(span.start)} – {clock_words(span.end)}"
    return f"{words} ({span.comment})" if span.comment else words
