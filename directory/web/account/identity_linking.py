"""Linking one's account to another service: who one is there is shown before it is kept."""

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind
from directory.accounts.identity_linking import IdentityTakenError, OnlyWayInError
from directory.accounts.identity_linking import link_identity as link
from directory.accounts.identity_linking import unlink_identity as unlink
from directory.accounts.identity_provider import Identity, IdentityRefusedError
from directory.accounts.permissions import Permission
from directory.accounts.throttling import ThrottledError
from directory.web.account.identity_trip import LIFETIME, chosen_provider, depart
from directory.web.account.signed_in import this_session
from directory.web.account_letters import write_security_notice
from directory.web.after_response import after_change
from directory.web.confirmation import requires_confirmation
from directory.web.notices import say, warn
from directory.web.permissions import requires
from directory.web.services import get_services, get_session
from directory.web.signed_session import get_signed_session
from directory.web.wording import gettext

_PROPOSED = "identity_to_link"


@requires(Permission.OWN_ACCOUNT)
@requires_confirmation
def start_linking() -> Response:
    """Leave for the other service; nothing is linked before `link_identity`'s form is sent."""
    try:
        return depart(links=str(this_session().account_id))
    except (ThrottledError, IdentityRefusedError):
        return refuse_link()


def propose_link(identity: Identity, *, account_id: str) -> Response:
    """Keep who came back from the other service, for the page that asks whether to link."""
    signed = get_signed_session()
    if signed is None or str(signed.account_id) != account_id:
        return refuse_link()
    cookie[_PROPOSED] = {
        "account_id": account_id,
        "subject": identity.subject,
        "name": identity.name,
        "email": identity.email,
        "at": int(get_services().clock.now().timestamp()),
    }
    return redirect(url_for("account.link_identity"), 303)


@requires(Permission.OWN_ACCOUNT)
@requires_confirmation
def link_identity() -> Response | str:
    """Show who one is for the other service, and link the account once that is confirmed."""
    chosen_provider()
    signed, session = this_session(), get_session()
    identity = _proposed_to(str(signed.account_id))
    if identity is None:
        return refuse_link()
    if request.method == "GET":
        return render_template("account/link_identity.html", identity=identity)
    cookie.pop(_PROPOSED)
    try:
        link(session, signed.account, identity, clock=get_services().clock)
    except IdentityTakenError:
        session.rollback()
        warn(gettext("Cette identité ouvre déjà un autre compte : elle n’a pas été reliée."))
        return _back()
    write_security_notice(signed.account, EventKind.IDENTITY_LINKED)
    session.commit()
    after_change()
    say(gettext("Votre compte est relié : vous pouvez vous connecter par ce service."))
    return _back()


@requires(Permission.OWN_ACCOUNT)
@requires_confirmation
def unlink_identity() -> Response:
    """Take the link away; who has no password chooses one first."""
    signed, session = this_session(), get_session()
    if signed.account.identity_subject is None:
        return _back()
    try:
        unlink(session, signed.account, clock=get_services().clock, kept_session=signed.id)
    except OnlyWayInError:
        warn(gettext("Choisissez d’abord un mot de passe : sans lui, plus rien n’ouvrirait."))
        return redirect(url_for("account.change_own_password"), 303)
    write_security_notice(signed.account, EventKind.IDENTITY_UNLINKED)
    session.commit()
    after_change()
    say(
        gettext(
            "Votre compte n’est plus relié à ce service, et vos autres appareils sont déconnectés."
        )
    )
    return _back()


def refuse_link() -> Response:
    """Say that nothing was linked."""
    warn(gettext("Votre compte n’a pas été relié à ce service. Vous pouvez recommencer."))
    return _back()


def _proposed_to(account_id: str) -> Identity | None:
    """Give the identity that this browser brought back a few minutes ago for this account."""
    kept = cookie.get(_PROPOSED)
    if not isinstance(kept, dict) or kept["account_id"] != account_id:
        return None
    age = get_services().clock.now().timestamp() - kept["at"]
    if age > LIFETIME.total_seconds():
        return None
    return Identity(kept["subject"], kept["email"], kept["name"], frozenset())


def _back() -> Response:
    return redirect(url_for("account.show_account"), 303)
