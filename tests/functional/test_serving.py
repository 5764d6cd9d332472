"""The server itself: a taken port is refused, a dead worker replaced, no orphan left."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@dataclass
class Server:
    """A running `directory serve` and where it answers."""

    process: subprocess.Popen[bytes]
    port: int

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/healthz", timeout=2
            ) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@pytest.fixture
def environment(real_instance: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a server on a copy of the real instance, on a free port."""
    shutil.copytree(real_instance, tmp_path / "instance")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return os.environ | {
        "DIRECTORY_INSTANCE": str(tmp_path / "instance"),
        "DIRECTORY_PORT": str(port),
        "DIRECTORY_WORKERS": "2",
    }


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    """A server that answers, ended with the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "directory", "serve"], cwd=ROOT, env=environment
    )
    server = Server(process, int(environment["DIRECTORY_PORT"]))
    wait_until(server.answers)
    workers = server.workers()
    yield server
    process.terminate()
    process.wait(PATIENCE_SECONDS)
    assert not [worker for worker in workers if is_alive(worker)]


def test_a_port_where_somebody_listens_is_refused(
    server: Server, environment: dict[str, str]
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "directory", "serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )

    assert second.returncode == 1
    assert "choisissez un autre port" in second.stderr
    assert server.answers()


def test_a_worker_that_dies_is_replaced(server: Server) -> None:
    victims = server.workers()

    for victim in victims:
        os.kill(victim, signal.SIGKILL)

    wait_until(lambda: server.answers() and not set(server.workers()) & set(victims))


def test_workers_leave_when_their_server_is_killed(server: Server) -> None:
    workers = server.workers()
    assert workers

    server.process.kill()

    wait_until(lambda: not [worker for worker in workers if is_alive(worker)])


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.1)
