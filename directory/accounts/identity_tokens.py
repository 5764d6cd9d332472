"""Signed tokens of another service: who signed them, for whom, until when (JWT, RFC 7519)."""

from collections.abc import Mapping

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import ClaimsOption

from directory.values.clock import Clock

LEEWAY_SECONDS = 60  # between the clocks of two services
_ALGORITHMS = ("RS256", "PS256", "ES256")  # neither « none » nor a secret that both sides hold

Claims = Mapping[str, object]


class TokenNotTrustedError(Exception):
    """A token that its service did not sign, or signed for somebody else or another moment."""


def claims_of_id_token(
    token: str, keys: Claims, *, issuer: str, client_id: str, nonce: str, clock: Clock
) -> Claims:
    """Give what an ID token says (OpenID Connect Core 3.1.3.7). Raises TokenNotTrustedError."""
    needed: dict[str, ClaimsOption] = {
        "exp": {"essential": True},
        "iat": {"essential": True},
        "nonce": {"essential": True, "value": nonce},
    }
    claims = _claims(token, keys, issuer=issuer, client_id=client_id, clock=clock, needed=needed)
    if claims.get("azp", client_id) != client_id:
        raise TokenNotTrustedError("azp")
    return claims


def claims_of_userinfo(
    token: str, keys: Claims, *, issuer: str, client_id: str, clock: Clock
) -> Claims:
    """Give what a signed UserInfo answer says (OpenID Connect Core 5.3.2).

    It may go without moments; those that it has are held. Raises TokenNotTrustedError.
    """
    return _claims(token, keys, issuer=issuer, client_id=client_id, clock=clock, needed={})


def _claims(
    token: str,
    keys: Claims,
    *,
    issuer: str,
    client_id: str,
    clock: Clock,
    needed: dict[str, ClaimsOption],
) -> Claims:
    rules = jwt.JWTClaimsRegistry(
        now=int(clock.now().timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        **needed,
    )
    try:
        key_set = KeySet.import_key_set(keys)  # type: ignore[arg-type] # checked inside
        claims = jwt.decode(token, key_set, algorithms=_ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise TokenNotTrustedError(str(error)) from error
    return claims
