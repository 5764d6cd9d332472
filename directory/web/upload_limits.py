"""How much a browser may send: little, except to the few views that take files."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

_MOST_BYTES = 1_000_000  # the longest form, many times over
_ATTRIBUTE = "largest_request"

# What `Callable[..., object]` cannot say: the view comes back as it is.
View = TypeVar("View", bound=Callable[..., object])


def accepts_upload(largest: int) -> Callable[[View], View]:
    """Let a view take requests of so many bytes; the outermost decorator of the view."""

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, largest)
        return view

    return mark


def install_upload_limits(app: Flask) -> None:
    """Refuse with 413 what is larger, before anything reads it (forms are read to be checked)."""
    app.before_request(_limit_request)


def _limit_request() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, _ATTRIBUTE, _MOST_BYTES)
