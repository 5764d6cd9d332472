"""Whether a structure answers at a moment, from what its listing says of its hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from directory.values.closed_days import ClosedDays, with_closed_days
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours, OpeningState


@dataclass(frozen=True, slots=True)
class Opening:
    """The state at a moment and when it next opens, in Paris time; unknown has nothing next."""

    state: OpeningState
    hours: str | None = None  # OpenStreetMap syntax
    next_opening: datetime | None = None


UNKNOWN_OPENING = Opening(OpeningState.UNKNOWN)


def deciding_hours(
    own: str | None, of_phones: Iterable[str | None], closed: Sequence[ClosedDays] = ()
) -> str | None:
    """Give the hours that tell whether a structure answers: its own, else its first number's.

    A number that has hours of its own keeps them on closed days: an on-call line goes on.
    """
    of_phone = next((hours for hours in of_phones if hours), None)
    return of_phone if of_phone and not own else with_closed_days(own or None, closed)


def state_at(hours: str | None, moment: datetime) -> OpeningState:
    """Tell whether hours in OpenStreetMap syntax are open at an aware moment, to the minute."""
    if hours is None:
        return OpeningState.UNKNOWN
    return _state_at(hours, moment.replace(second=0, microsecond=0))


@lru_cache(maxsize=20_000)
def _state_at(hours: str, minute: datetime) -> OpeningState:
    try:
        return OpeningHours.parse(hours).state_at(minute)
    except InvalidOpeningHoursError:
        return OpeningState.UNKNOWN  # `data check` reports the text; a visitor is told « unknown »


def opening_at(hours: str, moment: datetime) -> Opening:
    """Tell whether hours in OpenStreetMap syntax are open at an aware moment, else when next."""
    state = state_at(hours, moment)
    if state is OpeningState.OPEN:
        return Opening(state, hours)
    try:
        return Opening(state, hours, OpeningHours.parse(hours).next_opening(moment))
    except InvalidOpeningHoursError:
        return UNKNOWN_OPENING
