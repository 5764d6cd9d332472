"""Who answers at a moment, as far as the hours of a listing tell."""

from datetime import datetime

from directory.catalog.opening import UNKNOWN_OPENING, deciding_hours, opening_at, state_at
from directory.values.clock import PARIS
from directory.values.opening_hours import OpeningState

NIGHTS, DAYS = "Mo-Fr 18:30-08:30", "Mo-Fr 09:00-17:00"
FRIDAY_NOON = datetime(2026, 11, 27, 12, 0, tzinfo=PARIS)
FRIDAY_EVENING = datetime(2026, 11, 27, 19, 30, tzinfo=PARIS)


def test_the_hours_of_the_structure_decide_before_those_of_its_numbers() -> None:
    assert deciding_hours(DAYS, [NIGHTS]) == DAYS


def test_the_hours_of_the_first_number_that_has_some_decide_else() -> None:
    assert deciding_hours(None, [None, NIGHTS, DAYS]) == NIGHTS


def test_a_number_keeps_its_own_hours_while_the_structure_is_closed() -> None:
    closed = [(FRIDAY_NOON.date(), FRIDAY_NOON.date())]

    assert deciding_hours(None, [NIGHTS], closed) == NIGHTS
    assert state_at(deciding_hours(DAYS, [NIGHTS], closed), FRIDAY_NOON) is OpeningState.CLOSED


def test_a_line_for_the_night_answers_in_the_evening_and_opens_again_after_noon() -> None:
    noon = opening_at(NIGHTS, FRIDAY_NOON)

    assert opening_at(NIGHTS, FRIDAY_EVENING).state is OpeningState.OPEN
    assert noon.state is OpeningState.CLOSED
    assert noon.next_opening == datetime(2026, 11, 27, 18, 30, tzinfo=PARIS)


def test_seconds_do_not_count() -> None:
    last_minute = datetime(2026, 11, 27, 16, 59, 59, tzinfo=PARIS)

    assert state_at(DAYS, last_minute) is OpeningState.OPEN


def test_without_hours_nobody_claims_to_know() -> None:
    assert state_at(deciding_hours(None, [None]), FRIDAY_NOON) is OpeningState.UNKNOWN


def test_hours_that_cannot_be_read_are_unknown() -> None:
    assert opening_at("le matin", FRIDAY_NOON) == UNKNOWN_OPENING
