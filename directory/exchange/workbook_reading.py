"""Read the first sheet of an XLSX workbook in a child process with limits."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from directory.exchange import workbook_child
from directory.exchange.formulas import restored
from directory.exchange.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    FileFault,
    Table,
    UnreadableFileError,
    table_of,
)
from directory.exchange.workbook_checks import refuse_hostile_workbook

_SECONDS = 4.5


def read_workbook(content: bytes) -> Table:
    """Read the bytes of a workbook. Raises UnreadableFileError."""
    refuse_hostile_workbook(content)
    answer = _ask_child(content)
    if "fault" in answer:
        fault = FileFault(answer["fault"])
        limit = MOST_COLUMNS if fault is FileFault.TOO_MANY_COLUMNS else MOST_ROWS
        raise UnreadableFileError(fault, limit=limit)
    lines = [[restored(cell) for cell in row] for row in answer["rows"]]
    return table_of(list(enumerate(lines, start=1)))


def _ask_child(content: bytes) -> dict[str, Any]:
    """Give the child's answer (Any: JSON of its making, `rows` or `fault`)."""
    command = [
        sys.executable,
        "-I",
        str(Path(workbook_child.__file__)),
        str(MOST_ROWS),
        str(MOST_COLUMNS),
    ]
    try:
        done = subprocess.run(  # noqa: S603 (our own script, arguments that are ours)
            command, input=content, capture_output=True, timeout=_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(FileFault.TOO_LONG_TO_READ) from error
    if done.returncode < 0:
        # Killed by one of its limits.
        raise UnreadableFileError(FileFault.TOO_LONG_TO_READ)
    if done.returncode > 0:
        raise UnreadableFileError(FileFault.DAMAGED_WORKBOOK)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
