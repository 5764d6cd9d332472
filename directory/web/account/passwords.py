"""One's password: changed by who knows it, or chosen anew through a link sent by mail."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import LinkNotValidError, find_account_of_link
from directory.accounts.password_changes import ask_reset, change_password, reset_password
from directory.accounts.permissions import Permission
from directory.accounts.throttling import Throttle, ThrottledError
from directory.web.account.arrival import raise_session
from directory.web.account.forms import AddressForm, NewPasswordForm
from directory.web.account.link_pages import keep_link, kept_token, show_dead_link
from directory.web.account.password_tries import forget_password_tries
from directory.web.account.signed_in import this_session
from directory.web.account.too_many import too_many_tries
from directory.web.account_letters import write_reset, write_security_notice
from directory.web.after_response import after_change
from directory.web.confirmation import requires_confirmation
from directory.web.notices import say
from directory.web.permissions import requires
from directory.web.services import get_services, get_session
from directory.web.signed_session import sign_browser_out
from directory.web.throttling import count_try
from directory.web.wording import gettext


def ask_password_reset() -> Response | str:
    """Send a link to whoever forgot the password; the page never says whether there is one."""
    form = AddressForm(request.form)
    if request.method == "GET":
        return _asking_page(form)
    email = (form.email.data or "").strip()
    try:
        count_try(Throttle.RESET_ADDRESS)
        count_try(Throttle.RESET_ACCOUNT, email)
    except ThrottledError as error:
        return too_many_tries(error, form, _asking_page)
    session = get_session()
    ask_reset(session, email, write_reset, clock=get_services().clock)
    session.commit()
    after_change()
    return render_template("account/outcomes/reset_sent.html")


def open_password_reset(token: str) -> Response:
    """Take the token out of the address."""
    return keep_link(LinkPurpose.RESET, token, "account.choose_password")


def choose_password() -> Response | str:
    """Choose a new password with a link; other browsers are signed out."""
    session, clock, token = get_session(), get_services().clock, kept_token(LinkPurpose.RESET)
    form = NewPasswordForm(request.form)
    try:
        account = find_account_of_link(session, token, LinkPurpose.RESET, clock=clock)
        if request.method == "GET" or not form.check_for(account.email):
            page = "account/choose_password.html"
            return render_template(page, form=form, email=account.email)
        reset_password(session, token, form.new_password.data or "", clock=clock)
    except LinkNotValidError:
        return show_dead_link(LinkPurpose.RESET)
    write_security_notice(account, EventKind.PASSWORD_CHANGED)
    session.commit()
    forget_password_tries(account.email)
    after_change()
    sign_browser_out()
    say(gettext("Votre mot de passe est changé. Connectez-vous avec le nouveau."))
    return redirect(url_for("account.sign_in"), 303)


@requires(Permission.OWN_ACCOUNT)
@requires_confirmation
def change_own_password() -> Response | str:
    """Change one's password; every other browser is signed out."""
    signed, form = this_session(), NewPasswordForm(request.form)
    account = signed.account
    if request.method == "GET" or not form.check_for(account.email):
        return render_template("account/change_own_password.html", form=form, email=account.email)
    session, clock = get_session(), get_services().clock
    password = form.new_password.data or ""
    change_password(session, account, password, clock=clock, kept_session=signed.id)
    write_security_notice(account, EventKind.PASSWORD_CHANGED)
    raise_session(signed)
    session.commit()
    after_change()
    say(gettext("Votre mot de passe est changé, et vos autres appareils sont déconnectés."))
    return redirect(url_for("account.show_account"), 303)


def _asking_page(form: AddressForm) -> str:
    return render_template("account/ask_password_reset.html", form=form)
