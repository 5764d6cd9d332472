import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.values.clock import PARIS
from directory.values.opening_hours import (
    OpeningHours,
    OpeningState,
    public_holidays,
)

OFFICE = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
NIGHTS = OpeningHours.parse("Mo-Su 18:00-08:00")
DUTY = OpeningHours.parse("Mo-Fr 18:00-08:00; Sa-Su,PH 00:00-24:00")
ALWAYS = OpeningHours.parse("24/7")
OPEN, CLOSED, UNKNOWN = OpeningState.OPEN, OpeningState.CLOSED, OpeningState.UNKNOWN
EVERY_HOURS = st.sampled_from([OFFICE, NIGHTS, DUTY, ALWAYS])
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 # Hypothesis asks for naive bounds
    max_value=datetime(2060, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def paris(month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    """A moment of 2026 on the clocks of Paris."""
    return datetime(2026, month, day, hour, minute, fold=fold, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (paris(11, 10, 8, 59), CLOSED),
        (paris(11, 10, 9), OPEN),
        (paris(11, 10, 16, 59), OPEN),
        (paris(11, 10, 17), CLOSED),
        (paris(11, 14, 10), CLOSED),
        (datetime(2026, 7, 1, 7, 30, tzinfo=UTC), OPEN),
        (datetime(2026, 11, 10, 7, 30, tzinfo=UTC), CLOSED),
    ],
)
def test_office_hours_follow_the_clocks_of_paris(moment: datetime, state: OpeningState) -> None:
    assert OFFICE.state_at(moment) is state


@pytest.mark.parametrize(
    "moment",
    [
        paris(11, 11, 10),  # armistice
        paris(4, 6, 10),  # Easter Monday
        paris(5, 14, 10),  # Ascension
        paris(5, 25, 10),  # Whit Monday
        paris(7, 14, 10),
    ],
)
def test_public_holidays_close_what_closes_on_them(moment: datetime) -> None:
    assert OFFICE.state_at(moment) is CLOSED


def test_an_opening_after_a_public_holiday_is_found() -> None:
    assert OFFICE.next_opening(paris(11, 10, 18)) == paris(11, 12, 9)


def test_while_open_the_next_opening_is_the_one_after_the_closure() -> None:
    assert OFFICE.next_opening(paris(11, 9, 10)) == paris(11, 10, 9)


def test_a_change_is_given_on_the_clocks_of_paris() -> None:
    change = OFFICE.next_change(datetime(2026, 7, 1, 8, tzinfo=UTC))

    assert change == paris(7, 1, 17)
    assert change is not None
    assert change.tzinfo is PARIS


def test_the_short_spring_night_ends_at_eight() -> None:
    assert NIGHTS.state_at(paris(3, 29, 7, 59)) is OPEN
    assert NIGHTS.next_change(paris(3, 28, 20)) == paris(3, 29, 8)


def test_the_long_autumn_night_ends_at_eight() -> None:
    change = NIGHTS.next_change(paris(10, 24, 20))

    assert change is not None
    assert change - paris(10, 24, 20).astimezone(UTC) == timedelta(hours=13)


def test_an_hour_that_spring_skips_opens_after_the_gap() -> None:
    hours = OpeningHours.parse("Mo-Su 02:30-05:00")

    opening = hours.next_opening(paris(3, 29, 0))

    assert opening is not None
    assert opening.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_in_the_hour_that_autumn_repeats_the_next_change_is_still_ahead() -> None:
    hours = OpeningHours.parse("Mo-Su 01:00-02:50")
    second_time = paris(10, 25, 2, 40, fold=1)

    change = hours.next_change(second_time)

    assert change is not None
    assert change.astimezone(UTC) - second_time.astimezone(UTC) == timedelta(minutes=10)


@given(EVERY_HOURS, MOMENTS)
def test_a_change_is_always_ahead_and_changes_the_state(
    hours: OpeningHours, moment: datetime
) -> None:
    change = hours.next_change(moment)

    assert change is None or change.astimezone(UTC) > moment
    assert change is None or hours.state_at(change) is not hours.state_at(moment)


def test_a_night_belongs_to_both_days() -> None:
    assert NIGHTS.state_at(paris(11, 10, 23)) is OPEN
    assert NIGHTS.state_at(paris(11, 11, 7)) is OPEN
    assert NIGHTS.state_at(paris(11, 11, 12)) is CLOSED


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Th 18:00-08:00; Fr 17:00-08:00",
        "Mo-Th 18:00-08:00, Fr 17:00-08:00",
        "Mo-We,Th 18:00-08:00; Fr 17:00-08:00; PH off",
        'Mo-Th 18:00-08:00 open "garde"; Fr 17:00-08:00 open "garde; nuit"',
    ],
)
def test_a_night_lasts_into_a_day_whose_hours_are_others(text: str) -> None:
    hours = OpeningHours.parse(text)

    assert hours.state_at(paris(11, 27, 3)) is OPEN  # a Friday
    assert hours.state_at(paris(11, 27, 9)) is CLOSED
    assert hours.state_at(paris(11, 27, 17, 30)) is OPEN
    assert hours.state_at(paris(11, 28, 3)) is OPEN
    assert hours.state_at(paris(11, 28, 12)) is CLOSED


