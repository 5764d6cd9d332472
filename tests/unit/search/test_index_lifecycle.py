"""The index follows the catalog, survives accidents, and says when it cannot be trusted."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from directory.__main__ import directory
from directory.catalog.history import announce_change
from directory.catalog.vocabulary import PublicationState
from directory.database import SessionFactory
from directory.search import indexing
from directory.search.engine import EngineState
from directory.search.finder import Finder
from directory.search.index_folder import IndexBusyError, IndexFolder
from directory.search.indexing import ProblemKind, drain, ensure_index, rebuild, verify
from directory.search.query import SearchQuery
from directory.search.results import NoticeCode
from directory.search.whoosh_engine import WhooshEngine
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.factories.structures import make_structure, save


def _kinds(session: Session, folder: Path) -> list[ProblemKind]:
    return [problem.kind for problem in verify(session, folder)]


def _largest_file(folder: Path) -> Path:
    current = IndexFolder(folder).current()
    assert current is not None
    return max(current.glob("*.*"), key=lambda file: file.stat().st_size)


def _found(folder: Path, text: str) -> int:
    return WhooshEngine(folder).search(text).total


def test_a_rebuilt_index_holds_what_is_published(session: Session, index_folder: Path) -> None:
    make_structure(session, "Équipe du Chêne vert")
    make_structure(session, "Brouillon du Chêne vert", state=PublicationState.DRAFT)

    assert rebuild(session, index_folder) == 1
    assert verify(session, index_folder) == []
    assert _found(index_folder, "chene") == 1


def test_draining_follows_an_edit_a_withdrawal_and_a_newcomer(
    session: Session, sessions: SessionFactory, index_folder: Path
) -> None:
    edited = make_structure(session, "Équipe du Chêne")
    withdrawn = make_structure(session, "Équipe du Hêtre")
    with sessions() as other_session:
        rebuild(other_session, index_folder)

    edited.name = "Équipe du Frêne"
    save(session, edited)
    withdrawn.state = PublicationState.ARCHIVED
    save(session, withdrawn)
    make_structure(session, "Équipe du Tilleul")

    assert drain(session, index_folder) == 3
    assert [_found(index_folder, word) for word in ("chêne", "hêtre", "frêne", "tilleul")] == [
        0,
        0,
        1,
        1,
    ]
    assert verify(session, index_folder) == []
    assert drain(session, index_folder) == 0


def test_a_change_of_anything_rebuilds(session: Session, index_folder: Path) -> None:
    make_structure(session)
    rebuild(session, index_folder)
    announce_change(session)
    session.commit()

    assert drain(session, index_folder) == 1
    assert verify(session, index_folder) == []


def test_an_index_that_is_behind_says_so(session: Session, index_folder: Path) -> None:
    rebuild(session, index_folder)
    make_structure(session)

    assert _kinds(session, index_folder) == [ProblemKind.LATE]


def test_a_missing_index_says_so(session: Session, index_folder: Path) -> None:
    assert _kinds(session, index_folder) == [ProblemKind.MISSING]
    assert WhooshEngine(index_folder).state() is EngineState.MISSING


@pytest.mark.parametrize("accident", ["changed", "cut", "removed"])
def test_a_damaged_segment_is_noticed_and_mended(
    session: Session, index_folder: Path, accident: str
) -> None:
    make_structure(session, "Équipe du Chêne")
    rebuild(session, index_folder)
    segment = _largest_file(index_folder)
    content = segment.read_bytes()
    if accident == "changed":
        segment.write_bytes(content[:40] + bytes([content[40] ^ 255]) + content[41:])
    elif accident == "cut":
        segment.write_bytes(content[: len(content) // 2])
    else:
        segment.unlink()

    assert ProblemKind.DAMAGED in _kinds(session, index_folder)
    assert WhooshEngine(index_folder).state() is EngineState.DAMAGED
    ensure_index(session, index_folder)
    assert verify(session, index_folder) == []
    assert _found(index_folder, "chene") == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x"}', "\x00"])
def test_an_unreadable_manifest_is_noticed_and_mended(
    session: Session, index_folder: Path, text: str
) -> None:
    rebuild(session, index_folder)
    current = IndexFolder(index_folder).current()
    assert current is not None
    (current / "manifest.json").write_text(text, encoding="utf-8")

    assert _kinds(session, index_folder) == [ProblemKind.UNREADABLE]
    ensure_index(session, index_folder)
    assert verify(session, index_folder) == []


def test_search_goes_on_in_plain_sql_while_the_index_is_damaged(
    session: Session, index_folder: Path, finder: Finder, clock: FixedClock
) -> None:
    make_structure(session, "Équipe mobile du Chêne")
    make_structure(session, "Équipe mobile du Hêtre")
    rebuild(session, index_folder)
    _largest_file(index_folder).write_bytes(b"")
    finder.refresh(session)

    results = finder.find_structures(session, SearchQuery(q="emsp hêtre"), now=clock.now())

    assert [hit.structure.name for hit in results.hits] == ["Équipe mobile du Hêtre"]
    assert NoticeCode.SIMPLE_ENGINE in {notice.code for notice in results.notices}


def test_a_mended_index_is_taken_up_by_a_running_finder(
    session: Session, index_folder: Path, finder: Finder, clock: FixedClock
) -> None:
    make_structure(session)
    finder.refresh(session)
    ensure_index(session, index_folder)

    finder.refresh(session)
    results = finder.find_structures(session, SearchQuery(q="exemple"), now=clock.now())

    assert (results.total, results.notices) == (1, ())
    assert finder.engine_state() is EngineState.READY


def test_searching_goes_on_while_the_index_is_rebuilt(session: Session, index_folder: Path) -> None:
    make_structure(session, "Équipe du Chêne")
    rebuild(session, index_folder)
    engine = WhooshEngine(index_folder)
    seen: list[int] = []

    make_structure(session, "Équipe du Hêtre")
    rebuild(session, index_folder, lambda *_progress: seen.append(engine.search("chene").total))

    assert seen == [1, 1]
    assert engine.search("equipe").total == 1
    assert engine.reopen()
    assert engine.search("hetre").total == 1


def test_only_one_process_writes(session: Session, index_folder: Path) -> None:
    with IndexFolder(index_folder).writing():
        with pytest.raises(IndexBusyError):
            drain(session, index_folder)
        assert ensure_index(session, index_folder) == 0
    assert ensure_index(session, index_folder) == 0


def _rebuild_and_die(address: str, folder: Path) -> None:
    from directory.database import make_session_factory, open_engine

    def die(*_progress: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with make_session_factory(open_engine(address))() as session:
        rebuild(session, folder, die)


def test_a_writer_that_is_killed_harms_nothing(
    session: Session, index_folder: Path, settings: Settings
) -> None:
    make_structure(session, "Équipe du Chêne")
    rebuild(session, index_folder)

    writer = multiprocessing.get_context("spawn").Process(
        target=_rebuild_and_die, args=(settings.database_address, index_folder)
    )
    writer.start()
    writer.join(60)

    assert writer.exitcode == -signal.SIGKILL
    assert verify(session, index_folder) == []
    assert _found(index_folder, "chene") == 1
    assert rebuild(session, index_folder) == 1
    assert len(list(index_folder.glob("version-*"))) == 1


def _run(settings: Settings, *arguments: str) -> Result:
    return CliRunner(env={"DIRECTORY_INSTANCE": str(settings.instance)}).invoke(
        directory, ["search", *arguments]
    )


def test_the_commands_rebuild_follow_and_verify(session: Session, settings: Settings) -> None:
    make_structure(session)

    assert _run(settings, "verify").exit_code == 1
    assert _run(settings, "rebuild").output == "Index refait : 1 fiches.\n"
    assert _run(settings, "verify").exit_code == 0
    make_structure(session, "Une autre")
    assert _run(settings, "drain").output == "Fiches indexées : 1.\n"
    assert _run(settings, "drain").output == "L’index est à jour.\n"


def test_a_command_gives_up_when_another_writes(session: Session, settings: Settings) -> None:
    make_structure(session)

    with IndexFolder(settings.index_folder).writing():
        result = _run(settings, "rebuild")

    assert result.exit_code == 1
    assert "autre processus" in result.output


def test_many_changes_rebuild_instead_of_being_followed_one_by_one(
    session: Session, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(session, index_folder)
    monkeypatch.setattr(indexing, "_MOST_DRAINED", 1)
    make_structure(session, "Une")
    make_structure(session, "Deux")

    assert drain(session, index_folder) == 2
    assert verify(session, index_folder) == []
