"""Keeping the index in step with the catalog: drain, rebuild, verify."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.public_record import public_structure
from directory.catalog.queries import (
    changes_since,
    count_published_structures,
    current_generation,
    get_structures,
    stream_published_structures,
)
from directory.search.document import SearchDocument, search_document
from directory.search.index_folder import IndexBusyError, IndexFolder, read_manifest
from directory.search.whoosh_engine import IndexWriter, problems_of

# The day decides only how fresh a listing is called, and freshness is not searched.
_ANY_DAY = date(2000, 1, 1)
_MOST_DRAINED = 2_000  # beyond so many changes a rebuild is quicker

Progress = Callable[[int, int], None]


class ProblemKind(StrEnum):
    """What can be wrong with an index."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    LATE = "late"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class IndexProblem:
    """One thing that is wrong; `detail` is a file name, or « index / catalog » numbers."""

    kind: ProblemKind
    detail: str = ""


def drain(session: Session, path: Path, progress: Progress | None = None) -> int:
    """Bring the index to the catalog's generation and give the number of structures indexed anew.

    Raises IndexBusyError when another process writes the index: it will bring it there itself.
    """
    folder = IndexFolder(path)
    with folder.writing():
        current = folder.current()
        manifest = None if current is None else read_manifest(current)
        if current is None or manifest is None or problems_of(current, manifest):
            return _rebuild(session, folder, progress or _no_progress)
        generation = current_generation(session)
        if manifest.generation == generation:
            return 0
        changes = changes_since(session, manifest.generation)
        ids = {structure_id for _, structure_id in changes}
        is_beyond = not changes or None in ids or len(ids) > _MOST_DRAINED
        if is_beyond or manifest.generation > generation:
            return _rebuild(session, folder, progress or _no_progress)
        changed = [structure_id for structure_id in ids if structure_id is not None]
        last = max(number for number, _ in changes)
        _write_changes(session, folder, current, changed, generation=last)
        return len(changed)


def ensure_index(session: Session, path: Path) -> int:
    """Make the index usable and up to date: rebuild it if missing or damaged, else drain.

    Leaves at once when another process is at it.
    """
    try:
        return drain(session, path)
    except IndexBusyError:
        return 0


def rebuild(session: Session, path: Path, progress: Progress | None = None) -> int:
    """Make a new index beside the live one, swap, and give the number of documents.

    The session forgets the objects that it held. Raises IndexBusyError.
    """
    folder = IndexFolder(path)
    with folder.writing():
        return _rebuild(session, folder, progress or _no_progress)


def verify(session: Session, path: Path) -> list[IndexProblem]:
    """List what is wrong with the index; empty when it can be trusted."""
    current = IndexFolder(path).current()
    if current is None:
        return [IndexProblem(ProblemKind.MISSING)]
    manifest = read_manifest(current)
    if manifest is None:
        return [IndexProblem(ProblemKind.UNREADABLE)]
    problems = [IndexProblem(ProblemKind.DAMAGED, name) for name in problems_of(current, manifest)]
    generation, published = current_generation(session), count_published_structures(session)
    if manifest.generation != generation:
        problems.append(IndexProblem(ProblemKind.LATE, f"{manifest.generation} / {generation}"))
    elif manifest.documents != published:
        problems.append(IndexProblem(ProblemKind.INCOMPLETE, f"{manifest.documents} / {published}"))
    return problems


def _rebuild(session: Session, folder: IndexFolder, progress: Progress) -> int:
    generation = current_generation(session)
    total = count_published_structures(session)
    folder.remove_others(folder.current())
    target = folder.begin()
    writer = IndexWriter(target)
    try:
        for done, structure in enumerate(stream_published_structures(session), start=1):
            writer.add(_document(structure))
            progress(done, total)
        documents = writer.finish()
    except BaseException:
        writer.give_up()
        raise
    folder.publish(target, generation=generation, documents=documents)
    return documents


def _write_changes(
    session: Session,
    folder: IndexFolder,
    current: Path,
    changed: Iterable[UUID],
    *,
    generation: int,
) -> None:
    target = folder.begin(copy_of=current)
    writer = IndexWriter(target)
    try:
        for structure_id in changed:
            writer.remove(str(structure_id))
        for structure in get_structures(session, changed):
            if structure.is_published:
                writer.add(_document(structure))
        documents = writer.finish()
    except BaseException:
        writer.give_up()
        raise
    folder.publish(target, generation=generation, documents=documents)


def _document(structure: Structure) -> SearchDocument:
    words = structure.type.words.get("fr", {})
    names = (structure.type.short, words.get("label"))
    return search_document(
        public_structure(structure, today=_ANY_DAY),
        type_words=" ".join(name for name in names if name),
    )


def _no_progress(_done: int, _total: int) -> None:
    """Say nothing."""
