"""What the API answers when there is nothing behind an address."""

from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import NotFound

from directory.web.problems import problem_response


def show_missing(error: NotFound) -> Response:
    """Answer 404 with what was not found."""
    return problem_response(
        HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND.phrase, detail=error.description or ""
    )
