"""Showing again who one is, before a sensitive change."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_own_act
from directory.accounts.passwords import password_matches
from directory.accounts.permissions import Permission
from directory.accounts.second_factor import accept_code
from directory.accounts.throttling import Throttle, ThrottledError
from directory.web.account.arrival import asked_address, raise_session, secret_keys
from directory.web.account.forms import PasswordForm
from directory.web.account.signed_in import this_session
from directory.web.account.too_many import too_many_tries
from directory.web.permissions import requires
from directory.web.services import get_services, get_session
from directory.web.throttling import count_try
from directory.web.wording import gettext


@requires(Permission.OWN_ACCOUNT)
def confirm() -> Response | str:
    """Ask for the password again; for the code, of who signs in with an identity provider."""
    form = PasswordForm(request.form)
    if request.method == "GET":
        return _page(form)
    signed, session, clock = this_session(), get_session(), get_services().clock
    try:
        count_try(Throttle.CONFIRMATION, str(signed.account_id))
    except ThrottledError as error:
        return too_many_tries(error, form, _page)
    if not _is_right(form.password.data or ""):
        form.password.errors = [
            gettext("Ce mot de passe n’est pas le bon.")
            if signed.account.password_hash
            else gettext("Ce code n’est pas le bon, ou il a déjà servi.")
        ]
        return _page(form)
    record_own_act(session, EventKind.CONFIRMED, signed.account_id, clock=clock)
    raise_session(signed)
    session.commit()
    return redirect(asked_address(), 303)


def _is_right(given: str) -> bool:
    account = this_session().account
    if account.password_hash is not None:
        return password_matches(account.password_hash, given)
    return accept_code(account, given, keys=secret_keys(), clock=get_services().clock)


def _page(form: PasswordForm) -> str:
    account = this_session().account
    return render_template(
        "account/confirm.html",
        form=form,
        has_password=account.password_hash is not None,
        is_linked=account.identity_subject is not None,
    )
