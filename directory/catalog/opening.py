"""Whether a structure answers at a moment, from what its listing says of its hours."""

from dataclasses import dataclass
from datetime import datetime

from directory.catalog.public_record import PublicStructure
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours, OpeningState


@dataclass(frozen=True, slots=True)
class Opening:
    """The state at a moment and what comes next, in Paris time; unknown has nothing next."""

    state: OpeningState
    hours: str | None = None  # OpenStreetMap syntax
    next_change: datetime | None = None
    next_opening: datetime | None = None


UNKNOWN_OPENING = Opening(OpeningState.UNKNOWN)


def opening_of(record: PublicStructure, moment: datetime) -> Opening:
    """Tell whether somebody answers: the structure's own hours, else those of its first number."""
    texts = [record.opening_hours, *(phone.hours for phone in record.phones)]
    text = next((text for text in texts if text), None)
    return UNKNOWN_OPENING if text is None else opening_at(text, moment)


def opening_at(text: str, moment: datetime) -> Opening:
    """Tell whether hours in OpenStreetMap syntax are open at an aware moment."""
    try:
        hours = OpeningHours.parse(text)
    except InvalidOpeningHoursError:
        return UNKNOWN_OPENING  # `data check` reports the text; a visitor is told « unknown »
    state = hours.state_at(moment)
    return Opening(
        state=state,
        hours=text,
        next_change=hours.next_change(moment),
        next_opening=None if state is OpeningState.OPEN else hours.next_opening(moment),
    )
