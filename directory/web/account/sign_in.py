"""Signing in with an address and a password, and signing out."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_event, record_own_act
from directory.accounts.sessions import end_session
from directory.accounts.sign_in import account_signing_in
from directory.accounts.throttling import ThrottledError
from directory.web.account.arrival import go_on, let_in
from directory.web.account.forms import SignInForm
from directory.web.account.password_tries import count_password_try, forget_password_tries
from directory.web.account.too_many import too_many_tries
from directory.web.notices import say
from directory.web.services import get_services, get_session
from directory.web.signed_session import get_signed_session, sign_browser_out
from directory.web.wording import gettext


def sign_in() -> Response | str:
    """Ask for the address and the password, then go where one wanted to go."""
    form = SignInForm(request.form)
    if request.method == "GET":
        return go_on() if get_signed_session() else _page(form)
    email = (form.email.data or "").strip()
    try:
        count_password_try(email)
    except ThrottledError as error:
        return too_many_tries(error, form, _page)
    session, clock = get_session(), get_services().clock
    found = account_signing_in(session, email=email, password=form.password.data or "")
    if found is None:
        record_event(session, EventKind.SIGN_IN_REFUSED, account_id=None, clock=clock)
        session.commit()
        form.form_errors.append(gettext("L’adresse ou le mot de passe n’est pas le bon."))
        return _page(form)
    let_in(found, by="password")
    session.commit()
    forget_password_tries(email)
    return go_on()


def sign_out() -> Response:
    """End the session of this browser."""
    signed = get_signed_session()
    if signed is not None:
        session, clock = get_session(), get_services().clock
        end_session(signed, clock=clock)
        record_own_act(session, EventKind.SIGNED_OUT, signed.account_id, clock=clock)
        session.commit()
    sign_browser_out()
    say(gettext("Vous êtes déconnecté de cet appareil."))
    response = redirect(url_for("account.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'  # what was typed, on a shared computer
    return response


def _page(form: SignInForm) -> str:
    return render_template("account/sign_in.html", form=form)
