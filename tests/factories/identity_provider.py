"""A provider of identities on this machine that tells of people in a token, as ProConnect does.

Its ID token holds nothing but the subject; any code is good.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT_ID = "annuaire"
NONCE = "asked"
SUBJECT = "a1"

# Any: claims, as JSON holds them.
Claims = dict[str, Any]
Token = Callable[[Claims, RSAKey], str]


def signed(claims: Claims, key: RSAKey) -> str:
    """Sign as the provider does."""
    return jwt.encode({"alg": "RS256", "kid": "of-the-provider"}, claims, key)


@dataclass
class TellingProvider:
    """What the provider knows of its only person, and how it makes the token that says so."""

    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "of-the-provider"})
    )
    address: str = ""
    claims: Claims = field(default_factory=dict)
    token: Token = signed
    id_claims: Claims = field(default_factory=dict)  # more of the ID token
    moved: str = ""  # a path that leads on, to itself with « /moved » before it

    def answer(self, path: str) -> tuple[str, str]:
        """Give the media type and the body of an answer."""
        who = {"iss": self.address, "aud": CLIENT_ID, "sub": SUBJECT}
        if path == "/userinfo":
            return "application/jwt; charset=utf-8", self.token({**who, **self.claims}, self.key)
        now = int(time.time())
        id_token = signed(
            {**who, "iat": now, "exp": now + 60, "nonce": NONCE, **self.id_claims}, self.key
        )
        answers: dict[str, object] = {
            "/.well-known/openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
                "scopes_supported": ["openid", "email", "given_name", "usual_name", "siret"],
            },
            "/token": {"access_token": "access", "token_type": "Bearer", "id_token": id_token},
            "/jwks": KeySet([self.key]).as_dict(private=False),
        }
        return "application/json", json.dumps(answers[path])


@contextmanager
def telling_provider() -> Iterator[TellingProvider]:
    """Run a provider over real HTTP, on this machine only."""
    provider = TellingProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == provider.moved:
                self.send_response(302)
                self.send_header("Location", f"/moved{self.path}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            media_type, body = provider.answer(self.path.removeprefix("/moved"))
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_words: object) -> None:
            """Say nothing in the middle of the tests' report."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
