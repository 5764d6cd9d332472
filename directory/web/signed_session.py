"""The cookie of signed-in people: a random token, signed, which leads to their session.

Public pages never read nor set it.
"""

from contextlib import suppress
from typing import cast

from flask import Flask, g, request
from flask import session as cookie
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import OperationalError

from directory.accounts.models.account_session import AccountSession
from directory.accounts.sessions import find_session, note_presence
from directory.secret_key import secret_key
from directory.settings import Settings
from directory.web.services import get_services, get_session

_TOKEN = "token"  # noqa: S105 (the name of an entry, not a secret)

form_protection = CSRFProtect()


def install_signed_sessions(app: Flask, settings: Settings) -> None:
    """Sign the cookie, hold it to this site, and protect every form of signed-in people."""
    is_secure = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=secret_key(settings.instance, settings.secret_key),
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SESSION_COOKIE_NAME="__Host-session" if is_secure else "session",
        SESSION_COOKIE_SECURE=is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        # The token lives as long as the session: a form left open over lunch still works.
        WTF_CSRF_TIME_LIMIT=None,
        # `origin_check` looks at Origin; the Referer is not sent from every page.
        WTF_CSRF_SSL_STRICT=False,
    )
    form_protection.init_app(app)


def sign_browser_in(token: str) -> None:
    """Give the browser its cookie, empty of what it held before."""
    cookie.clear()
    cookie[_TOKEN] = token
    g.pop("signed_session", None)


def sign_browser_out() -> None:
    """Take the cookie back."""
    cookie.clear()
    g.pop("signed_session", None)


def get_signed_session() -> AccountSession | None:
    """Give the living session of this request, None for somebody who is not signed in."""
    if "signed_session" not in g:
        g.signed_session = _find()
    return cast(AccountSession | None, g.signed_session)  # « g » has no types


def browser_name() -> str:
    """Name the browser of this request as its owner would: a family and a system."""
    agent = request.user_agent.string
    families = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {
        "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad",
        "Mac OS": "macOS", "Linux": "Linux",
    }  # fmt: skip
    family = next((name for sign, name in families.items() if sign in agent), "")
    system = next((name for sign, name in systems.items() if sign in agent), "")
    return " · ".join(part for part in (family, system) if part)


def _find() -> AccountSession | None:
    token = cookie.get(_TOKEN)
    if not isinstance(token, str):
        return None
    clock = get_services().clock
    with get_services().sessions() as session:  # its own: a page's changes are the page's to commit
        found = find_session(session, token, clock=clock)
        if found is not None:
            with suppress(OperationalError):  # a database that only reads still shows pages
                if note_presence(session, found, clock=clock):
                    session.commit()
    return found if found is None else get_session().merge(found, load=False)
