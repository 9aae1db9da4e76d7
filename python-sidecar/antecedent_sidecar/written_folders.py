"""Exports that are folders: at their place whole or not at all, and never over what is there."""

from collections.abc import Callable
from pathlib import Path

from . import atomic
from .failures import Code, Failure, explain
from .job import Job
from .protocol import FuseResult, WrittenFile


def refuse_taken(out: Path) -> None:
    """Raise notWritten where `out` holds something, before any work is done for it."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        sentence = f"{out.name} already holds something, and nothing is overwritten."
        raise Failure(Code.NOT_WRITTEN, sentence, "Choose a new folder.")


def written(out: Path, size: int, fill: Callable[[Path], None], job: Job) -> FuseResult:
    """Have `fill` write about `size` bytes into a folder that becomes `out` when it is whole; what is in it.

    Raises
    ------
    Failure
        diskFull, notWritten, and what `fill` raises.
    """
    atomic.need_space(out, size)
    job.progress("saving", 0, 1)
    try:
        with atomic.new_folder(out) as folder:
            fill(folder)
            job.check()
    except OSError as error:
        failure = explain(error)
        if failure.code is Code.DISK_FULL:
            raise failure from error
        raise Failure(Code.NOT_WRITTEN, f"{out.name} could not be written: {error.strerror or error}.") from error
    job.progress("saving", 1, 1)
    return FuseResult(files=[WrittenFile(name=file.name, bytes=file.stat().st_size) for file in sorted(out.iterdir())])
