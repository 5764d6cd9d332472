"""What follows a change: done beside the answers, and never in their way."""

import json
import logging
import threading

import pytest
from flask import Flask

from directory.web.after_response import AfterResponse, after_change, install_after_response
from directory.web.request_log import JsonLines, logger

_SECONDS = 5.0


def test_a_task_runs_in_a_thread_of_its_own() -> None:
    ran_in: list[threading.Thread] = []
    done = threading.Event()

    def task() -> None:
        ran_in.append(threading.current_thread())
        done.set()

    AfterResponse(task, in_thread=True).wake()

    assert done.wait(_SECONDS)
    assert ran_in[0] is not threading.current_thread()


def test_a_task_that_takes_long_lets_the_other_run() -> None:
    let_go, done = threading.Event(), threading.Event()

    app = Flask(__name__)
    install_after_response(app, (lambda: let_go.wait(_SECONDS), done.set), in_thread=True)

    with app.app_context():
        after_change()

    assert done.wait(_SECONDS)
    let_go.set()


def test_a_failure_does_not_keep_the_next_time_from_running() -> None:
    rounds: list[int] = []
    again = threading.Semaphore(0)

    def fail_once() -> None:
        rounds.append(len(rounds))
        again.release()
        if len(rounds) == 1:
            raise OSError("no space left")

    after = AfterResponse(fail_once, in_thread=True)
    after.wake()
    assert again.acquire(timeout=_SECONDS)
    after.wake()

    assert again.acquire(timeout=_SECONDS)
    assert rounds == [0, 1]


def test_the_log_tells_where_a_task_failed() -> None:
    told = threading.Event()
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))
            told.set()

    def send_mail() -> None:
        raise KeyError("transport")

    listener = Listener()
    logger.addHandler(listener)
    AfterResponse(send_mail, in_thread=True).wake()
    assert told.wait(_SECONDS)
    logger.removeHandler(listener)

    line = json.loads(lines[0])
    assert (line["event"], line["task"], line["kind"]) == ("task failed", "send_mail", "KeyError")
    assert "in send_mail" in line["trace"]


def test_without_a_thread_a_task_runs_at_once() -> None:
    done: list[str] = []

    AfterResponse(lambda: done.append("index"), in_thread=False).wake()

    assert done == ["index"]


def test_without_a_thread_a_failure_is_the_caller_s() -> None:
    def fail() -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        AfterResponse(fail, in_thread=False).wake()
