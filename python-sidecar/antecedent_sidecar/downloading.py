"""The `download` method: a model from the Hugging Face Hub into its ordinary cache.

Hugging Face's library keeps nothing of a file that is not whole and does not compare what has come with its hash. So
here the bytes go to a file of our own that is gone on with, are read once more when they are all there, and become a
blob of the cache only if their hash is the one that the Hub names.
"""

import os
import threading
from functools import partial
from pathlib import Path
from typing import Any, Self

from . import notifications
from .at_once import all_at_once, apart
from .failures import Cancelled, Code, Failure
from .hub import Hub
from .hub_cache import HubCache, is_sound
from .hub_files import RemoteFile, checked_repo, list_files
from .job import Job
from .protocol import DownloadParams, DownloadResult

#: Room that is left on the disk, in bytes.
_SPARE = 512 * 1024 * 1024


def download(params: DownloadParams, job: Job) -> DownloadResult:
    """Fetch what is missing of a repository, going on where an earlier try ended; its folder.

    Taking the request back keeps what has come.

    Raises
    ------
    Failure
        unavailable, gated, tokenRefused, modelInvalid, diskFull, notWritten; contents that are not what the Hub says
        are `unavailable`.
    """
    repo = checked_repo(params.repo)
    hub = Hub(params.address, params.token)
    cache = HubCache(Path(params.cache), repo)
    job.progress("downloading", 0, 0)
    with hub.online(repo), cache.writing():
        listing = apart(job, lambda: list_files(hub, repo, params.revision))
        transfer = Transfer(job, cache, listing.files)
        _need_room(cache, transfer.missing)
        (cache.root / "blobs").mkdir(parents=True, exist_ok=True)
        fetching = [partial(_fetch, hub, repo, listing.commit, cache, file, transfer) for file in transfer.contents]
        try:
            all_at_once(job, fetching, transfer.end)
        finally:
            transfer.tell()
        return DownloadResult(path=str(cache.place(listing.commit, listing.files)), revision=listing.commit)


class Transfer:
    """How much of each file is here, told to the app as it grows. Safe from threads."""

    def __init__(self, job: Job, cache: HubCache, files: tuple[RemoteFile, ...]) -> None:
        self._job = job
        self._cache = cache
        self._files = files
        self._lock = threading.Lock()
        self._total = sum(file.bytes for file in files)
        self._ended = False
        #: One of those that have the same contents: these come once.
        self.contents = tuple({file.etag: file for file in files}.values())
        #: Bytes that are here, by what they are contents of.
        self._here = {file.etag: cache.bytes_here(file) for file in self.contents}
        self.missing = sum(file.bytes - self._here[file.etag] for file in self.contents)

    def end(self) -> None:
        """Nobody waits for what still comes: threads that bring it end."""
        self._ended = True

    def have(self, file: RemoteFile, done: int) -> None:
        """So many bytes of a file are here."""
        self._check()
        with self._lock:
            self._here[file.etag] = done
            files = self._transferred()
        self._job.transfer(files)
        self._job.progress("downloading", sum(file.done for file in files), self._total)

    def tell(self) -> None:
        """Look what is on the disk and say that, also what was taken away again."""
        with self._lock:
            self._here = {file.etag: self._cache.bytes_here(file) for file in self.contents}
            self._job.transfer(self._transferred(), at_once=True)

    def checked(self, _: int) -> None:
        """More bytes were read again. It is only said while nothing comes any more."""
        self._check()
        here = sum(file.done for file in self._transferred())
        self._job.progress("downloading" if here < self._total else "checking", here, self._total)

    def _transferred(self) -> list[notifications.TransferredFile]:
        return [
            notifications.TransferredFile(name=file.name, done=self._here[file.etag], total=file.bytes)
            for file in self._files
        ]

    def _check(self) -> None:
        if self._ended:
            raise Cancelled
        self._job.check()


def _need_room(cache: HubCache, missing: int) -> None:
    free = cache.free_bytes()
    if free >= missing + _SPARE or missing == 0:
        return
    needed = f"{_gigabytes(missing)} have to come and {_gigabytes(_SPARE)} are to stay free"
    sentence = f"{needed}; where they go, {_gigabytes(free)} are free."
    raise Failure(Code.DISK_FULL, sentence, "Free some space and go on: what has come is kept.")


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 50_000_000 else f"{size / 1e6:.1f} MB"


def _fetch(hub: Hub, repo: str, commit: str, cache: HubCache, file: RemoteFile, transfer: Transfer) -> None:
    """One file, into its blob."""
    if cache.blob(file).is_file():
        return
    with cache.holding(file):
        if cache.blob(file).is_file():
            # Another program brought it meanwhile.
            return transfer.have(file, file.bytes)
        unfinished = cache.partial(file)
        resumed = unfinished.is_file() and unfinished.stat().st_size > 0
        # What an earlier try left may have been spoilt here, and not by the Hub: all of it comes once more then.
        for _ in range(2 if resumed else 1):
            _fill(hub, repo, commit, file, unfinished, transfer)
            if is_sound(unfinished, file, transfer.checked):
                return cache.keep(file)
            unfinished.unlink()
        sentence = f"What came as {file.name} is not what {hub.host} says it is."
        raise Failure(Code.UNAVAILABLE, sentence, "Try again; if it stays so, do not trust that address.")


def _fill(hub: Hub, repo: str, commit: str, file: RemoteFile, path: Path, transfer: Transfer) -> None:
    """Fetch what is missing of a file."""
    from huggingface_hub.errors import HfHubHTTPError
    from huggingface_hub.file_download import http_get

    if path.is_file() and path.stat().st_size > file.bytes:
        path.unlink()
    url, headers = hub.source(repo, commit, file.name)
    # With a buffer, since without one a disk that fills up takes half of a piece and says nothing of it.
    with path.open("ab") as unfinished:
        here = unfinished.tell()
        counting = _counter(file, transfer)
        try:
            http_get(url, unfinished, resume_size=here, headers=headers, expected_size=file.bytes, tqdm_class=counting)
        except HfHubHTTPError as error:
            if error.response.status_code != 416:
                raise
            # The rest that was asked for is not there: what is here is of something else.
            unfinished.truncate(0)
            http_get(url, unfinished, headers=headers, expected_size=file.bytes, tqdm_class=counting)
        unfinished.flush()
        os.fsync(unfinished.fileno())


def _counter(file: RemoteFile, transfer: Transfer) -> type[Any]:
    """The library's progress bar, seen by nobody: it counts bytes, and stops a server that sends too many."""

    class Counter:
        def __init__(self, initial: int = 0, **_: Any) -> None:
            self._done = initial

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def update(self, count: float | None = 1) -> None:
            self._done += int(count or 0)
            if self._done > file.bytes:
                hint = "Try again; if it stays so, do not trust that address."
                raise Failure(Code.UNAVAILABLE, f"More came as {file.name} than there is of it.", hint)
            transfer.have(file, self._done)

    return Counter
