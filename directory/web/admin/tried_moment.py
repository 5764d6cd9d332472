"""Whether somebody would answer at a moment that an editor tries, said as a sentence."""

from datetime import date, datetime, timedelta

from flask_babel import format_date

from directory.values.clock import in_paris
from directory.values.opening_hours import OpeningHours, OpeningState
from directory.web.opening_words import OpeningWords, hour_words
from directory.web.wording import gettext as _

_MINUTE = timedelta(minutes=1)


def tried_words(opening: OpeningHours, moment: datetime) -> OpeningWords:
    """Say what the hours give for a moment, which may be any: nothing here is called now."""
    state = opening.state_at(moment)
    match state:
        case OpeningState.OPEN:
            return OpeningWords(state, _open_sentence(opening, moment))
        case OpeningState.CLOSED:
            return OpeningWords(state, _closed_sentence(opening, moment))
        case OpeningState.UNKNOWN:
            return OpeningWords(
                state,
                _(
                    "Le %(day)s à %(hour)s : horaires à vérifier par téléphone.",
                    day=_day(in_paris(moment).date()),
                    hour=hour_words(moment),
                ),
            )


def _open_sentence(opening: OpeningHours, moment: datetime) -> str:
    day, hour = _day(in_paris(moment).date()), hour_words(moment)
    change = opening.next_change(moment)
    if change is None:
        return _("Le %(day)s à %(hour)s : ouvert.", day=day, hour=hour)
    # « until 24:00 » belongs to the day that ends.
    last_day = in_paris(change - _MINUTE).date()
    if last_day == in_paris(moment).date():
        return _(
            "Le %(day)s à %(hour)s : ouvert, jusqu’à %(end)s.",
            day=day, hour=hour, end=hour_words(change),
        )  # fmt: skip
    return _(
        "Le %(day)s à %(hour)s : ouvert, jusqu’au %(last_day)s à %(end)s.",
        day=day, hour=hour, last_day=_day(last_day), end=hour_words(change),
    )  # fmt: skip


def _closed_sentence(opening: OpeningHours, moment: datetime) -> str:
    day, hour = _day(in_paris(moment).date()), hour_words(moment)
    following = opening.next_opening(moment)
    if following is None:
        return _("Le %(day)s à %(hour)s : fermé.", day=day, hour=hour)
    next_day = in_paris(following).date()
    if next_day == in_paris(moment).date():
        return _(
            "Le %(day)s à %(hour)s : fermé, ouvre à %(start)s.",
            day=day, hour=hour, start=hour_words(following),
        )  # fmt: skip
    return _(
        "Le %(day)s à %(hour)s : fermé, ouvre le %(next_day)s à %(start)s.",
        day=day, hour=hour, next_day=_day(next_day), start=hour_words(following),
    )  # fmt: skip


def _day(day: date) -> str:
    words: str = format_date(day, "EEEE d MMMM")
    return words
