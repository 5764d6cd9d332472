"""Counting how often listings are read: an address and a day, nothing of who reads."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.catalog.structure_views import add_views
from directory.database import SessionFactory
from directory.values.clock import Clock, in_paris
from directory.values.language import Language
from directory.web.request_log import log_event
from directory.web.wsgi import Environ, StartResponse, WsgiApplication

SECONDS_BETWEEN_FLUSHES = 30.0
_PREFIXES = "|".join(re.escape(language.address_prefix) for language in Language)
_LISTING = re.compile(rf"(?:{_PREFIXES})/structures/([a-z0-9-]{{1,200}})")
_ROBOT = re.compile(
    r"bot\b|bot[/;]|crawl|spider|slurp|curl|wget|python|java/|go-http|okhttp|headless|preview"
    r"|monitor|fetch|lighthouse|scan",
    re.IGNORECASE,
)
_MOST_KEPT = 10_000  # addresses and days waiting; beyond, readings are not counted


class ViewCounts:
    """WSGI middleware around the cache: counts every listing that is sent, kept in memory or not.

    Counts wait in memory and are written at most every `seconds`, away from any request; a process
    that is killed loses those of the last seconds. With 0 they are written at once.
    """

    def __init__(
        self,
        application: WsgiApplication,
        *,
        sessions: SessionFactory,
        clock: Clock,
        seconds: float = SECONDS_BETWEEN_FLUSHES,
    ) -> None:
        self._application = application
        self._sessions = sessions
        self._clock = clock
        self._seconds = seconds
        self._lock = threading.Lock()
        self._waiting: Counter[tuple[str, date]] = Counter()
        self._is_planned = False

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Hand the request on, and count it when a listing was sent to a person."""
        slug = _listing_read(environ)
        if slug is None:
            return self._application(environ, start_response)

        def start(status: str, *rest: object) -> object:
            if status.startswith("200"):
                self._count(slug)
            return start_response(status, *rest)

        return self._application(environ, start)

    def flush(self, session: Session) -> None:
        """Write what waits and commit; what cannot be written waits for the next time."""
        with self._lock:
            views, self._waiting = self._waiting, Counter()
            self._is_planned = False
        if not views:
            return
        try:
            add_views(session, views)
            session.commit()
        except SQLAlchemyError as error:
            session.rollback()
            log_event("views not counted", level=logging.WARNING, kind=type(error).__name__)
            with self._lock:
                self._waiting.update(views)

    def _count(self, slug: str) -> None:
        key = (slug, in_paris(self._clock.now()).date())
        with self._lock:
            if key not in self._waiting and len(self._waiting) >= _MOST_KEPT:
                return
            self._waiting[key] += 1
            if self._is_planned:
                return
            self._is_planned = True
        if self._seconds <= 0:
            self._flush_now()
            return
        timer = threading.Timer(self._seconds, self._flush_now)
        timer.daemon = True
        timer.start()

    def _flush_now(self) -> None:
        with self._sessions() as session:
            self.flush(session)


def _listing_read(environ: Environ) -> str | None:
    """Give the slug of the listing that a person asks to read, if this is what is asked."""
    if environ["REQUEST_METHOD"] != "GET" or "prefetch" in environ.get("HTTP_SEC_PURPOSE", ""):
        return None
    match = _LISTING.fullmatch(environ.get("PATH_INFO", ""))
    agent: str = environ.get("HTTP_USER_AGENT", "")
    return match[1] if match and agent and not _ROBOT.search(agent) else None
