"""Starting and ending the measured servers, and reading what their workers consumed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_SECONDS_TO_START = 180.0
_SECONDS_TO_END = 10.0


class ServerNotReadyError(RuntimeError):
    """A server ended, or did not answer, before it could be measured."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server on 127.0.0.1."""

    port: int
    workers: tuple[int, ...]

    def cpu_seconds(self) -> float:
        """Give the processor time that the workers took so far, user and system."""
        return sum(_cpu_ticks(worker) for worker in self.workers) / _TICKS_PER_SECOND


@contextmanager
def bare_server(log: Path, *, workers: int) -> Iterator[Server]:
    """Run the bare Flask route."""
    port = _free_port()
    command = [sys.executable, "-m", "bench.bare_site", str(port), str(workers)]
    with _running(command, port, log, path="/", environment={}) as server:
        yield server


@contextmanager
def directory_server(
    instance: Path, log: Path, *, workers: int, is_demo: bool, cache_megabytes: int | None = None
) -> Iterator[Server]:
    """Run `directory serve` on an instance, with its usual cache unless told otherwise."""
    port = _free_port()
    environment = {
        "DIRECTORY_INSTANCE": str(instance),
        "DIRECTORY_DEMO": "true" if is_demo else "false",
        "DIRECTORY_BASE_URL": f"http://127.0.0.1:{port}",
    }
    if cache_megabytes is not None:
        environment["DIRECTORY_CACHE_MEGABYTES"] = str(cache_megabytes)
    command = [sys.executable, "-m", "directory", "serve"]
    command += ["--port", str(port), "--workers", str(workers)]
    with _running(command, port, log, path="/readyz", environment=environment) as server:
        yield server


@contextmanager
def _running(
    command: list[str], port: int, log: Path, *, path: str, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Run a command in a session of its own, and end that session whatever happens."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("DIRECTORY_")
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            env={**inherited, **environment},
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, port, path, log)
        yield Server(port, tuple(_children(process.pid)))
    finally:
        _end(process)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                answer.read()
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    end = log.read_text(errors="replace")[-1_500:]
    raise ServerNotReadyError(f"Le serveur mesuré ne répond pas :\n{end}")


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_END)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stat_fields(pid: int) -> list[str]:
    """Give the fields of /proc/PID/stat that follow the name of the program."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu_ticks(pid: int) -> int:
    fields = _stat_fields(pid)
    return int(fields[11]) + int(fields[12])


def _children(parent: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            if int(_stat_fields(int(entry.name))[1]) == parent:
                yield int(entry.name)
