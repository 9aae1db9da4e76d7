"""Keeps a Mac from idling to sleep while it works for somebody who is not there."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Apple's own. It holds idle sleep off as long as it lives.
CAFFEINATE = "/usr/bin/caffeinate"

_log = logging.getLogger(__name__)


@contextmanager
def awake(caffeinate: str | None = CAFFEINATE if sys.platform == "darwin" else None) -> Iterator[None]:
    """Hold idle sleep off, on every machine that works along; the display may sleep. Nothing where `caffeinate` is None.

    It ends by itself when this process does, however that comes about. Work goes on where it cannot be had.
    """
    holder = None
    if caffeinate is not None:
        command = [caffeinate, "-i", "-w", str(os.getpid())]
        silent = subprocess.DEVNULL
        try:
            holder = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent)
        except OSError as error:
            _log.warning("The machine may idle to sleep: %s", error)
    try:
        yield
    finally:
        if holder is not None:
            holder.terminate()
            holder.wait()
