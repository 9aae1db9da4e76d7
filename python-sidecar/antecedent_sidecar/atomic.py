"""Files and folders that are there whole or not at all."""

import fcntl
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
    free = free_bytes(folder)
    if free < size + _SPARE:
        short = (size + _SPARE - free) / 1e6
        raise Failure(Code.DISK_FULL, "The disk is full.", f"Free at least {short:,.0f} MB and try again.")


def free_bytes(folder: Path) -> int:
    """Room on the disk that `folder` is on, or will be where it is not there yet."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that becomes `target` at the end, or vanishes if filling it fails.

    `target` must not exist, or be an empty folder.
    """
    # Its parent's parent has to be there: a run's folder that vanished is not made anew, half.
    target.parent.mkdir(exist_ok=True)
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


def link(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`, replacing what was there; a copy where the disk knows no links."""
    if target.exists() and target.samefile(source):
        # Renaming one name of a file to another of its names does nothing, and would leave the first behind.
        return
    with replaced_file(target) as temporary:
        try:
            os.link(source, temporary)
        except OSError:
            shutil.copy2(source, temporary)


def links(source: Path, target: Path) -> bool:
    """Whether a file in `source` can have a second name in `target`; both are folders that are there."""
    with tempfile.NamedTemporaryFile(prefix=".link-", dir=source) as file:
        other = target / f"{Path(file.name).name}-2"
        try:
            os.link(file.name, other)
        except OSError:
            return False
        other.unlink()
        return True


def clear_away(folder: Path) -> None:
    """Remove a folder so that half of it is never found under its name."""
    aside = folder.with_name(f".{folder.name}-{os.getpid()}-old")
    folder.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a process that was killed left unfinished in `folder`."""
    for left in folder.glob(".*"):
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until `path`, a file or a folder, is on the disk; on a Mac also out of the disk's own cache."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            try:
                fcntl.fcntl(descriptor, full)
            except OSError:
                # Not every file system on a Mac knows it.
                os.fsync(descriptor)
        else:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
