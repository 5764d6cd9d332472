"""Knowing the catalog's generation without asking the database at every request."""

import threading
import time

from sqlalchemy.exc import DBAPIError

from directory.catalog.queries import current_generation
from directory.database import SessionFactory

_SECONDS_BETWEEN_LOOKS = 0.25  # an edit must show in every process within a second


class GenerationWatch:
    """The catalog's generation as last seen, at most a quarter of a second ago."""

    def __init__(self, sessions: SessionFactory) -> None:
        self._sessions = sessions
        self._lock = threading.Lock()
        self._seen = 0
        self._next_look = 0.0

    def current(self) -> int:
        """Give the generation; when the database does not answer, the last one seen."""
        now = time.monotonic()
        if now < self._next_look:
            return self._seen
        with self._lock:
            if now >= self._next_look:
                self._look()
                self._next_look = time.monotonic() + _SECONDS_BETWEEN_LOOKS
        return self._seen

    def forget(self) -> None:
        """Look again at the next question, after a change made by this process."""
        self._next_look = 0.0

    def _look(self) -> None:
        try:
            with self._sessions() as session:
                self._seen = current_generation(session)
        except DBAPIError:
            return  # pages already made keep answering; `readyz` says that the database is away
