"""The mark of a running site on its instance, which a killed process does not leave behind."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from directory.database import is_read_only

_FILE = "serving.lock"


@contextmanager
def marked_as_served(instance: Path) -> Iterator[None]:
    """Hold the mark; several sites may serve one instance. One that only reads cannot be marked."""
    if is_read_only(instance):
        yield
        return
    with (instance / _FILE).open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield


def is_served(instance: Path) -> bool:
    """Tell whether a site serves an instance."""
    try:
        with (instance / _FILE).open("a") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
