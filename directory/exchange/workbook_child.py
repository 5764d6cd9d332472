"""Run alone, in a process with limits: the first sheet of a workbook on stdin, as JSON on stdout.

Knows nothing of the directory, so that it starts fast and holds no secret.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time

_MEMORY = 600_000_000  # bytes
_CPU_SECONDS = 4
_OPEN_FILES = 32


def limit_this_process() -> None:
    """Bound memory and time, and forbid writing files."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))


def text_of(value: object) -> str:
    """Write a cell as a person would type it: whole numbers without point, days as ISO 8601."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def main() -> None:
    """Answer `rows`, or `too_many_rows` beyond the limits given as arguments."""
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    limit_this_process()
    from python_calamine import CalamineWorkbook  # once the limits hold

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(
        0
    )
    rows: list[list[str]] = []
    answer: dict[str, object] = {"rows": rows}
    if sheet.total_width > most_columns * 10:
        answer = {"fault": "too_many_columns"}
    elif sheet.total_height > most_rows * 10:
        answer = {"fault": "too_many_rows"}
    else:
        rows.extend(
            [text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
        )
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
