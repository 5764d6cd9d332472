"""The time: where it comes from, and how it is read."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

# The years whose public holidays are known to the opening hours.
_FIRST_YEAR, _LAST_YEAR = 2000, 2069
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"(?P<offset>Z|[+\- ]\d{2}:?\d{2})?",
    re.ASCII,
)


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stopped at one aware moment: for tests, for « at this time » questions."""

    moment: datetime

    def __post_init__(self) -> None:
        _refuse_naive(self.moment)

    def now(self) -> datetime:
        """Give the moment at which the clock stopped, in UTC."""
        return self.moment.astimezone(UTC)


def in_paris(moment: datetime) -> datetime:
    """Give the same moment as the clocks of France show it. Raises ValueError on a naive moment."""
    _refuse_naive(moment)
    return moment.astimezone(PARIS)


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 date and time, for example 2026-11-27T19:30 or 2026-11-27T18:30:00Z.

    Without an offset it is Paris time. The answer is aware, in UTC. Raises ValueError.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError("A moment is written 2026-11-27T19:30, with or without an offset.")
    # An offset « +01:00 » that was not percent-encoded arrives as « 01:00 » after a space.
    offset = (match["offset"] or "").replace(" ", "+")
    try:
        moment = datetime.fromisoformat(f"{match['day']}T{match['time']}{offset}")
    except ValueError as error:
        raise ValueError(f"This moment does not exist: {text.strip()}.") from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"A moment lies between the years {_FIRST_YEAR} and {_LAST_YEAR}.")
    return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).astimezone(UTC)


def _refuse_naive(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError("A moment must say its time zone.")
