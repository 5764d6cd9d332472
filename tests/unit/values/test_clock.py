from datetime import UTC, datetime, timedelta

import pytest

from directory.values.clock import PARIS, FixedClock, SystemClock, in_paris, parse_moment

FRIDAY_EVENING = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)


def test_the_system_clock_tells_the_present_in_utc() -> None:
    before = datetime.now(UTC)

    now = SystemClock().now()

    assert before <= now <= before + timedelta(seconds=10)
    assert now.tzinfo is UTC


def test_a_fixed_clock_does_not_move() -> None:
    clock = FixedClock(FRIDAY_EVENING.astimezone(PARIS))

    assert clock.now() == FRIDAY_EVENING
    assert clock.now().tzinfo is UTC


def test_a_clock_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 11, 27))  # noqa: DTZ001 # the mistake under test


def test_paris_is_one_hour_ahead_in_winter_and_two_in_summer() -> None:
    assert in_paris(FRIDAY_EVENING).hour == 19
    assert in_paris(datetime(2026, 7, 1, 18, tzinfo=UTC)).hour == 20


def test_a_naive_moment_is_not_guessed_to_be_in_paris() -> None:
    with pytest.raises(ValueError, match="time zone"):
        in_paris(datetime(2026, 11, 27))  # noqa: DTZ001 # the mistake under test


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-27T19:30",
        "2026-11-27 19:30:00",
        " 2026-11-27T19:30:00.000 ",
        "2026-11-27T19:30+01:00",
        "2026-11-27T19:30+0100",
        "2026-11-27T18:30Z",
        "2026-11-27T13:30:00-05:00",
    ],
)
def test_a_moment_is_read_and_kept_in_utc(text: str) -> None:
    moment = parse_moment(text)

    assert moment == FRIDAY_EVENING
    assert moment.tzinfo is UTC


def test_a_plus_sign_lost_in_an_address_is_understood() -> None:
    assert parse_moment("2026-11-27T19:30 01:00") == FRIDAY_EVENING


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "demain",
        "2026-11-27",
        "20261127T1930",
        "2026-02-30T10:00",
        "2026-11-27T25:00",
        "1999-12-31T12:00",
        "2070-01-01T12:00",
        "9999-12-31T23:59-23:59",
        "2026-11-27T19:30+99:00",
        "٢٠٢٦-11-27T19:30",
        "2026-11-27T19:30\x00",
        "2026-11-27T19:30" + "0" * 10_000,
    ],
)
def test_what_is_not_a_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="moment"):
        parse_moment(text)
