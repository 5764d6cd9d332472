from datetime import date, datetime, time

from directory.values.clock import PARIS
from directory.values.opening_hours import OpeningHours, OpeningState

OFFICE = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
NIGHTS = OpeningHours.parse("Mo-Su 18:00-08:00")
DUTY = OpeningHours.parse("Mo-Fr 18:00-08:00; Sa-Su,PH 00:00-24:00")
ALWAYS = OpeningHours.parse("24/7")


def paris(month: int, day: int, hour: int) -> datetime:
    """A moment of 2026 on the clocks of Paris."""
    return datetime(2026, month, day, hour, tzinfo=PARIS)


def spans_of(hours: OpeningHours, moment: datetime, **options: bool) -> list[list[str]]:
    return [
        [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.spans]
        for day in hours.weekly_table(moment, **options)
    ]


def test_a_week_starts_on_monday_and_marks_its_holidays() -> None:
    week = OFFICE.weekly_table(paris(11, 15, 23))

    assert [day.day for day in week] == [date(2026, 11, number) for number in range(9, 16)]
    assert [day.weekday for day in week] == list(range(7))
    assert [day.is_public_holiday for day in week].index(True) == 2


def test_a_week_lists_the_spans_of_each_day() -> None:
    hours = OpeningHours.parse("Mo-Fr 09:00-12:00,14:00-17:00; PH off")

    assert spans_of(hours, paris(11, 10, 10)) == (
        [["09:00-12:00", "14:00-17:00"]] * 2
        + [[]]
        + [["09:00-12:00", "14:00-17:00"]] * 2
        + [[], []]
    )


def test_an_ordinary_week_ignores_its_holidays() -> None:
    week = spans_of(OFFICE, paris(11, 10, 10), with_public_holidays=False)

    assert week == [["09:00-17:00"]] * 5 + [[], []]


def test_a_night_is_listed_on_the_day_it_starts() -> None:
    assert spans_of(NIGHTS, paris(11, 10, 10)) == [["18:00-08:00"]] * 7


def test_the_nights_of_change_are_listed_like_the_others() -> None:
    assert spans_of(NIGHTS, paris(3, 28, 10)) == [["18:00-08:00"]] * 7
    assert spans_of(NIGHTS, paris(10, 25, 10)) == [["18:00-08:00"]] * 7


def test_a_long_duty_is_cut_at_midnight() -> None:
    week = spans_of(DUTY, paris(11, 18, 10))

    assert week == [["18:00-08:00"]] * 4 + [["18:00-00:00"], ["00:00-00:00"], ["00:00-00:00"]]


def test_a_whole_day_says_so() -> None:
    assert all(span.is_all_day for day in ALWAYS.weekly_table(paris(7, 1, 1)) for span in day.spans)
    assert not NIGHTS.weekly_table(paris(7, 1, 1))[0].spans[0].is_all_day


def test_an_uncertain_span_keeps_its_comment() -> None:
    hours = OpeningHours.parse('Mo 09:00-12:00 "sur rendez-vous"')

    span = hours.weekly_table(paris(7, 1, 1))[0].spans[0]

    assert (span.start, span.end) == (time(9), time(12))
    assert (span.state, span.comment) == (OpeningState.UNKNOWN, "sur rendez-vous")
