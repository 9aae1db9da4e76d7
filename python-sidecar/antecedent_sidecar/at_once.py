"""Several things that wait for a server, at once."""

import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

from .job import Job

#: Most of them at a time.
_AT_ONCE = 4
#: How often it looks whether it was asked to end, in seconds.
_LOOK = 0.1
#: How long those that are still at it are waited for at most once one has failed, in seconds.
_GRACE = 1.0
_Result = TypeVar("_Result")


def apart(job: Job, work: Callable[[], _Result]) -> _Result:
    """Do one thing that waits for a server; taking the request back ends the wait for it."""
    results: list[_Result] = []
    all_at_once(job, [lambda: results.append(work())])
    return results[0]


def all_at_once(job: Job, works: Sequence[Callable[[], None]], leave: Callable[[], None] = lambda: None) -> None:
    """Do several things at a time; the first failure, or taking the request back, ends it.

    `leave` tells those that are still at it that nobody waits for them. One that hears nothing, since it waits for a
    server, does not hold up the end for long.
    """
    waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
    ended: SimpleQueue[BaseException | None] = SimpleQueue()
    for work in works:
        waiting.put(work)
    left = threading.Event()

    def serve() -> None:
        while not left.is_set():
            try:
                work = waiting.get_nowait()
            except Empty:
                return
            try:
                work()
            except BaseException as error:  # told to whoever waits
                ended.put(error)
                return
            ended.put(None)

    threads = [threading.Thread(target=serve, daemon=True) for _ in range(min(_AT_ONCE, len(works)))]
    for thread in threads:
        thread.start()
    try:
        for _ in works:
            if (error := _next(job, ended)) is not None:
                raise error
    finally:
        left.set()
        leave()
        until = time.monotonic() + _GRACE
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))


def _next(job: Job, ended: SimpleQueue[BaseException | None]) -> BaseException | None:
    while True:
        job.check()
        try:
            return ended.get(timeout=_LOOK)
        except Empty:
            continue
