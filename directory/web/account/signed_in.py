"""Pages of whoever has given the password, before the second factor as well as after it."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from directory.accounts.models.account_session import AccountSession
from directory.web.signed_session import get_signed_session

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def with_password_given(
    view: Callable[Concatenate[AccountSession, Arguments], Answer],
) -> Callable[Arguments, Answer | Response]:
    """Hand the session of this browser to a view, or lead to the page of sign-in."""

    @functools.wraps(view)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer | Response:
        signed = get_signed_session()
        if signed is None:
            return redirect(url_for("account.sign_in"), 303)
        return view(signed, *args, **kwargs)

    return guarded


def this_session() -> AccountSession:
    """Give the session of this browser; only for views that are guarded."""
    signed = get_signed_session()
    if signed is None:
        abort(403)
    return signed
