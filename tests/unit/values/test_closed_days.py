"""Closed days win over hours, and nobody claims to know more for them."""

from datetime import date, datetime

import pytest

from directory.values.clock import PARIS
from directory.values.closed_days import with_closed_days
from directory.values.opening_hours import OpeningHours, OpeningState
from directory.values.opening_hours_syntax import LONGEST_TEXT

HOURS = "Mo-Fr 09:00-17:00"
HOLIDAYS = (date(2026, 12, 24), date(2027, 1, 3))
NOON_OF = {
    day: datetime(*day, 12, 0, tzinfo=PARIS)
    for day in ((2026, 12, 23), (2026, 12, 24), (2026, 12, 31), (2027, 1, 4), (2027, 12, 24))
}
LONG_HOURS = 'Mo-Fr 09:00-17:00 open "' + "x" * (LONGEST_TEXT - 30) + '"'


def _states(hours: str | None) -> list[OpeningState]:
    assert hours is not None
    return [OpeningHours.parse(hours).state_at(moment) for moment in NOON_OF.values()]


def test_without_closed_days_hours_stay_as_they_are() -> None:
    assert with_closed_days(HOURS, ()) == HOURS
    assert with_closed_days(None, ()) is None


def test_a_closure_lasts_from_its_first_to_its_last_day_of_that_year_only() -> None:
    assert _states(with_closed_days(HOURS, [HOLIDAYS])) == [
        OpeningState.OPEN,
        OpeningState.CLOSED,
        OpeningState.CLOSED,
        OpeningState.OPEN,
        OpeningState.OPEN,
    ]


def test_the_next_opening_comes_after_the_closure() -> None:
    hours = OpeningHours.parse(with_closed_days(HOURS, [HOLIDAYS]) or "")

    assert hours.next_opening(NOON_OF[2026, 12, 24]) == datetime(2027, 1, 4, 9, tzinfo=PARIS)


def test_one_day_is_a_closure_too() -> None:
    hours = with_closed_days(HOURS, [(date(2026, 12, 24), date(2026, 12, 24))])

    assert _states(hours)[1:3] == [OpeningState.CLOSED, OpeningState.OPEN]


@pytest.mark.parametrize("hours", [None, "le matin", LONG_HOURS], ids=["none", "wrong", "long"])
def test_where_hours_cannot_take_it_the_closure_is_known_and_the_rest_is_not(
    hours: str | None,
) -> None:
    assert _states(with_closed_days(hours, [HOLIDAYS]))[:3] == [
        OpeningState.UNKNOWN,
        OpeningState.CLOSED,
        OpeningState.CLOSED,
    ]


def test_closures_that_do_not_fit_give_way_the_latest_first() -> None:
    many = [(date(2027 + number, 8, 1), date(2027 + number, 8, 15)) for number in range(30)]

    hours = with_closed_days(HOURS, [HOLIDAYS, *many])

    assert _states(hours)[1] is OpeningState.CLOSED
