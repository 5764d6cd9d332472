"""The log: one JSON line per event, never a visitor's words, place or address."""

import logging
import sys
import time
import uuid

import orjson
from flask import Flask, Response, g, request

logger = logging.getLogger("directory")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON; `extra` fields given under `fields` are kept."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure_log(level: str) -> None:
    """Send our events to the standard error stream as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False


def log_event(event: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Log an event with ids and counts."""
    logger.log(level, event, extra={"fields": fields})


def install_request_log(app: Flask) -> None:
    """Log each request that the application itself answers: its endpoint, never its address."""

    @app.before_request
    def begin() -> None:
        g.reference = uuid.uuid4().hex[:12]
        g.begun = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        log_event(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.begun) * 1000, 1),
            reference=g.reference,
        )
        return response
