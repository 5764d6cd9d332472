"""The way to the other service and back, with what the browser keeps meanwhile."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import abort, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from directory.accounts.identity_provider import Identity, IdentityProvider
from directory.accounts.identity_tokens import LEEWAY_SECONDS
from directory.accounts.keys import make_token
from directory.accounts.throttling import Throttle
from directory.web.services import get_services
from directory.web.signed_session import get_signed_session
from directory.web.templating import absolute_url
from directory.web.throttling import count_try

LIFETIME = timedelta(minutes=10)
_KEPT = "identity"


@dataclass(frozen=True, slots=True)
class Trip:
    """A way that was begun: the page asked for, or the account that shall be linked."""

    state: str
    nonce: str
    verifier: str
    next: str
    links: str  # the id of an account, empty when somebody signs in
    at: int

    def is_answered(self) -> bool:
        """Tell whether this request is the answer to it, soon enough."""
        brought = request.args.get("state", "")
        is_same = hmac.compare_digest(self.state.encode(), brought.encode())
        age = get_services().clock.now().timestamp() - self.at
        return bool(self.state) and is_same and age <= LIFETIME.total_seconds()

    def identify(self) -> Identity:
        """Exchange the code of this request. Raises IdentityRefusedError."""
        return chosen_provider().identify(
            request.args.get("code", ""),
            nonce=self.nonce,
            verifier=self.verifier,
            clock=get_services().clock,
        )

    def has_shown_anew(self, identity: Identity) -> bool:
        """Tell whether the other service asked who it is since this browser left for it.

        Otherwise it only knew the browser again: that lets in, and confirms nothing.
        """
        left_at = datetime.fromtimestamp(self.at - LEEWAY_SECONDS, UTC)
        return identity.authenticated_at is not None and identity.authenticated_at >= left_at


def depart(*, asked: str = "", links: str = "") -> Response:
    """Leave for the other service. Raises ThrottledError and IdentityRefusedError."""
    provider = chosen_provider()
    count_try(Throttle.SIGN_IN_ADDRESS)
    nonce, verifier = make_token(), make_token()
    departure = provider.depart(
        nonce=nonce, verifier=verifier, anew=get_signed_session() is not None
    )
    cookie[_KEPT] = {
        "state": departure.state,
        "nonce": nonce,
        "verifier": verifier,
        "next": asked,
        "links": links,
        "at": int(get_services().clock.now().timestamp()),
    }
    return redirect(departure.address, 303)


def end_trip() -> Trip | None:
    """Take back what the browser kept: it serves once."""
    kept = cookie.pop(_KEPT, None)
    return Trip(**kept) if isinstance(kept, dict) else None


def chosen_provider() -> IdentityProvider:
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
