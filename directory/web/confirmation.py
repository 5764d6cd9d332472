"""Sensitive changes: whoever makes them has shown a few minutes ago who they are."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.models.account_session import AccountSession
from directory.accounts.sessions import is_freshly_confirmed
from directory.web.services import get_services
from directory.web.signed_session import get_signed_session

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def requires_confirmation(
    view: Callable[Arguments, Answer],
) -> Callable[Arguments, Answer | Response]:
    """Ask for the password again before a sensitive page; under `requires`, which comes first."""

    @functools.wraps(view)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer | Response:
        signed = get_signed_session()
        if signed is None:
            abort(403)
        page = confirmation_page(signed)
        return view(*args, **kwargs) if page is None else page

    guarded.needs_confirmation = True  # type: ignore[attr-defined] # read by the matrix test
    return guarded


def confirmation_page(signed: AccountSession) -> Response | None:
    """Give the way to the page that asks for the password again; None when it was just given."""
    if is_freshly_confirmed(signed, clock=get_services().clock):
        return None
    return redirect(url_for("account.confirm", next=_page_to_come_back_to()), 303)


def _page_to_come_back_to() -> str:
    """Give the asked page, or the one whose form was sent to an address that only takes forms."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    takes_reading = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return request.path if takes_reading else urlsplit(request.referrer or "").path
