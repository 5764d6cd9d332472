"""A real provider of identities beside the tests (oidc-provider-mock), and the way through it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

from directory.settings import Settings

START, BACK = "/compte/identite", "/compte/identite/retour"
_PATIENCE_SECONDS = 20


@contextmanager
def running_provider() -> Iterator[str]:
    """Run a provider on this machine and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()


def with_provider(settings: Settings, address: str) -> Settings:
    """Give the settings of a site where people may sign in with a provider."""
    return settings.model_copy(
        update={
            "oidc_issuer": address,
            "oidc_client_id": "annuaire",
            "oidc_client_secret": SecretStr("secret-of-this-test"),
            "oidc_label": "Se connecter avec Exemple Connect",
            "oidc_second_factors": ("mfa", "eidas2"),
        }
    )


def know(provider: str, subject: str, **claims: object) -> None:
    """Have the provider know somebody."""
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=5).raise_for_status()


def come_back(client: FlaskClient, subject: str, *, start: str = START) -> TestResponse:
    """Leave for the provider, say who one is there, and come back."""
    return client.get(answer_of_provider(client, subject, start=start))


def answer_of_provider(client: FlaskClient, subject: str, *, start: str = START) -> str:
    """Give the address on our site that the provider sends the browser back to."""
    departure = client.get(start).location
    answer = requests.post(
        departure, data={"sub": subject}, allow_redirects=False, timeout=5
    ).headers["Location"]
    parts = urlsplit(answer)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"https://annuaire.example{BACK}"
    return f"{parts.path}?{parts.query}"


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            requests.get(address, timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
