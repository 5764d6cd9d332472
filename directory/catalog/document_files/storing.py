"""Keeping documents in a folder outside the web root, one file by id."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from directory.database import StorageProblem, storage_problem_of_file


class DocumentNotStoredError(OSError):
    """The folder of documents cannot take a file; `is_full` when there is no room left."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause.errno, "a document could not be stored")
        self.is_full = storage_problem_of_file(cause) is StorageProblem.FULL


def store_file(folder: Path, document_id: UUID, content: bytes) -> None:
    """Write a document whole or not at all, on the disk before it returns.

    Raises DocumentNotStoredError.
    """
    target, unfinished = path_of(folder, document_id), folder / f".{document_id}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
        _keep_name_on_disk(folder)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise DocumentNotStoredError(error) from error


def forget_file(folder: Path, document_id: UUID) -> None:
    """Remove the file of a document whose row was never committed."""
    with suppress(OSError):
        path_of(folder, document_id).unlink(missing_ok=True)


def path_of(folder: Path, document_id: UUID) -> Path:
    """Give where a document lies."""
    return folder / str(document_id)


def _keep_name_on_disk(folder: Path) -> None:
    """A rename survives a power cut once its folder is written too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
