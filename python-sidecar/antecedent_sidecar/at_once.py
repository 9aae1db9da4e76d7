"""Several things that wait for a server, at once."""

import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from .job import Job

#: Most of them at a time.
_AT_ONCE = 4
#: How often it looks whether it was asked to end, in seconds.
_LOOK = 0.1


def all_at_once(job: Job, works: Sequence[Callable[[], None]]) -> None:
    """Do several things at a time; the first failure ends it. Threads that wait for a server do not hold up the end."""
    waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
    ended: SimpleQueue[BaseException | None] = SimpleQueue()
    for work in works:
        waiting.put(work)

    def serve() -> None:
        while True:
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

    for _ in range(min(_AT_ONCE, len(works))):
        threading.Thread(target=serve, daemon=True).start()
    for _ in works:
        while True:
            job.check()
            try:
                error = ended.get(timeout=_LOOK)
                break
            except Empty:
                continue
        if error is not None:
            while not waiting.empty():
                waiting.get_nowait()
            raise error
