"""Where index versions lie: one folder each, a manifest in it, a pointer to the current one.

A version is never changed once it is pointed at. Writers prepare the next one beside it and move
the pointer, so that a killed writer leaves at worst a folder that the next writer removes.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

FORMAT = 1  # raised when documents or the schema change: older indexes are then rebuilt
_POINTER, _MANIFEST, _LOCK = "current", "manifest.json", "writer.lock"


class IndexBusyError(Exception):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index version holds, and the digests of its files."""

    format: int
    generation: int
    documents: int
    files: dict[str, str]


class IndexFolder:
    """The folder of all versions of one index."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """Give the folder of the current version, None when there is none."""
        try:
            name = (self.path / _POINTER).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        folder = self.path / name
        return folder if name and "/" not in name and folder.is_dir() else None

    def begin(self, *, copy_of: Path | None = None) -> Path:
        """Make the folder of a next version, empty or with the files of another."""
        folder = self.path / f"version-{uuid4().hex}"
        folder.mkdir(parents=True)
        if copy_of is not None:
            for file in copy_of.iterdir():
                if file.name != _MANIFEST and file.is_file():
                    _link_or_copy(file, folder / file.name)
        return folder

    def publish(self, folder: Path, *, generation: int, documents: int) -> None:
        """Write the manifest of a finished version and point at it; the others are removed."""
        manifest = Manifest(FORMAT, generation, documents, digests(folder))
        _write_whole(folder / _MANIFEST, json.dumps(asdict(manifest), indent=1))
        _write_whole(self.path / _POINTER, folder.name)
        self.remove_others(folder)

    def remove_others(self, kept: Path | None) -> None:
        """Remove every version but one. Readers keep what they have open."""
        for folder in self.path.glob("version-*"):
            if folder != kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer. Raises IndexBusyError at once when another is at work."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / _LOCK).open("a") as lock:
            _take(lock.fileno())
            yield  # the system frees the lock when the file is closed or the process dies


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a version, None when it is missing or unreadable."""
    try:
        values = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return Manifest(
            format=int(values["format"]),
            generation=int(values["generation"]),
            documents=int(values["documents"]),
            files={str(name): str(digest) for name, digest in values["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def digests(folder: Path) -> dict[str, str]:
    """Digest every file of a version but its manifest and the engine's lock."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name != _MANIFEST and not file.name.endswith("LOCK")
    }


def damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    """Name the files that are missing, changed or not expected."""
    found = digests(folder)
    return sorted(
        name for name in {*found, *manifest.files} if found.get(name) != manifest.files.get(name)
    )


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text, never half of one."""
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _take(descriptor: int) -> None:
    import fcntl  # not on every system: only writers need it

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise IndexBusyError from error
