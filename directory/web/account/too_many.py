"""What is said to whoever tried too often: how long to wait, with the form as it was."""

import logging
from collections.abc import Callable
from math import ceil
from typing import TypeVar

from flask import make_response
from werkzeug.wrappers import Response
from wtforms import Form

from directory.accounts.throttling import ThrottledError
from directory.web.request_log import log_event
from directory.web.wording import ngettext

AnyForm = TypeVar("AnyForm", bound=Form)


def too_many_tries(
    error: ThrottledError, form: AnyForm, page: Callable[[AnyForm], str]
) -> Response:
    """Answer 429 with the page of the form, which says when to try again."""
    log_event("too many tries", level=logging.WARNING, kind=error.kind.value)
    minutes = ceil(error.retry_after.total_seconds() / 60)
    form.form_errors.append(
        ngettext(
            "Trop d’essais. Réessayez dans %(num)s minute.",
            "Trop d’essais. Réessayez dans %(num)s minutes.",
            minutes,
        )
    )
    response = make_response(page(form), 429)
    response.headers["Retry-After"] = str(ceil(error.retry_after.total_seconds()))
    return response
