import time as stopwatch
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.values.clock import PARIS
from directory.values.opening_hours import (
    InvalidOpeningHoursError,
    OpeningHours,
    OpeningHoursProblem,
    OpeningState,
)

TUESDAY_AT_TEN = datetime(2026, 11, 10, 10, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", OpeningHoursProblem.EMPTY),
        (" \u00a0\n", OpeningHoursProblem.EMPTY),
        ("lundi au vendredi", OpeningHoursProblem.SYNTAX),
        ("Mo-Fr 9h-17h", OpeningHoursProblem.SYNTAX),
        ("Mo-Fr 09:00-25:00\x00", OpeningHoursProblem.SYNTAX),
        ("Mo 25:00-26:00", OpeningHoursProblem.SYNTAX),
        ("\x00", OpeningHoursProblem.SYNTAX),
        ('"', OpeningHoursProblem.SYNTAX),
        ("Mo-Fr 09:00-17:00; SH off", OpeningHoursProblem.SCHOOL_HOLIDAYS),
        ("sunrise-sunset", OpeningHoursProblem.SUN),
        ("Mo 09:00+", OpeningHoursProblem.NO_END),
        ("Mo 09:00-12:00+", OpeningHoursProblem.NO_END),
        ("Mo 10:00-16:00/01:30", OpeningHoursProblem.REPEATED_TIME),
        ('Mo-Fr 10:00-12:00 || "appeler"', OpeningHoursProblem.FALLBACK),
        ("Feb 30 10:00-12:00", OpeningHoursProblem.IMPOSSIBLE_DATE),
        ("Jan 0 10:00-12:00", OpeningHoursProblem.IMPOSSIBLE_DATE),
        ("a" * 10_000, OpeningHoursProblem.TOO_LONG),
        ("Mo 09:00-10:00;" * 30, OpeningHoursProblem.TOO_LONG),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_the_reason(
    text: str, problem: OpeningHoursProblem
) -> None:
    with pytest.raises(InvalidOpeningHoursError) as caught:
        OpeningHours.parse(text)

    assert caught.value.problem is problem


def test_a_refusal_points_at_the_sign_that_was_not_understood() -> None:
    with pytest.raises(InvalidOpeningHoursError, match="character 7") as caught:
        OpeningHours.parse("Mo-Fr 9h-17h")

    assert caught.value.column == 7


def test_typed_dashes_and_spaces_are_made_ordinary() -> None:
    assert OpeningHours.parse(" Mo–Fr\u00a009:00–17:00; PH off ") == OpeningHours(
        "Mo-Fr 09:00-17:00; PH off"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Su,PH 00:00-24:00",
        "1990 Mo 10:00-12:00",
        "week 1-53/2 Mo 10:00-10:01; PH off; 2026-9999 off",
        "Feb 29 Mo 10:00-11:00",
        "2026 Nov 11 18:00-08:00; 2026 Nov 11 off",
        "2007-6869/22 Mo-Su 16:45-01:30,00:15-14:45 off; easter -2 days 06:00-01:30 off",
        ", ".join(["Mo-Su " + ",".join(["22:45-03:30"] * 3) + " unknown"] * 9),
    ],
)
def test_hostile_hours_are_answered_in_a_tenth_of_a_second(text: str) -> None:
    started = stopwatch.thread_time()

    hours = OpeningHours.parse(text)
    hours.state_at(TUESDAY_AT_TEN)
    hours.next_change(TUESDAY_AT_TEN)
    hours.next_opening(TUESDAY_AT_TEN)
    hours.weekly_table(TUESDAY_AT_TEN)

    assert hours.is_always_open in {True, False}
    assert stopwatch.thread_time() - started < 0.1


@given(st.text(alphabet='MoTuSaPH 0123456789:-,;/+[]()"weksyarofn', max_size=40))
def test_any_text_is_accepted_or_clearly_refused(text: str) -> None:
    try:
        hours = OpeningHours.parse(text)
    except InvalidOpeningHoursError:
        return

    assert hours.state_at(TUESDAY_AT_TEN) in OpeningState
    assert len(hours.weekly_table(TUESDAY_AT_TEN)) == 7
