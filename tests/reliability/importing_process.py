"""Imports file after file into an instance, saying each step, until it is killed.

A program of its own: `python -m tests.reliability.importing_process <instance>`. It writes
« open <id> » once a file is kept, « applied <id> » once its rows are committed.
"""

import sys
from pathlib import Path
from uuid import uuid4

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.database import make_session_factory, open_engine
from directory.exchange.file_reading import read_file
from directory.exchange.importing import apply_import, decide_rows, open_import, plan_of
from directory.exchange.planning import NEW
from directory.exchange.reach import Reach
from directory.values.clock import SystemClock
from tests.conftest import make_settings
from tests.factories.import_files import make_csv

ROWS = 50
HEADER = ("Nom", "Type", "Code postal", "Commune")


def import_until_killed(instance: Path) -> None:
    """Open and apply one import after the other."""
    settings, clock = make_settings(instance), SystemClock()
    sessions = make_session_factory(open_engine(settings.database_address))
    actor = Actor(uuid4(), "Région", "region@exemple.example", Role.REGIONAL_ADMIN)
    author, reach = Author(actor.account_id, actor.role.value), Reach(actor, 8)
    while True:
        batch = uuid4().hex
        rows = [(f"Équipe {batch} {number}", "EMSP", "29600", "Morlaix") for number in range(ROWS)]
        with sessions() as session:
            run = open_import(
                session,
                read_file(make_csv(rows, header=HEADER)),
                file_name="fiches.csv",
                author=author,
                clock=clock,
            )
            decide_rows(run, dict.fromkeys(range(2, ROWS + 2), NEW))
            session.commit()
            say(f"open {run.id}")
            plan = plan_of(session, run, reach=reach)
            apply_import(session, run, plan.digest, reach=reach, author=author, clock=clock)
            session.commit()
            say(f"applied {run.id}")


def say(line: str) -> None:
    """Write a line at once: what is written before the kill is read after it."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import_until_killed(Path(sys.argv[1]))
