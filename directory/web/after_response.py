"""What follows a change, out of the visitor's way: the search index drains and e-mail leaves.

One thread per process does each: letters may take minutes, and search does not wait for them. A
process that dies loses nothing: the log of changes and the outbox hold what remains, and the next
change, `directory search drain` or `directory mail send` does it.
"""

import threading
from collections.abc import Callable, Iterable

from flask import Flask, current_app

from directory.web.request_log import logger

_SECONDS_BETWEEN_LOOKS = 60.0  # a letter that was refused waits for no change to be tried again

Task = Callable[[], object]


class AfterResponse:
    """Runs a task soon after `wake`, one run at a time, and from time to time by itself."""

    def __init__(self, task: Task, *, in_thread: bool) -> None:
        self._task = task
        self._in_thread = in_thread
        self._wanted = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Have the task run; without a thread at once, and its errors are the caller's."""
        if not self._in_thread:
            self._task()
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait(_SECONDS_BETWEEN_LOOKS)
            self._wanted.clear()
            self._run()

    def _run(self) -> None:
        try:
            self._task()
        except Exception as error:
            name = getattr(self._task, "__name__", "task")
            logger.exception(
                "task failed", extra={"fields": {"task": name, "kind": type(error).__name__}}
            )


def install_after_response(app: Flask, tasks: Iterable[Task], *, in_thread: bool) -> None:
    """Give an application what follows its changes, each task apart from the others."""
    app.extensions["directory.after_response"] = [
        AfterResponse(task, in_thread=in_thread) for task in tasks
    ]


def after_change() -> None:
    """Have the index and the mail follow; called by a view once it has committed."""
    following: list[AfterResponse] = current_app.extensions["directory.after_response"]
    for after in following:
        after.wake()
