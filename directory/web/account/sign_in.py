"""Signing in with an address and a password, and signing out."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.sessions import end_session, open_session
from directory.accounts.sign_in import account_signing_in
from directory.web.account.forms import SignInForm
from directory.web.return_address import safe_return_address
from directory.web.services import get_services, get_session
from directory.web.signed_session import (
    browser_name,
    get_signed_session,
    sign_browser_in,
    sign_browser_out,
)
from directory.web.wording import gettext


def sign_in() -> Response | str:
    """Ask for the address and the password, then go where one wanted to go."""
    following = safe_return_address(request.args.get("next", ""), url_for("admin.show_queue"))
    form = SignInForm(request.form)
    if request.method == "GET":
        return render_template("account/sign_in.html", form=form)
    session, clock = get_session(), get_services().clock
    found = account_signing_in(
        session, email=form.email.data or "", password=form.password.data or ""
    )
    if found is None:
        form.form_errors.append(gettext("L’adresse ou le mot de passe n’est pas le bon."))
        return render_template("account/sign_in.html", form=form)
    token = open_session(session, found, browser=browser_name(), clock=clock)
    session.commit()
    sign_browser_in(token)
    return redirect(following, 303)


def sign_out() -> Response:
    """End the session of this browser."""
    signed = get_signed_session()
    if signed is not None:
        end_session(signed, clock=get_services().clock)
        get_session().commit()
    sign_browser_out()
    return redirect(url_for("account.sign_in"), 303)
