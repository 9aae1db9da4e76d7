"""The process's own stdin and stdout, taken aside before any library can read or print on them."""

import os
from collections.abc import Callable, Iterator
from threading import Lock
from typing import NamedTuple

#: Longest line either side accepts, in bytes, its newline not counted.
MAX_LINE_BYTES = 16 * 1024 * 1024
_CHUNK = 64 * 1024


class Channels(NamedTuple):
    """File descriptors of the protocol: `read` was stdin, `write` was stdout."""

    read: int
    write: int


def take() -> Channels:
    """Move stdin and stdout aside: fd 0 reads nothing from now on and fd 1 writes to stderr.

    mlx-lm and transformers print, and transformers may ask a question on stdin.
    """
    channels = Channels(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return channels


class LineTooLong(NamedTuple):
    """Stands for a line that was longer than `MAX_LINE_BYTES` and was thrown away."""

    size: int


def lines(descriptor: int, limit: int = MAX_LINE_BYTES) -> Iterator[bytes | LineTooLong]:
    """Yield whole lines without their newline until end of file; a torn last line is not a message."""
    pending = bytearray()
    discarded = 0
    while chunk := os.read(descriptor, _CHUNK):
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            pending += chunk[start:end]
            start = end + 1
            if discarded or len(pending) > limit:
                yield LineTooLong(discarded + len(pending))
            elif pending.strip():
                yield bytes(pending)
            pending.clear()
            discarded = 0
        pending += chunk[start:]
        if len(pending) > limit:
            discarded += len(pending)
            pending.clear()


class LineWriter:
    """Writes whole lines from any thread. A broken pipe is told once to `on_broken`; later lines go nowhere."""

    def __init__(self, descriptor: int, on_broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_broken = on_broken
        self._lock = Lock()
        self._broken = False

    def write(self, line: bytes) -> None:
        """Write `line` and a newline, all of it."""
        with self._lock:
            if self._broken:
                return
            rest = memoryview(line + b"\n")
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
                return
            except OSError:
                self._broken = True
        self._on_broken()
