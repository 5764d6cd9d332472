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


NIGHTS = "Mo-Su 17:00-09:00"
CHRISTMAS = (date(2026, 12, 24), date(2026, 12, 26))


def _open_hours(hours: str, day: int) -> list[int]:
    read = OpeningHours.parse(hours)
    moments = [datetime(2026, 12, day, hour, 30, tzinfo=PARIS) for hour in range(24)]
    return [moment.hour for moment in moments if read.state_at(moment) is OpeningState.OPEN]


def test_the_night_before_a_closure_lasts_until_its_morning() -> None:
    hours = with_closed_days(NIGHTS, [CHRISTMAS]) or ""

    assert _open_hours(hours, 23)[-1] == 23
    assert _open_hours(hours, 24) == list(range(9))


def test_the_night_of_the_last_closed_day_is_closed_until_its_end() -> None:
    hours = with_closed_days(NIGHTS, [CHRISTMAS]) or ""

    assert _open_hours(hours, 25) == _open_hours(hours, 26) == []
    assert _open_hours(hours, 27) == list(range(17, 24))


def test_a_closure_of_one_day_takes_one_night_only() -> None:
    hours = with_closed_days(NIGHTS, [(date(2026, 12, 24), date(2026, 12, 24))]) or ""

    assert _open_hours(hours, 24) == list(range(9))
    assert _open_hours(hours, 25) == list(range(17, 24))


def test_a_closure_that_follows_another_has_no_night_before_it() -> None:
    following = (date(2026, 12, 27), date(2026, 12, 27))

    hours = with_closed_days(NIGHTS, [CHRISTMAS, following]) or ""

    assert _open_hours(hours, 27) == []


def test_who_answers_day_and_night_stops_at_midnight() -> None:
    hours = with_closed_days("24/7", [CHRISTMAS]) or ""

    assert _open_hours(hours, 24) == []
    assert len(_open_hours(hours, 27)) == 24


def test_an_uncertain_night_stays_uncertain() -> None:
    hours = with_closed_days('Mo-Su 17:00-09:00 "sur appel"', [CHRISTMAS]) or ""

    morning = datetime(2026, 12, 24, 6, 0, tzinfo=PARIS)
    assert OpeningHours.parse(hours).state_at(morning) is OpeningState.UNKNOWN
