"""A PostgreSQL server of the tests' own: made in a temporary folder, ended with them."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from directory.cli.loading import REFERENCE, load_folders
from directory.database import SessionFactory, make_session_factory, open_engine
from directory.migrations.schema import migrate
from directory.paths import DATA
from directory.values.clock import Clock
from tests.ports import free_port

_UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the SQLAlchemy address of an empty database; the server listens on loopback only."""
    binaries = _binaries()
    with TemporaryDirectory(prefix="postgresql-") as folder:
        data, port = Path(folder) / "data", free_port()
        user = _owner(Path(folder))
        _run(user, binaries / "initdb", "-D", data, "-A", "trust", "-U", "directory", "-E", "UTF8")
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port} -F"
        start = ("-D", data, "-o", options, "-l", Path(folder) / "log", "-w")
        _run(user, binaries / "pg_ctl", *start, "start")
        try:
            yield f"postgresql+psycopg://directory@127.0.0.1:{port}/postgres"
        finally:
            _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@contextmanager
def territory_on_postgresql(clock: Clock) -> Iterator[SessionFactory]:
    """Give the sessions of a database with the territory and the vocabulary."""
    with running_postgresql() as address:
        engine = open_engine(address)
        migrate(engine)
        factory = make_session_factory(engine)
        with factory() as session:
            load_folders(session, DATA, REFERENCE, clock=clock)
            session.commit()
        yield factory
        engine.dispose()


def _binaries() -> Path:
    """Find PostgreSQL's programs, where Debian puts them or on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    path = str(found[-1]) if found else shutil.which("initdb")
    if path is None:
        raise FileNotFoundError("PostgreSQL is not installed: see .ci/install-tools")
    return Path(path).parent


def _owner(folder: Path) -> int | None:
    """Give the folder to somebody who is not root; None when we are not root ourselves."""
    if os.getuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return user.pw_uid
    raise LookupError("PostgreSQL needs a user who is not root")


def _run(user: int | None, *command: object) -> None:
    subprocess.run(
        [str(part) for part in command],
        user=user,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
