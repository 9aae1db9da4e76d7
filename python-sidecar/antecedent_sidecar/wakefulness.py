"""Keeps a Mac from idling to sleep while it works for somebody who is not there."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer, current_thread

#: Apple's own. It holds idle sleep off as long as it lives.
CAFFEINATE = "/usr/bin/caffeinate"
#: How long the machine is held awake behind the work, in seconds: the parts of a long text follow each other.
_LINGER = 10.0

_log = logging.getLogger(__name__)


class Wakefulness:
    """Holds idle sleep off while there is work and for a while after; the display may sleep.

    Work that follows at once finds it still held, so that a short answer starts no process. It ends by itself when this
    process does, however that comes about. Work goes on where it cannot be had.

    Parameters
    ----------
    caffeinate
        The program; None where nothing is to be held.
    linger
        Seconds that it is held after the work.
    """

    def __init__(
        self, caffeinate: str | None = CAFFEINATE if sys.platform == "darwin" else None, linger: float = _LINGER
    ) -> None:
        self._caffeinate = caffeinate
        self._linger = linger
        self._lock = Lock()
        self._holder: subprocess.Popen[bytes] | None = None
        #: Ends it some time after the work; none while there is work.
        self._ending: Timer | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for some work. One piece of work at a time."""
        if self._caffeinate is None:
            yield
            return
        with self._lock:
            if self._ending is not None:
                self._ending.cancel()
                self._ending = None
            if self._holder is None or self._holder.poll() is not None:
                self._holder = _started(self._caffeinate)
        try:
            yield
        finally:
            with self._lock:
                self._ending = Timer(self._linger, self._let_go)
                self._ending.daemon = True
                self._ending.start()

    def _let_go(self) -> None:
        with self._lock:
            # It may have been called off while it waited for the lock.
            if self._holder is not None and self._ending is current_thread():
                self._holder.terminate()
                self._holder.wait()
                self._holder = None


def _started(caffeinate: str) -> "subprocess.Popen[bytes] | None":
    command = [caffeinate, "-i", "-w", str(os.getpid())]
    silent = subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent)
    except OSError as error:
        _log.warning("The machine may idle to sleep: %s", error)
        return None
