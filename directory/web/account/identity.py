"""Signing in with another service: leaving for it, coming back from it."""

import hmac
from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_event
from directory.accounts.identity_provider import (
    Identity,
    IdentityProvider,
    IdentityRefusedError,
)
from directory.accounts.identity_sign_in import account_of_identity, counts_as_second_factor
from directory.accounts.keys import make_token
from directory.accounts.models.account import Account
from directory.accounts.throttling import Throttle, ThrottledError
from directory.web.account.arrival import go_on_to, let_in, raise_session
from directory.web.account.forms import SignInForm
from directory.web.account.too_many import too_many_tries
from directory.web.services import get_services, get_session
from directory.web.signed_session import get_signed_session
from directory.web.templating import absolute_url
from directory.web.throttling import count_try
from directory.web.wording import gettext

_KEPT = "identity"
_LIFETIME = timedelta(minutes=10)


def start_identity() -> Response | str:
    """Leave for the other service, with what shows on the way back that it was us."""
    provider, form = _provider(), SignInForm()
    try:
        count_try(Throttle.SIGN_IN_ADDRESS)
        nonce, verifier = make_token(), make_token()
        departure = provider.depart(
            nonce=nonce, verifier=verifier, anew=get_signed_session() is not None
        )
    except ThrottledError as error:
        return too_many_tries(error, form, _page)
    except IdentityRefusedError:
        return _refused("unreachable")
    cookie[_KEPT] = {
        "state": departure.state,
        "nonce": nonce,
        "verifier": verifier,
        "next": request.args.get("next", ""),
        "at": int(get_services().clock.now().timestamp()),
    }
    return redirect(departure.address, 303)


def finish_identity() -> Response | str:
    """Come back with a code, and be let in if the account is known."""
    provider, clock = _provider(), get_services().clock
    kept: dict[str, object] = cookie.pop(_KEPT, None) or {}
    if not _is_our_answer(kept):
        return _refused("state")
    try:
        identity = provider.identify(
            request.args.get("code", ""),
            nonce=str(kept["nonce"]),
            verifier=str(kept["verifier"]),
            clock=clock,
        )
    except IdentityRefusedError:
        return _refused("identity")
    account = account_of_identity(get_session(), identity, clock=clock)
    if account is None:
        return _refused("unknown")
    _let_in(account, identity)
    get_session().commit()
    return go_on_to(str(kept["next"]))


def _let_in(account: Account, identity: Identity) -> None:
    """Open a session, or confirm the one that this browser has for the same account."""
    accepted = get_services().settings.oidc_second_factors
    is_strong = counts_as_second_factor(identity, accepted)
    signed = get_signed_session()
    if signed is not None and signed.account_id == account.id:
        raise_session(signed, second_factor=is_strong)
    else:
        let_in(account, by="identity", second_factor=is_strong)


def _is_our_answer(kept: dict[str, object]) -> bool:
    sent, brought = str(kept.get("state", "")), request.args.get("state", "")
    age = get_services().clock.now().timestamp() - float(str(kept.get("at", 0)))
    is_same = bool(sent) and hmac.compare_digest(sent.encode(), brought.encode())
    return is_same and age <= _LIFETIME.total_seconds()


def _refused(reason: str) -> str:
    """Say that it did not work, without telling whether there is an account."""
    session = get_session()
    session.rollback()
    record_event(
        session,
        EventKind.SIGN_IN_REFUSED,
        account_id=None,
        clock=get_services().clock,
        detail={"by": "identity", "reason": reason},
    )
    session.commit()
    form = SignInForm()
    form.form_errors.append(
        gettext(
            "La connexion par ce service n’a pas abouti. Il faut y avoir été invité avec la même "
            "adresse e-mail."
        )
    )
    return _page(form)


def _page(form: SignInForm) -> str:
    return render_template("account/sign_in.html", form=form)


def _provider() -> IdentityProvider:
    """Give the service of the settings; without one these pages do not exist."""
    settings = get_services().settings
    if not settings.oidc_issuer:
        abort(404)
    return IdentityProvider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        absolute_url(url_for("account.finish_identity")),
    )
