"""Links sent by mail: the token leaves the address at once, so that nothing can repeat it.

The reading of a link changes nothing, since mail programs read links before people do: whoever is
signed in stays so until the link is used.
"""

from flask import make_response, redirect, render_template, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.throttling import Throttle, ThrottledError
from directory.web.services import get_session
from directory.web.throttling import count_try

_LONGEST_TOKEN = 100


def keep_link(purpose: LinkPurpose, token: str, endpoint: str) -> Response:
    """Put a token in this browser's cookie and lead to the page that uses it."""
    cookie[purpose.value] = token[:_LONGEST_TOKEN]
    response = redirect(url_for(endpoint), 303)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def kept_token(purpose: LinkPurpose) -> str:
    """Give the token that this browser brought, empty without any."""
    token = cookie.get(purpose.value, "")
    return token if isinstance(token, str) else ""


def show_dead_link(purpose: LinkPurpose) -> Response:
    """Say that a link does not work any more, and how to have another."""
    cookie.pop(purpose.value, None)
    get_session().rollback()  # a link lost to another browser has left a write open
    try:
        count_try(Throttle.ONE_TIME_LINK)
    except ThrottledError:
        status = 429
    else:
        status = 410
    return make_response(
        render_template("account/outcomes/dead_link.html", purpose=purpose), status
    )
