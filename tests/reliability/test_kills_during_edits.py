"""The server is killed while people save: nothing that it acknowledged is lost.

KILLS=200 asks for the long run.
"""

import os
import random
import sqlite3
import threading
import time
from contextlib import closing

from directory.database import make_session_factory, open_engine
from directory.search import indexing
from tests.reliability.served_site import PATIENCE_SECONDS, ServedSite, SignedIn
from tests.security.page_forms import form_of

KILLS = int(os.environ.get("KILLS", "10"))
EDITORS = 2
SECONDS_TO_FOLLOW = 5.0


class Editor(threading.Thread):
    """Somebody who edits one listing again and again until the server dies."""

    def __init__(self, site: ServedSite, who: SignedIn, structure_id: str, name: str) -> None:
        super().__init__()
        self.site, self.who, self.structure_id, self.label = site, who, structure_id, name
        self.acknowledged: list[str] = []
        self.answers: list[int] = []

    def run(self) -> None:
        number = 0
        while True:
            number += 1
            try:
                self.edit(f"marqueur{self.label}x{number}")
            except OSError:
                return

    def edit(self, marker: str) -> None:
        path = f"/admin/structures/{self.structure_id}/modifier"
        page = self.site.ask(path, who=self.who)
        assert page.status == 200, page.status
        fields = form_of(page.text, "presentation", "version").sent_with(presentation=marker)
        answer = self.site.ask(path, who=self.who, data=fields)
        self.answers.append(answer.status)
        if answer.status == 303:
            self.acknowledged.append(marker)


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(site: ServedSite) -> None:
    chance = random.Random(KILLS)  # noqa: S311 (moments of kills, not secrets)
    who = site.sign_somebody_in()
    structures = published_structures(site)
    acknowledged = 0

    for kill in range(KILLS):
        site.start()
        assert seconds_until_index_follows(site) <= SECONDS_TO_FOLLOW
        editors = [
            Editor(site, who, structures[number], f"{kill}e{number}") for number in range(EDITORS)
        ]
        for editor in editors:
            editor.start()
        wait_for_an_answer(editors)
        time.sleep(chance.uniform(0.0, 0.5))
        site.kill()
        for editor in editors:
            editor.join(PATIENCE_SECONDS)
            assert set(editor.answers) <= {303}
            for marker in editor.acknowledged:
                assert is_in_history(site, editor.structure_id, marker), marker
            acknowledged += len(editor.acknowledged)

    assert acknowledged >= KILLS
    site.start()
    assert seconds_until_index_follows(site) <= SECONDS_TO_FOLLOW
    assert is_sound(site)
    print(f"{KILLS} kills, {acknowledged} edits acknowledged, none lost")  # noqa: T201 (a figure)


def wait_for_an_answer(editors: list[Editor]) -> None:
    """Wait until the server has acknowledged something that it could lose."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any(editor.acknowledged for editor in editors):
        assert time.monotonic() < deadline, "nothing was ever saved"
        time.sleep(0.01)


def published_structures(site: ServedSite) -> list[str]:
    """Give two listings that can be edited as they are."""
    with closing(sqlite3.connect(site.instance / "directory.sqlite3")) as database:
        rows = database.execute(
            "SELECT id FROM structure WHERE state = 'PUBLISHED' ORDER BY slug LIMIT ?", (EDITORS,)
        )
        return [f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}" for (key,) in rows]


def is_in_history(site: ServedSite, structure_id: str, marker: str) -> bool:
    with closing(sqlite3.connect(site.instance / "directory.sqlite3")) as database:
        row = database.execute(
            "SELECT 1 FROM revision WHERE subject_id = ? AND after LIKE ?",
            (structure_id, f'%"{marker}"%'),
        ).fetchone()
    return row is not None


def is_sound(site: ServedSite) -> bool:
    with closing(sqlite3.connect(site.instance / "directory.sqlite3")) as database:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def seconds_until_index_follows(site: ServedSite) -> float:
    begun = time.monotonic()
    engine = open_engine(site.settings.database_address)
    try:
        while time.monotonic() - begun < PATIENCE_SECONDS:
            with make_session_factory(engine)() as session:
                if indexing.verify(session, site.settings.index_folder) == []:
                    return time.monotonic() - begun
            time.sleep(0.05)
    finally:
        engine.dispose()
    return PATIENCE_SECONDS
