"""Where the Hugging Face cache keeps a repository: https://huggingface.co/docs/hub/local-cache."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .atomic import free_bytes, replaced_file
from .failures import Code, Failure, explain
from .hub_files import RemoteFile

#: Bytes read at once.
_PIECE = 4 * 1024 * 1024
#: How long another program may hold a file, in seconds.
_OTHERS = 5


class HubCache:
    """One repository within the cache.

    Blobs lie under names of their contents, snapshots link to them. What has come of a file that is not whole lies
    beside its blob, under a name of its own that no other program takes for its.
    """

    def __init__(self, cache: Path, repo: str) -> None:
        owner, name = repo.split("/")
        self._cache = cache
        self._folder = f"models--{owner}--{name}"
        self.root = cache / self._folder

    def blob(self, file: RemoteFile) -> Path:
        """Where its contents lie once they are whole."""
        return self.root / "blobs" / file.etag

    def partial(self, file: RemoteFile) -> Path:
        """Where what has come of it lies."""
        return self.root / "blobs" / f"{file.etag}.antecedent.incomplete"

    def bytes_here(self, file: RemoteFile) -> int:
        """How much of a file need not be fetched any more."""
        if self.blob(file).is_file():
            return file.bytes
        partial = self.partial(file)
        return min(partial.stat().st_size, file.bytes) if partial.is_file() else 0

    def free_bytes(self) -> int:
        """Room on the disk that the cache is on."""
        return free_bytes(self._cache)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say in words that nothing can be written here.

        Raises
        ------
        Failure
            notWritten, diskFull.
        """
        try:
            yield
        except (ConnectionError, TimeoutError):
            raise
        except OSError as error:
            if error.errno is None:
                raise
            failure = explain(error)
            if failure.code is Code.DISK_FULL:
                raise failure from error
            hint = "Mend that folder, or name another one by HF_HUB_CACHE."
            sentence = f"Models are kept in {self._cache}, which cannot be written to: {error.strerror}."
            raise Failure(Code.NOT_WRITTEN, sentence, hint) from error

    @contextmanager
    def holding(self, file: RemoteFile) -> Iterator[None]:
        """Keep other programs from fetching the same contents meanwhile, by the lock that Hugging Face's library takes.

        Raises
        ------
        Failure
            unavailable, where another program is at it.
        """
        from filelock import Timeout
        from huggingface_hub.utils import WeakFileLock

        lock = self._cache / ".locks" / self._folder / f"{file.etag}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            with WeakFileLock(lock, timeout=_OTHERS):
                yield
        except Timeout as error:
            hint = "Let it finish, then go on: what has come is kept."
            raise Failure(Code.UNAVAILABLE, f"Another program is fetching {file.name}.", hint) from error

    def keep(self, file: RemoteFile) -> None:
        """What has come is whole: it becomes a blob."""
        os.replace(self.partial(file), self.blob(file))

    def place(self, commit: str, files: tuple[RemoteFile, ...]) -> Path:
        """Make the snapshot of a commit from blobs that are all here, and what is loaded by the repository's name.

        The folder of the snapshot.
        """
        snapshot = self.root / "snapshots" / commit
        snapshot.mkdir(parents=True, exist_ok=True)
        for file in files:
            self._link(snapshot / file.name, file)
        (self.root / "refs").mkdir(exist_ok=True)
        with replaced_file(self.root / "refs" / "main") as temporary:
            temporary.write_text(commit)
        return snapshot

    def _link(self, pointer: Path, file: RemoteFile) -> None:
        if pointer.exists():
            return
        pointer.unlink(missing_ok=True)
        try:
            pointer.symlink_to(Path("..") / ".." / "blobs" / file.etag)
        except OSError:
            # Some disks know no links.
            shutil.copyfile(self.blob(file), pointer)


def is_sound(path: Path, file: RemoteFile, tick: Callable[[int], None]) -> bool:
    """Whether the contents of a path are those that the Hub names; `tick` is told bytes as they are read."""
    if path.stat().st_size != file.bytes:
        return False
    digest = hashlib.sha256() if len(file.etag) == 64 else hashlib.sha1(f"blob {file.bytes}\0".encode())
    with path.open("rb") as contents:
        while piece := contents.read(_PIECE):
            digest.update(piece)
            tick(len(piece))
    return digest.hexdigest() == file.etag
