"""A clock that tests move forward by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.conftest import FRIDAY_EVENING


@dataclass(slots=True)
class MovingClock:
    """Stands still until it is told how much time has passed."""

    moment: datetime = FRIDAY_EVENING

    def now(self) -> datetime:
        """Give the present moment, in UTC."""
        return self.moment.astimezone(UTC)

    def advance(self, **passed: float) -> None:
        """Let time pass: `minutes=5`."""
        self.moment += timedelta(**passed)
