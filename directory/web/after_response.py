"""What follows a change, out of the visitor's way: the search index drains and e-mail leaves.

One thread per process does it. A process that dies loses nothing: the log of changes and the outbox
hold what remains, and the next change, `directory search drain` or `directory mail send` does it.
"""

import logging
import threading
from collections.abc import Callable

from flask import Flask, current_app

from directory.web.request_log import log_event

_MAIL_LOOKS_SECONDS = 60.0

Task = Callable[[], object]


class AfterResponse:
    """Runs the tasks soon after `wake`, one run at a time, and from time to time by itself."""

    def __init__(self, tasks: tuple[Task, ...], *, in_thread: bool) -> None:
        self._tasks = tasks
        self._in_thread = in_thread
        self._wanted = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Have the tasks run; at once and in this thread when there is no other."""
        if not self._in_thread:
            self._run()
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait(_MAIL_LOOKS_SECONDS)
            self._wanted.clear()
            self._run()

    def _run(self) -> None:
        for task in self._tasks:
            try:
                task()
            except Exception as error:
                log_event(
                    "task failed",
                    level=logging.ERROR,
                    task=getattr(task, "__name__", "task"),
                    kind=type(error).__name__,
                )


def install_after_response(app: Flask, after: AfterResponse) -> None:
    """Give an application what follows its changes."""
    app.extensions["directory.after_response"] = after


def after_change() -> None:
    """Have the index and the mail follow; called by a view once it has committed."""
    after: AfterResponse = current_app.extensions["directory.after_response"]
    after.wake()
