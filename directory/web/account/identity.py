"""Signing in with another service: leaving for it, coming back from it."""

from flask import render_template, request
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_event
from directory.accounts.identity_linking import IdentityTakenError
from directory.accounts.identity_provider import Identity, IdentityRefusedError
from directory.accounts.identity_sign_in import account_of_identity, counts_as_second_factor
from directory.accounts.models.account import Account
from directory.accounts.throttling import ThrottledError
from directory.web.account.arrival import go_on_to, let_in, raise_session
from directory.web.account.forms import SignInForm
from directory.web.account.identity_linking import propose_link, refuse_link
from directory.web.account.identity_trip import chosen_provider, depart, end_trip
from directory.web.account.too_many import too_many_tries
from directory.web.notices import warn
from directory.web.services import get_services, get_session
from directory.web.signed_session import get_signed_session
from directory.web.wording import gettext


def start_identity() -> Response | str:
    """Leave for the other service, with what shows on the way back that it was us."""
    try:
        return depart(asked=request.args.get("next", ""))
    except ThrottledError as error:
        return too_many_tries(error, SignInForm(), _page)
    except IdentityRefusedError:
        return _refused("unreachable")


def finish_identity() -> Response | str:
    """Come back with a code, and be let in if the account is known."""
    chosen_provider()
    trip = end_trip()
    if trip is None or not trip.is_answered():
        return _refused("state")
    try:
        identity = trip.identify()
    except IdentityRefusedError:
        return refuse_link() if trip.links else _refused("identity")
    if trip.links:
        return propose_link(identity, account_id=trip.links)
    try:
        account = account_of_identity(get_session(), identity, clock=get_services().clock)
    except IdentityTakenError:
        account = None
    if account is None:
        return _refused("unknown")
    _let_in(account, identity, confirmed=trip.has_shown_anew(identity))
    get_session().commit()
    return go_on_to(trip.next)


def _let_in(account: Account, identity: Identity, *, confirmed: bool) -> None:
    """Open a session, or go on with the one that this browser has for the same account."""
    accepted = get_services().settings.oidc_second_factors
    is_strong = counts_as_second_factor(identity, accepted)
    signed = get_signed_session()
    if signed is not None and signed.account_id == account.id:
        raise_session(signed, second_factor=is_strong, confirmed=confirmed)
        if not confirmed:
            warn(
                gettext("Ce service n’a pas redemandé qui vous êtes : rien n’est encore confirmé.")
            )
    else:
        let_in(account, by="identity", second_factor=is_strong, confirmed=confirmed)


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
            "adresse e-mail. Si vous avez déjà un mot de passe ici, connectez-vous avec lui, puis "
            "reliez ce service depuis « Mon compte »."
        )
    )
    return _page(form)


def _page(form: SignInForm) -> str:
    return render_template("account/sign_in.html", form=form)
