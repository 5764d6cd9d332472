"""Knowing the catalog's generation without asking the database at every request."""

import threading
import time

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

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
                row = session.execute(text("SELECT number FROM catalog_generation")).first()
        except DBAPIError:
            return
        self._seen = row[0] if row else 0
