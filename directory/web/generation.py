"""Following the catalog's generation without asking the database at every request."""

import logging
import threading
import time

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.catalog.queries import current_generation
from directory.data_files import DamagedDataFileError
from directory.database import SessionFactory
from directory.search.finder import Finder
from directory.web.request_log import log_event

SECONDS_BETWEEN_LOOKS = 0.25  # an edit must show in every process within a second


class GenerationWatch:
    """The catalog's generation as last seen, a moment ago at most; the finder has followed it."""

    def __init__(
        self, sessions: SessionFactory, finder: Finder, *, seconds: float = SECONDS_BETWEEN_LOOKS
    ) -> None:
        self._sessions = sessions
        self._finder = finder
        self._seconds = seconds
        self._lock = threading.Lock()
        self._seen = 0
        self._next_look = 0.0

    def current(self) -> int:
        """Give the generation; when the database does not answer, the last one seen."""
        # While one thread follows a change, the others go on with what they know.
        is_due = time.monotonic() >= self._next_look
        if is_due and self._lock.acquire(blocking=self._seen == 0):
            try:
                self._look_when_due()
            finally:
                self._lock.release()
        return self._seen

    def followed(self) -> tuple[int, int]:
        """Give the generation and the one that the index holds: an answer is as new as both.

        The index takes a change a moment after the rest; what is kept until then goes with it.
        """
        return self.current(), self._finder.index_generation()

    def _look_when_due(self) -> None:
        if time.monotonic() >= self._next_look:
            self._look()
            self._next_look = time.monotonic() + self._seconds

    def _look(self) -> None:
        try:
            with self._sessions() as session:
                self._seen = self._follow(session)
        except DBAPIError:
            return  # pages already made keep answering; `readyz` says that the database is away
        except DamagedDataFileError as error:
            log_event("damaged data file", level=logging.ERROR, words=str(error))

    def _follow(self, session: Session) -> int:
        """Read the number before the finder follows: what is kept under it is never older."""
        generation = current_generation(session)
        self._finder.refresh(session)
        return generation
