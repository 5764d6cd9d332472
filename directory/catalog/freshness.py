"""How fresh a listing is, from the dates of its checks and the review period of its type."""

from collections.abc import Iterable
from datetime import date, timedelta

from directory.catalog.vocabulary import FreshnessState


def freshness_of(
    verified_on: Iterable[date], *, review_months: int, today: date
) -> tuple[FreshnessState, date | None]:
    """Give the state and the day of the latest check; no check means that nobody confirmed."""
    latest = max(verified_on, default=None)
    if latest is None:
        return FreshnessState.UNCONFIRMED, None
    if _add_months(latest, review_months) < today:
        return FreshnessState.TO_CONFIRM, latest
    return FreshnessState.CONFIRMED, latest


def oldest_fresh_day(today: date, *, review_months: int) -> date:
    """Give the earliest day of a check that still makes a listing confirmed today."""
    day = _add_months(today, -review_months) - timedelta(days=4)
    while _add_months(day, review_months) < today:
        day += timedelta(days=1)
    return day


def _add_months(day: date, months: int) -> date:
    """The same day some months later, or the first of the next month where it does not exist."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        year, month = divmod(count + 1, 12)
        return date(year, month + 1, 1)
