"""How much a browser may send: little, except to the few views that take files."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from directory.web.errors import show_error

_MOST_BYTES = 1_000_000  # the longest form, many times over
_ATTRIBUTE = "largest_request"
_PAGE = "too_large_page"

# What `Callable[..., object]` cannot say: the view comes back as it is.
View = TypeVar("View", bound=Callable[..., object])
Page = Callable[..., Any]  # Any: what Flask takes from a view


def accepts_upload(largest: int, *, too_large: Page | None = None) -> Callable[[View], View]:
    """Let a view take requests of so many bytes; the outermost decorator of the view.

    `too_large` answers in its place a larger one, which nobody read: it takes the same arguments,
    says itself who may see it, and reads nothing of the form.
    """

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, largest)
        setattr(view, _PAGE, too_large)
        return view

    return mark


def install_upload_limits(app: Flask) -> None:
    """Refuse with 413 what is larger, before anything reads it (forms are read to be checked)."""
    app.before_request(_limit_request)
    app.register_error_handler(RequestEntityTooLarge, _show_too_large)


def _limit_request() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, _ATTRIBUTE, _MOST_BYTES)


def _show_too_large(error: RequestEntityTooLarge) -> Response:
    view = current_app.view_functions.get(request.endpoint or "")
    page: Page | None = getattr(view, _PAGE, None)
    if page is None:
        return show_error(error)
    try:
        return current_app.make_response(page(**(request.view_args or {})))
    except HTTPException as refusal:
        return show_error(refusal)
