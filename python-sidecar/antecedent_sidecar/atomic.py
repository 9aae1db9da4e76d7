"""Files and folders that are there whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .failures import Code, Failure

#: Room beyond what is written, so that the app itself can still write its journal.
_SPARE = 16 * 1024 * 1024


def need_space(folder: Path, size: int) -> None:
    """Raise diskFull unless `size` bytes fit beside `folder`, with some to spare."""
    free = shutil.disk_usage(_existing(folder)).free
    if free < size + _SPARE:
        short = (size + _SPARE - free) / 1e6
        raise Failure(Code.DISK_FULL, "The disk is full.", f"Free at least {short:,.0f} MB and try again.")


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that becomes `target` at the end, or vanishes if filling it fails.

    `target` must not exist, or be an empty folder.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield temporary
        for file in temporary.iterdir():
            file.chmod(0o644)
            sync(file)
        temporary.chmod(0o755)
        sync(temporary)
        temporary.rename(target)
        sync(target.parent)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


@contextmanager
def replaced_file(target: Path) -> Iterator[Path]:
    """A path to write that replaces `target` at the end, or vanishes if writing it fails; same suffix as `target`."""
    temporary = target.with_name(f".{os.getpid()}-{target.name}")
    try:
        yield temporary
        sync(temporary)
        temporary.replace(target)
        sync(target.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Wait until `path`, a file or a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
