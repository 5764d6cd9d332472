"""A worker leaves when its server is gone: an orphan would go on answering with old code."""

import os
import threading
import time

_SECONDS_BETWEEN_LOOKS = 1.0


def leave_with_parent() -> None:
    """Watch the parent process from a thread of its own, and end this one when it has died."""
    threading.Thread(target=_watch, args=(os.getppid(),), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(0)
