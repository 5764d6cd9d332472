"""Signing in with another service that knows people: OpenID Connect, authorization code and PKCE.

Pro Santé Connect and ProConnect are such services. OpenID Connect Core 1.0, section 3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

# Authlib has no types; what leaves this module has.
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from directory.values.clock import Clock

_SCOPE = "openid email profile"
_TIMEOUT_SECONDS = 10
_LEEWAY_SECONDS = 60
_ALGORITHMS = ("RS256", "PS256", "ES256")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")

Claims = Mapping[str, object]


class IdentityRefusedError(Exception):
    """The other service did not say who it is, or not in a way that can be trusted."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is for the other service; `subject` never changes, an e-mail may."""

    subject: str
    email: str | None  # only when the service says that it is verified
    name: str
    means: frozenset[str]  # the codes acr and amr: how the person was recognised


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

        Raises IdentityRefusedError when the service does not answer.
        """
        more = {"prompt": "login"} if anew else {}
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
            claims = self._checked_claims(service, str(token["id_token"]), nonce, clock)
            if "email" not in claims and "userinfo_endpoint" in service:
                claims = {**self._more_claims(client, service, claims), **claims}
        except (OAuthError, requests.RequestException, KeyError, ValueError) as error:
            raise IdentityRefusedError from error
        return _identity(self.issuer, claims)

    def _client(self, service: Claims) -> OAuth2Session:
        ways = service.get("token_endpoint_auth_methods_supported")
        only_post = isinstance(ways, list) and "client_secret_basic" not in ways
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope=_SCOPE,
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

    def _checked_claims(self, service: Claims, id_token: str, nonce: str, clock: Clock) -> Claims:
        """Check the signature, for whom and until when the token is, and that it answers us."""
        rules = jwt.JWTClaimsRegistry(
            now=int(clock.now().timestamp()),
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        keys = _read(self._endpoint(service, "jwks_uri"))
        try:
            key_set = KeySet.import_key_set(keys)  # type: ignore[arg-type] # checked inside
            claims = jwt.decode(id_token, key_set, algorithms=_ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise IdentityRefusedError from error
        if claims.get("azp", self.client_id) != self.client_id:
            raise IdentityRefusedError
        return claims

    def _more_claims(self, client: OAuth2Session, service: Claims, known: Claims) -> Claims:
        response = client.get(self._endpoint(service, "userinfo_endpoint"))
        response.raise_for_status()
        claims: Claims = response.json()
        if claims.get("sub") != known["sub"]:
            raise IdentityRefusedError
        return claims


def _identity(issuer: str, claims: Claims) -> Identity:
    email = claims.get("email")
    is_verified = claims.get("email_verified") is True
    amr = claims.get("amr")
    means = {str(mean) for mean in amr} if isinstance(amr, list) else set()
    if "acr" in claims:
        means.add(str(claims["acr"]))
    return Identity(
        subject=f"{issuer} {claims['sub']}",
        email=email.lower() if isinstance(email, str) and is_verified else None,
        name=str(claims.get("name") or ""),
        means=frozenset(means),
    )


def _read(address: str) -> Claims:
    try:
        response = requests.get(_safe(address), timeout=_TIMEOUT_SECONDS, allow_redirects=False)
        response.raise_for_status()
        answer = response.json()
    except requests.RequestException as error:
        raise IdentityRefusedError from error
    if not isinstance(answer, dict):
        raise IdentityRefusedError
    return answer


def _safe(address: str) -> str:
    """Give back an address that secrets may be sent to: encrypted, or on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
        raise IdentityRefusedError
    return address
