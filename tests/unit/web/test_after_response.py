"""What follows a change: done beside the answers, and never in their way."""

import threading

from directory.web.after_response import AfterResponse

_SECONDS = 5.0


def test_tasks_run_in_a_thread_of_their_own() -> None:
    ran_in: list[threading.Thread] = []
    done = threading.Event()

    def task() -> None:
        ran_in.append(threading.current_thread())
        done.set()

    AfterResponse((task,), in_thread=True).wake()

    assert done.wait(_SECONDS)
    assert ran_in[0] is not threading.current_thread()


def test_a_failing_task_keeps_neither_the_others_nor_the_next_time_from_running() -> None:
    rounds: list[int] = []
    again = threading.Semaphore(0)

    def fail() -> None:
        raise OSError("no space left")

    def count() -> None:
        rounds.append(len(rounds))
        again.release()

    after = AfterResponse((fail, count), in_thread=True)
    after.wake()
    assert again.acquire(timeout=_SECONDS)
    after.wake()

    assert again.acquire(timeout=_SECONDS)
    assert rounds == [0, 1]


def test_without_a_thread_tasks_run_at_once() -> None:
    done: list[str] = []

    AfterResponse((lambda: done.append("index"),), in_thread=False).wake()

    assert done == ["index"]
