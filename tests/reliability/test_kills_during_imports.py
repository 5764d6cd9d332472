"""An import is killed at any moment: all of its rows are there, or none.

KILLS_OF_IMPORTS=50 asks for the long run.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

from directory.database import make_session_factory, open_engine
from directory.search import indexing
from tests.conftest import make_settings
from tests.reliability.importing_process import ROWS
from tests.reliability.served_site import ROOT, ServedSite

KILLS = int(os.environ.get("KILLS_OF_IMPORTS", "5"))


def test_a_killed_import_has_written_all_or_nothing(site: ServedSite) -> None:
    chance = random.Random(KILLS)  # noqa: S311 (moments of kills, not secrets)
    opened: set[str] = set()
    applied: set[str] = set()

    for _kill in range(KILLS):
        for line in import_and_kill(site.instance, after=chance.uniform(0.0, 3.0)):
            word, _, run = line.partition(" ")
            (opened if word == "open" else applied).add(run)

    written = {run: rows_of(site.instance, run) for run in opened}
    assert set(written.values()) <= {0, ROWS}
    assert all(written[run] == ROWS for run in applied)
    for run, rows in written.items():
        assert state_of(site.instance, run) == ("APPLIED" if rows else "READ")
    unfinished = len(opened) - len(applied)
    assert unfinished, "no import was killed on its way"
    assert search_follows(site.instance)
    print(f"{KILLS} kills, {len(applied)} imports whole, {unfinished} cut and without trace")  # noqa: T201 (a figure)


def import_and_kill(instance: Path, *, after: float) -> list[str]:
    """Run the importing process, kill it some time after its first file was kept; its lines."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.importing_process", str(instance)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return [first.strip(), *process.stdout.read().splitlines()]


def rows_of(instance: Path, run: str) -> int:
    return int(one_value(instance, "SELECT count(*) FROM revision WHERE batch_id = ?", run))


def state_of(instance: Path, run: str) -> str:
    return one_value(instance, "SELECT state FROM import_run WHERE id = ?", run)


def one_value(instance: Path, question: str, run: str) -> str:
    with closing(sqlite3.connect(instance / "directory.sqlite3")) as database:
        return str(database.execute(question, (UUID(run).hex,)).fetchone()[0])


def search_follows(instance: Path) -> bool:
    settings = make_settings(instance)
    engine = open_engine(settings.database_address)
    with make_session_factory(engine)() as session:
        indexing.ensure_index(session, settings.index_folder)
        problems = indexing.verify(session, settings.index_folder)
    engine.dispose()
    return problems == []
