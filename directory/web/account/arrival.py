"""What follows a right password, a right code or an answered invitation: the browser is let in."""

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_own_act
from directory.accounts.models.account import Account
from directory.accounts.models.account_session import AccountSession
from directory.accounts.second_factor import is_second_factor_due
from directory.accounts.sessions import end_session, open_session, renew_session
from directory.web.return_address import safe_return_address
from directory.web.services import get_services, get_session
from directory.web.signed_session import browser_name, get_signed_session, sign_browser_in


def secret_keys() -> list[str]:
    """Give the keys that encrypt and sign, today's first."""
    config = current_app.config
    return [config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"]]


def let_in(
    account: Account, *, by: str, second_factor: bool = False, confirmed: bool = True
) -> None:
    """Open a session for this browser, in the page's transaction; `by` is how it was shown.

    The one that this browser had ends. It is not `confirmed` when nothing was asked just now.
    """
    session, clock = get_session(), get_services().clock
    if (former := get_signed_session()) is not None:
        end_session(former, clock=clock)
    token = open_session(
        session,
        account,
        browser=browser_name(),
        clock=clock,
        second_factor=second_factor,
        confirmed=confirmed,
    )
    record_own_act(session, EventKind.SIGNED_IN, account.id, clock=clock, detail={"by": by})
    sign_browser_in(token)


def raise_session(
    signed: AccountSession, *, second_factor: bool = False, confirmed: bool = True
) -> None:
    """Give this browser a new token: it has shown again who uses it, if `confirmed` just now."""
    token = renew_session(
        get_session(),
        signed,
        clock=get_services().clock,
        second_factor=second_factor,
        confirmed=confirmed,
    )
    sign_browser_in(token)


def go_on() -> Response:
    """Lead to the page that was asked for, or to what still has to be shown first."""
    return go_on_to(request.args.get("next", ""))


def go_on_to(asked: str) -> Response:
    """The same for a page that was asked for before."""
    signed = get_signed_session()
    if signed is not None and is_second_factor_due(signed):
        return redirect(url_for("account.give_second_factor", next=asked or None), 303)
    return redirect(safe_return_address(asked, url_for("admin.show_queue")), 303)


def asked_address() -> str:
    """Give the page of ours that the request asks to come back to."""
    return safe_return_address(request.args.get("next", ""), url_for("admin.show_queue"))
