"""The second factor: set up on a telephone, then given at each sign-in."""

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_own_act
from directory.accounts.models.account_session import AccountSession
from directory.accounts.recovery_codes import (
    count_recovery_codes,
    make_recovery_codes,
    use_recovery_code,
)
from directory.accounts.second_factor import (
    EnrolmentNotValidError,
    accept_code,
    enrol,
    is_second_factor_due,
    make_secret,
    open_proposal,
    provisioning_address,
    qr_code,
    seal_proposal,
    spell,
)
from directory.accounts.throttling import Throttle, ThrottledError
from directory.web.account.arrival import asked_address, go_on, raise_session, secret_keys
from directory.web.account.forms import CodeForm, SetUpForm
from directory.web.account.signed_in import with_password_given
from directory.web.account.too_many import too_many_tries
from directory.web.account_letters import write_security_notice
from directory.web.after_response import after_change
from directory.web.confirmation import confirmation_page
from directory.web.notices import warn
from directory.web.services import get_services, get_session
from directory.web.throttling import count_try, forget_tries
from directory.web.wording import gettext, ngettext


@with_password_given
def give_second_factor(signed: AccountSession) -> Response | str:
    """Ask for the code of the telephone, or for a recovery code."""
    if signed.account.totp_secret is None:
        asked = request.args.get("next", "")
        return redirect(url_for("account.set_up_second_factor", next=asked or None), 303)
    if signed.second_factor_at is not None:
        return go_on()
    form = CodeForm(request.form)
    if request.method == "GET":
        return _code_page(form)
    key = str(signed.account_id)
    try:
        count_try(Throttle.SECOND_FACTOR, key)
    except ThrottledError as error:
        return too_many_tries(error, form, _code_page)
    by = _let_further(signed, form.code.data or "")
    if by is EventKind.SECOND_FACTOR_REFUSED:
        form.code.errors = [gettext("Ce code n’est pas le bon, ou il a déjà servi.")]
        return _code_page(form)
    after_change()
    forget_tries(Throttle.SECOND_FACTOR, key)
    if by is EventKind.RECOVERY_CODE_USED:
        _warn_of_codes_left(signed)
    return redirect(asked_address(), 303)


@with_password_given
def set_up_second_factor(signed: AccountSession) -> Response | str:
    """Show a secret for the telephone, and take it once a code shows that it is there."""
    account = signed.account
    is_due = is_second_factor_due(signed)
    if account.totp_secret is not None and is_due:
        return redirect(url_for("account.give_second_factor"), 303)
    # Who may already go everywhere would raise the session of a browser left open.
    if not is_due and (page := confirmation_page(signed)) is not None:
        return page
    form = SetUpForm(request.form)
    if request.method == "GET":
        return _set_up_page(signed, form, make_secret())
    keys, clock, session = secret_keys(), get_services().clock, get_session()
    try:
        proposed = open_proposal(account, form.proposal.data or "", keys=keys, clock=clock)
        count_try(Throttle.SECOND_FACTOR, str(account.id))
    except EnrolmentNotValidError:
        warn(gettext("Ce QR code avait plus de trente minutes : en voici un autre."))
        return redirect(url_for("account.set_up_second_factor"), 303)
    except ThrottledError as error:
        return too_many_tries(error, form, lambda form: _set_up_page(signed, form, proposed))
    if not enrol(account, proposed, form.code.data or "", keys=keys, clock=clock):
        form.code.errors = [
            gettext(
                "Ce code n’est pas le bon. Attendez le suivant, et vérifiez l’heure du téléphone."
            )
        ]
        return _set_up_page(signed, form, proposed)
    codes = make_recovery_codes(session, account)
    record_own_act(session, EventKind.SECOND_FACTOR_SET, account.id, clock=clock)
    write_security_notice(account, EventKind.SECOND_FACTOR_SET)
    raise_session(signed, second_factor=True)
    session.commit()
    after_change()
    return _recovery_codes_page(codes)


@with_password_given
def renew_recovery_codes(signed: AccountSession) -> Response | str:
    """Replace the recovery codes by ten new ones, shown this once."""
    account, session = signed.account, get_session()
    if account.totp_secret is None or signed.second_factor_at is None:
        return redirect(url_for("account.give_second_factor"), 303)
    if (page := confirmation_page(signed)) is not None:
        return page
    if request.method == "GET":
        left = count_recovery_codes(session, account)
        return render_template("account/renew_recovery_codes.html", left=left)
    codes = make_recovery_codes(session, account)
    record_own_act(session, EventKind.RECOVERY_CODES_MADE, account.id, clock=get_services().clock)
    write_security_notice(account, EventKind.RECOVERY_CODES_MADE)
    session.commit()
    after_change()
    return _recovery_codes_page(codes)


def _let_further(signed: AccountSession, code: str) -> EventKind:
    """Check a code and raise the session; of two browsers with one code the second is refused."""
    session, by = get_session(), _way_of(signed, code)
    if by is EventKind.RECOVERY_CODE_USED:
        write_security_notice(signed.account, by)
    try:
        if by is not EventKind.SECOND_FACTOR_REFUSED:
            raise_session(signed, second_factor=True)
        session.commit()
    except StaleDataError:
        session.rollback()
        return EventKind.SECOND_FACTOR_REFUSED
    return by


def _way_of(signed: AccountSession, code: str) -> EventKind:
    """Tell what a code is: of the telephone, a recovery code, or neither; write it down."""
    session, clock, account = get_session(), get_services().clock, signed.account
    if accept_code(account, code, keys=secret_keys(), clock=clock):
        kind = EventKind.SECOND_FACTOR_GIVEN
    elif use_recovery_code(session, account, code, clock=clock):
        kind = EventKind.RECOVERY_CODE_USED
    else:
        kind = EventKind.SECOND_FACTOR_REFUSED
    record_own_act(session, kind, account.id, clock=clock)
    return kind


def _warn_of_codes_left(signed: AccountSession) -> None:
    warn(
        ngettext(
            "Il vous reste %(num)s code de secours.",
            "Il vous reste %(num)s codes de secours.",
            count_recovery_codes(get_session(), signed.account),
        )
    )


def _code_page(form: CodeForm) -> str:
    return render_template("account/give_second_factor.html", form=form)


def _set_up_page(signed: AccountSession, form: SetUpForm, proposed: str) -> str:
    account = signed.account
    form.proposal.data = seal_proposal(
        account, proposed, keys=secret_keys(), clock=get_services().clock
    )
    address = provisioning_address(proposed, account.email)
    return render_template(
        "account/set_up_second_factor.html",
        form=form,
        address=address,
        qr_code=qr_code(address),
        secret=spell(proposed),
    )


def _recovery_codes_page(codes: list[str]) -> str:
    return render_template(
        "account/outcomes/recovery_codes.html", codes=codes, following=asked_address()
    )
