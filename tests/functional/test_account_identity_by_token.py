"""A provider that tells of people in a token which it signs, as ProConnect does."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from directory.accounts.identity_provider import Identity, IdentityProvider, IdentityRefusedError
from directory.values.clock import SystemClock
from tests.factories.identity_provider import (
    CLIENT_ID,
    NONCE,
    SUBJECT,
    Claims,
    TellingProvider,
    Token,
    signed,
    telling_provider,
)

EMAIL = "animation@exemple.example"
BACK = "https://annuaire.example/compte/identite/retour"
VERIFIER = "v" * 43
STRANGERS_KEY = RSAKey.generate_key(2048)


@pytest.fixture(scope="module")
def shared_provider() -> Iterator[TellingProvider]:
    """A provider that runs as long as these tests."""
    with telling_provider() as provider:
        yield provider


@pytest.fixture
def provider(shared_provider: TellingProvider) -> TellingProvider:
    """The same: it knows a verified address, and signs as it should until told otherwise."""
    shared_provider.claims = {"email": EMAIL, "email_verified": True}
    shared_provider.token = signed
    shared_provider.id_claims = {}
    shared_provider.moved = ""
    return shared_provider


def client_of(provider: TellingProvider) -> IdentityProvider:
    """Give the provider as our settings name it."""
    return IdentityProvider(provider.address, CLIENT_ID, "essai", BACK)


def identity_of(provider: TellingProvider) -> Identity:
    """Come back from the provider with a code."""
    return client_of(provider).identify("code", nonce=NONCE, verifier=VERIFIER, clock=SystemClock())


def part(content: object) -> str:
    """Write a part of a token."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def tampered(claims: Claims, key: RSAKey) -> str:
    """Put somebody else's address into a token that was signed."""
    header, _, signature = signed(claims, key).split(".")
    return ".".join((header, part({**claims, "email": "autre@exemple.example"}), signature))


def unsigned(claims: Claims, _key: RSAKey) -> str:
    """Say that no signature is needed."""
    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


def by_a_stranger(claims: Claims, _key: RSAKey) -> str:
    """Sign with another key, under the name of the provider's."""
    return signed(claims, STRANGERS_KEY)


def for_another(claims: Claims, key: RSAKey) -> str:
    """Sign for another site."""
    return signed({**claims, "aud": "un-autre-site"}, key)


def for_nobody(claims: Claims, key: RSAKey) -> str:
    """Sign without saying for whom."""
    return signed({name: value for name, value in claims.items() if name != "aud"}, key)


def of_another_issuer(claims: Claims, key: RSAKey) -> str:
    """Sign under another provider's name."""
    return signed({**claims, "iss": "https://ailleurs.example"}, key)


def of_somebody_else(claims: Claims, key: RSAKey) -> str:
    """Tell of another person than the ID token does."""
    return signed({**claims, "sub": "b2"}, key)


def too_old(claims: Claims, key: RSAKey) -> str:
    """Sign what ended long ago."""
    return signed({**claims, "exp": 1_000_000_000}, key)


def no_token(_claims: Claims, _key: RSAKey) -> str:
    """Answer words."""
    return "bonjour"


def test_who_the_provider_knows_is_read_from_its_token(provider: TellingProvider) -> None:
    provider.claims = {
        "email": EMAIL.upper(),
        "email_verified": True,
        "given_name": "Prénom",
        "usual_name": "Nom",
    }

    identity = identity_of(provider)

    assert identity.subject == f"{provider.address} {SUBJECT}"
    assert (identity.email, identity.name) == (EMAIL, "Prénom Nom")


def test_an_address_that_the_token_does_not_call_verified_is_none(
    provider: TellingProvider,
) -> None:
    provider.claims = {"email": EMAIL}

    assert identity_of(provider).email is None


@pytest.mark.parametrize(
    "token",
    [
        tampered,
        unsigned,
        by_a_stranger,
        for_another,
        for_nobody,
        of_another_issuer,
        of_somebody_else,
        too_old,
        no_token,
    ],
)
def test_a_token_that_cannot_be_trusted_is_refused(provider: TellingProvider, token: Token) -> None:
    provider.token = token

    with pytest.raises(IdentityRefusedError):
        identity_of(provider)


def test_the_moment_of_asking_is_read_from_the_id_token_only(provider: TellingProvider) -> None:
    provider.claims = {"email": EMAIL, "auth_time": int(SystemClock().now().timestamp())}

    assert identity_of(provider).authenticated_at is None


@pytest.mark.parametrize(("authorized", "is_taken"), [(CLIENT_ID, True), ("un-autre", False)])
def test_an_id_token_that_was_made_for_another_party_is_refused(
    provider: TellingProvider, authorized: str, is_taken: bool
) -> None:
    provider.id_claims = {"aud": [CLIENT_ID, "un-autre"], "azp": authorized}

    if is_taken:
        assert identity_of(provider).subject.endswith(SUBJECT)
    else:
        with pytest.raises(IdentityRefusedError):
            identity_of(provider)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks"])
def test_a_provider_that_leads_on_elsewhere_is_not_followed(
    provider: TellingProvider, path: str
) -> None:
    provider.moved = path

    with pytest.raises(IdentityRefusedError):
        identity_of(provider)


def test_nothing_is_asked_that_the_provider_does_not_offer(provider: TellingProvider) -> None:
    departure = client_of(provider).depart(nonce=NONCE, verifier=VERIFIER, anew=False)

    asked = parse_qs(urlsplit(departure.address).query)["scope"]
    assert asked == ["openid email given_name usual_name"]
