"""What is said when something is missing, refused or broken: a page, or a problem for machines."""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError, ServiceUnavailable

from directory.database import (
    StorageProblem,
    is_written_meanwhile,
    storage_problem,
    storage_problem_of_file,
)
from directory.web.permissions import asked_address
from directory.web.problems import problem_response
from directory.web.request_log import log_event, logger
from directory.web.services import get_services

_RETRY_SECONDS = "10"


class NotSavedError(HTTPException):
    """A change that could not be kept: 507 without room, 503 where nothing may be written."""

    def __init__(self, problem: StorageProblem) -> None:
        super().__init__()
        is_full = problem is StorageProblem.FULL
        self.code = HTTPStatus.INSUFFICIENT_STORAGE if is_full else HTTPStatus.SERVICE_UNAVAILABLE
        self.problem = problem


def install_errors(app: Flask) -> None:
    """Answer every error with words that help."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(OperationalError, show_database_away)
    app.register_error_handler(OSError, show_storage_refused)
    app.register_error_handler(StaleDataError, show_written_meanwhile)
    app.register_error_handler(IntegrityError, show_made_meanwhile)
    app.register_error_handler(Exception, show_unexpected_error)


def show_error(error: HTTPException) -> Response:
    """Answer an HTTP error as a page, or as problem+json under /api/."""
    status = error.code or 500
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() in ("allow", "retry-after")
    }
    if request.path.startswith("/api/"):
        return problem_response(status, HTTPStatus(status).phrase, headers=headers)
    page = render_template(
        "errors/show_error.html",
        status=status,
        reference=g.get("reference"),
        words=_words_of_address(),
        is_stale_form=isinstance(error, CSRFError),
        come_back_to=asked_address() if request.path.startswith("/admin/") else None,
        is_not_saved=isinstance(error, NotSavedError),
    )
    return Response(page, status, headers, mimetype="text/html")


def show_written_meanwhile(_error: StaleDataError) -> Response:
    """Answer 409 when two people wrote the same thing in the same instant: the second did not."""
    return show_error(Conflict())


def show_made_meanwhile(error: IntegrityError) -> Response:
    """Answer 409 as well when two made the same thing, or one took away what the other names."""
    if not is_written_meanwhile(error):
        return show_unexpected_error(error)
    log_event("written meanwhile", level=logging.WARNING, kind=type(error.orig).__name__)
    return show_error(Conflict())


def show_database_away(error: OperationalError) -> Response:
    """Answer 503 while the database does not; say why when it cannot keep a change."""
    if problem := storage_problem(error, get_services().settings.instance):
        return _show_not_saved(problem)
    log_event("database away", level=logging.ERROR, kind=type(error.orig).__name__)
    response = show_error(ServiceUnavailable())
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def show_storage_refused(error: OSError) -> Response:
    """Say why a file could not be kept; anything else of the system is unexpected."""
    if problem := storage_problem_of_file(error):
        return _show_not_saved(problem)
    return show_unexpected_error(error)


def show_unexpected_error(error: Exception) -> Response:
    """Answer 500 with a reference that is in the log; the trace never leaves it."""
    logger.error(
        "unexpected error",
        exc_info=error,
        extra={"fields": {"reference": g.get("reference"), "endpoint": request.endpoint}},
    )
    return show_error(InternalServerError())


def _show_not_saved(problem: StorageProblem) -> Response:
    log_event("change not saved", level=logging.ERROR, kind=problem.value)
    response = show_error(NotSavedError(problem))
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _words_of_address() -> str:
    """Give the words of a missing address, to offer a search with them."""
    last = request.path.rstrip("/").rpartition("/")[2]
    words = " ".join(part for part in last.replace("_", "-").split("-") if part.isalnum())
    return words[:80]
