"""The table of the week and its text say the same thing, or the table says that it cannot."""

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from directory.values.clock import PARIS
from directory.values.opening_hours import (
    InvalidOpeningHoursError,
    OpeningHours,
    OpeningState,
)
from directory.values.weekly_hours import (
    OpenSpan,
    UnreadableHoursError,
    WeeklyHours,
    display_day,
    read_day,
)


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-17:00",
        "Mo-Fr 09:00-12:00,14:00-17:30; PH off",
        "24/7",
        "Mo-We,Fr 09:00-17:00; Th 10:00-12:00",
        "Mo-Su 18:00-08:00; PH 00:00-24:00",
        "Mo-Su 00:00-24:00; PH off",
    ],
)
def test_a_plain_week_comes_back_as_it_was(text: str) -> None:
    week = WeeklyHours.parse(text)

    assert week is not None
    assert week.as_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "Jan-Mar Mo-Fr 09:00-17:00",
        'Mo-Fr 09:00-17:00 "sur rendez-vous"',
        "Mo[1] 09:00-12:00",
        "week 1-10 Mo 09:00-12:00",
        "Dec 25 off",
        "Mo-Fr 09:00-17:00, Sa 10:00-12:00",
        "09:00-17:00",
    ],
)
def test_a_week_does_not_pretend_to_hold_what_it_cannot(text: str) -> None:
    assert WeeklyHours.parse(text) is None


def test_a_text_that_nobody_accepts_is_refused() -> None:
    with pytest.raises(InvalidOpeningHoursError):
        WeeklyHours.parse("dès que possible")


def test_a_later_rule_replaces_the_day_of_an_earlier_one() -> None:
    week = WeeklyHours.parse("Mo-Fr 09:00-17:00; We off")

    assert week is not None
    assert week.as_text() == "Mo-Tu,Th-Fr 09:00-17:00"


def test_days_may_run_over_the_end_of_the_week() -> None:
    week = WeeklyHours.parse("Sa-Mo 09:00-17:00")

    assert week is not None
    assert week.as_text() == "Mo,Sa-Su 09:00-17:00"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("9h-12h30 et 14h-17h", "09:00-12:30,14:00-17:00"),
        ("09:00-17:00", "09:00-17:00"),
        ("de 9h à 17h30", "09:00-17:30"),
        ("14h-17h / 9h-12h", "09:00-12:00,14:00-17:00"),
        ("18h–8h", "18:00-08:00"),
        ("9 h – 17 h", "09:00-17:00"),
        ("24h/24", "00:00-24:00"),
        ("8h-24h", "08:00-24:00"),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, text: str) -> None:
    assert ",".join(span.text for span in read_day(typed)) == text


@pytest.mark.parametrize("typed", ["", "fermé", " Fermé "])
def test_a_closed_day_has_no_hours(typed: str) -> None:
    assert read_day(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "matin",
        "9h",
        "25h-26h",
        "9h75-10h",
        "9h-9h",
        "9h-12h et 11h-15h",
        "22h-6h et 23h-1h",
        "9-" * 4_000,
    ],
)
def test_hours_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(UnreadableHoursError):
        read_day(typed)


@pytest.mark.parametrize("spans", [(OpenSpan(540, 750),), (OpenSpan(0, 1440),), ()])
def test_what_is_shown_of_a_day_can_be_typed_again(spans: tuple[OpenSpan, ...]) -> None:
    assert read_day(display_day(spans)) == spans


def _answers(week: WeeklyHours, minute: int) -> bool:
    """Tell by the table alone whether somebody answers at a minute of the week, from Monday."""
    day, now = divmod(minute, 1440)
    evening_before = week.days[day - 1]
    return any(span.start <= now < span.last_minute for span in week.days[day]) or any(
        now < span.last_minute - 1440 for span in evening_before
    )


_MINUTES = st.integers(0, 23).map(lambda hour: hour * 60)


@given(
    st.lists(
        st.one_of(st.just(()), st.tuples(_MINUTES, _MINUTES).filter(lambda pair: len({*pair}) > 1)),
        min_size=7,
        max_size=7,
    ),
    st.integers(0, 7 * 24 - 1).map(lambda hour: hour * 60 + 30),
)
def test_a_week_answers_when_its_table_says_so(
    days: list[tuple[int, int] | tuple[()]], minute: int
) -> None:
    week = WeeklyHours(tuple((OpenSpan(*day),) if day else () for day in days))
    assume(not week.is_empty)
    hours = OpeningHours.parse(week.as_text())
    moment = datetime(2026, 11, 16, tzinfo=PARIS) + timedelta(minutes=minute)  # no holiday there

    assert (hours.state_at(moment) is OpeningState.OPEN) is _answers(week, minute)
