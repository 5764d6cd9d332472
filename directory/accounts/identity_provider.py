"""Signing in with another service that knows people: OpenID Connect, authorization code and PKCE.

Pro Santé Connect and ProConnect are such services. OpenID Connect Core 1.0, section 3.1.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import requests

# Authlib has no types; what leaves this module has.
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]

from directory.accounts.identity_tokens import (
    Claims,
    TokenNotTrustedError,
    claims_of_id_token,
    claims_of_userinfo,
)
from directory.values.clock import Clock

_USUAL_SCOPES = ("openid", "email", "profile")
_SCOPES = (*_USUAL_SCOPES, "given_name", "usual_name")  # ProConnect names the two by themselves
_TIMEOUT_SECONDS = 10
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class IdentityRefusedError(Exception):
    """The other service did not say who it is, or not in a way that can be trusted."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is for the other service; `subject` never changes, an e-mail may."""

    subject: str
    email: str | None  # only when the service says that it is verified
    name: str
    means: frozenset[str]  # the codes acr and amr: how the person was recognised
    authenticated_at: datetime | None = None  # to the second; None when the service does not say


@dataclass(frozen=True, slots=True)
class Departure:
    """What the browser takes to the other service, and what must come back unchanged."""

    address: str
    state: str


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """One service, as the settings name it; `comes_back_to` is our own address, whole."""

    issuer: str
    client_id: str
    client_secret: str
    comes_back_to: str

    def depart(self, *, nonce: str, verifier: str, anew: bool) -> Departure:
        """Give the address to go to; `anew` asks for the password even of who is known there.

        The browser may take that wish out of the address: only `authenticated_at` tells whether it
        was granted, and `max_age` obliges the service to say it. Raises IdentityRefusedError when
        the service does not answer.
        """
        more = {"prompt": "login", "max_age": "0"} if anew else {}
        service = self._discover()
        address, state = self._client(service).create_authorization_url(
            self._endpoint(service, "authorization_endpoint"),
            nonce=nonce,
            code_verifier=verifier,
            **more,
        )
        return Departure(address, state)

    def identify(self, code: str, *, nonce: str, verifier: str, clock: Clock) -> Identity:
        """Exchange the code that the browser brought back. Raises IdentityRefusedError."""
        service = self._discover()
        client = self._client(service)
        try:
            token = client.fetch_token(
                self._endpoint(service, "token_endpoint"), code=code, code_verifier=verifier
            )
            keys = _read(self._endpoint(service, "jwks_uri"))
            claims = claims_of_id_token(
                str(token["id_token"]),
                keys,
                issuer=self.issuer,
                client_id=self.client_id,
                nonce=nonce,
                clock=clock,
            )
            authenticated_at = _moment(claims.get("auth_time"))  # from what the service signed
            if "email" not in claims and "userinfo_endpoint" in service:
                response = client.get(self._endpoint(service, "userinfo_endpoint"))
                claims = {**self._more_claims(response, keys, claims, clock), **claims}
        except (
            OAuthError, requests.RequestException, TokenNotTrustedError, KeyError, ValueError,
        ) as error:  # fmt: skip
            raise IdentityRefusedError from error
        return _identity(self.issuer, claims, authenticated_at)

    def _client(self, service: Claims) -> OAuth2Session:
        ways = service.get("token_endpoint_auth_methods_supported")
        only_post = isinstance(ways, list) and "client_secret_basic" not in ways
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope=_scope(service),
            redirect_uri=self.comes_back_to,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post" if only_post else "client_secret_basic",
            default_timeout=_TIMEOUT_SECONDS,
        )

    def _discover(self) -> Claims:
        service = _read(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if service.get("issuer") != self.issuer:
            raise IdentityRefusedError
        return service

    def _endpoint(self, service: Claims, name: str) -> str:
        return _safe(str(service.get(name, "")))

    def _more_claims(
        self, response: requests.Response, keys: Claims, known: Claims, clock: Clock
    ) -> Claims:
        """Read what the service tells of the person: as JSON, or as a token that it signed."""
        response.raise_for_status()
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        claims: Claims
        if media_type == "application/jwt":
            claims = claims_of_userinfo(
                response.text, keys, issuer=self.issuer, client_id=self.client_id, clock=clock
            )
        else:
            claims = _object(response)
        if claims.get("sub") != known["sub"]:
            raise IdentityRefusedError
        return claims


def _identity(issuer: str, claims: Claims, authenticated_at: datetime | None) -> Identity:
    email = claims.get("email")
    is_verified = claims.get("email_verified") is True
    amr = claims.get("amr")
    means = {str(mean) for mean in amr} if isinstance(amr, list) else set()
    if "acr" in claims:
        means.add(str(claims["acr"]))
    return Identity(
        subject=f"{issuer} {claims['sub']}",
        email=email.lower() if isinstance(email, str) and is_verified else None,
        name=str(claims.get("name") or "")
        or " ".join(str(claims[part]) for part in ("given_name", "usual_name") if claims.get(part)),
        means=frozenset(means),
        authenticated_at=authenticated_at,
    )


def _moment(seconds: object) -> datetime | None:
    """Read a moment as tokens write it; what is no number of our times says nothing."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _read(address: str) -> Claims:
    try:
        response = requests.get(_safe(address), timeout=_TIMEOUT_SECONDS, allow_redirects=False)
        response.raise_for_status()
        return _object(response)
    except requests.RequestException as error:
        raise IdentityRefusedError from error


def _object(response: requests.Response) -> Claims:
    answer = response.json()
    if not isinstance(answer, dict):
        raise IdentityRefusedError
    return answer


def _scope(service: Claims) -> str:
    """Ask only for what the service says that it gives; some refuse anything else."""
    offered = service.get("scopes_supported")
    if not isinstance(offered, list):
        return " ".join(_USUAL_SCOPES)
    return " ".join(scope for scope in _SCOPES if scope == "openid" or scope in offered)


def _safe(address: str) -> str:
    """Give back an address that secrets may be sent to: encrypted, or on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
        raise IdentityRefusedError
    return address