def test_the_later_of_two_rules_for_one_day_still_wins() -> None:
    hours = OpeningHours.parse("Mo-Su 18:00-08:00; Fr 09:00-12:00")

    assert hours.state_at(paris(11, 27, 20)) is CLOSED


def test_a_night_that_a_holiday_took_away_leaves_no_morning() -> None:
    hours = OpeningHours.parse("Mo-Su 18:00-08:00; PH off")

    assert hours.state_at(paris(11, 11, 23)) is CLOSED
    assert hours.state_at(paris(11, 12, 3)) is CLOSED
    assert hours.next_opening(paris(11, 11, 1)) == paris(11, 12, 18)


def test_hours_that_follow_a_stray_morning_stay() -> None:
    hours = OpeningHours.parse("Mo-Su 18:00-08:00,08:00-12:00; PH off")

    assert hours.next_opening(paris(11, 11, 1)) == paris(11, 12, 8)


def test_a_new_comment_alone_is_neither_a_change_nor_an_opening() -> None:
    hours = OpeningHours.parse('Mo 09:00-12:00 open "accueil", Mo 12:00-17:00 open "astreinte"')

    assert hours.next_change(paris(11, 9, 10)) == paris(11, 9, 17)
    assert hours.next_opening(paris(11, 9, 10)) == paris(11, 16, 9)


def test_an_opening_years_ahead_is_not_announced() -> None:
    hours = OpeningHours.parse("2030 Mo 10:00-12:00")

    assert hours.next_opening(paris(11, 9, 10)) is None
    assert hours.state_at(datetime(2030, 1, 7, 10, tzinfo=PARIS)) is OPEN


def test_a_duty_line_answers_from_friday_evening_to_monday() -> None:
    assert DUTY.next_change(paris(11, 13, 19)) == paris(11, 16, 0)


def test_hours_that_never_close_have_no_change() -> None:
    assert ALWAYS.state_at(paris(11, 11, 3)) is OPEN
    assert ALWAYS.next_change(paris(11, 11, 3)) is None
    assert ALWAYS.next_opening(paris(11, 11, 3)) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("24/7", True),
        ("Mo-Su,PH 00:00-24:00", True),
        ('24/7 open "ligne d’astreinte"', True),
        ("24/7; PH off", False),
        ("24/7; 2031 off", False),
        ("Mo-Su 00:00-23:59", False),
        ("off", False),
        ('"sur rendez-vous"', False),
    ],
)
def test_only_hours_without_any_gap_are_always_open(text: str, answer: bool) -> None:
    assert OpeningHours.parse(text).is_always_open is answer


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('Mo-Fr 09:00-17:00 "sur rendez-vous"', UNKNOWN),
        ('Mo-Fr 09:00-17:00 open "secrétariat"', OPEN),
        ('Mo-Fr 09:00-17:00 unknown "sur rendez-vous"', UNKNOWN),
        ('Mo-Fr 09:00-17:00; Tu off "réunion"', CLOSED),
        ('"sur rendez-vous"', UNKNOWN),
        ("Mo-Fr 09:00-17:00 unknown", UNKNOWN),
        ('Mo 09:00-17:00; Tu 09:00-17:00 open "SH; 9:00+ || sunset"', OPEN),
    ],
)
def test_a_bare_comment_makes_an_hour_uncertain(text: str, state: OpeningState) -> None:
    assert OpeningHours.parse(text).state_at(paris(11, 10, 10)) is state


def test_the_comment_of_a_moment_is_given() -> None:
    hours = OpeningHours.parse('Mo 09:00-17:00 "sur rendez-vous"')

    assert hours.comment_at(paris(11, 9, 10)) == "sur rendez-vous"
    assert hours.comment_at(paris(11, 9, 20)) == ""


@pytest.mark.parametrize("year", [2000, 2026, 2069])
def test_a_year_has_eleven_french_public_holidays(year: int) -> None:
    assert len(public_holidays(date(year, 1, 1), date(year + 1, 1, 1))) == 11


def test_threads_share_hours_and_agree() -> None:
    moments = [paris(11, 2, 0) + timedelta(hours=number) for number in range(300)]
    expected = [OFFICE.state_at(moment) for moment in moments]

    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(OFFICE.state_at, moments * 8))

    assert answers == expected * 8


def test_hours_survive_a_pickle() -> None:
    copy = pickle.loads(pickle.dumps(OFFICE))  # noqa: S301 # our own bytes

    assert copy == OFFICE
    assert copy.state_at(paris(11, 10, 10)) is OPEN
