"""A real `directory serve` that can be killed at any moment, and a person signed in to it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from directory.accounts.roles import Role
from directory.app import create_app
from directory.database import make_session_factory, open_engine
from directory.settings import Settings
from directory.values.clock import SystemClock
from tests.conftest import make_settings
from tests.factories.accounts import csrf_token, make_account, sign_in

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
SECRET_KEY = "k" * 64


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    status: int
    text: str
    location: str


@dataclass(frozen=True)
class SignedIn:
    """The cookie and the form token of a regional administrator."""

    cookie: str
    csrf_token: str


@dataclass
class ServedSite:
    """The server of one instance."""

    instance: Path
    workers: int = 1
    port: int = field(init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        with socket.create_server((HOST, 0)) as probe:
            self.port = probe.getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def settings(self) -> Settings:
        return make_settings(
            self.instance,
            base_url=self.address,
            trusted_hosts=(HOST,),
            secret_key=SECRET_KEY,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        environment = os.environ | {
            "DIRECTORY_INSTANCE": str(self.instance),
            "DIRECTORY_PORT": str(self.port),
            "DIRECTORY_WORKERS": str(self.workers),
            "DIRECTORY_BASE_URL": self.address,
            "DIRECTORY_SECRET_KEY": SECRET_KEY,
            "DIRECTORY_LOG_LEVEL": "ERROR",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "directory", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            assert self.process.poll() is None, "the server left"
            assert time.monotonic() < deadline, "the server never answered"
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut would."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # it left by itself
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def answers(self) -> bool:
        try:
            return self.ask("/readyz").status == 200
        except OSError:
            return False

    def ask(
        self,
        path: str,
        *,
        who: SignedIn | None = None,
        data: Sequence[tuple[str, str]] | None = None,
    ) -> Answer:
        """Get a page, or post a form; raises OSError when the connection breaks."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        headers = {} if who is None else {"Cookie": who.cookie}
        body = None
        if data is not None:
            token = [] if who is None else [("csrf_token", who.csrf_token)]
            fields = [pair for pair in data if pair[0] != "csrf_token"]
            body = urllib.parse.urlencode([*fields, *token])
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.address,
            }
        try:
            connection.request("GET" if data is None else "POST", path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            return Answer(response.status, text, response.headers.get("Location", ""))
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            connection.close()

    def sign_somebody_in(self) -> SignedIn:
        """Make a regional administrator whose browser is signed in."""
        settings = self.settings
        app = create_app(settings)
        client = app.test_client()
        engine = open_engine(settings.database_address)
        with make_session_factory(engine)() as session:
            account = make_account(session, role=Role.REGIONAL_ADMIN, filieres=())
            sign_in(client, session, account, clock=SystemClock())
        token = csrf_token(client)
        engine.dispose()
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        assert cookie is not None
        return SignedIn(f"{name}={cookie.value}", token)
