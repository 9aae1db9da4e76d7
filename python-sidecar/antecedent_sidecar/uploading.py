"""The `upload` method: a folder to the Hugging Face Hub, as a repository of its own."""

import io
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from . import notifications
from .at_once import apart
from .failures import Code, Failure
from .hub import Hub, shown
from .hub_files import checked_repo
from .job import Job
from .protocol import UploadParams, UploadResult

#: What the Hub puts into a new repository by itself.
_OF_THE_HUB = {".gitattributes"}


def upload(params: UploadParams, job: Job) -> UploadResult:
    """Put the files of a folder into a repository, in one commit; where it lies then. What is hidden stays here.

    Large files that came through in an earlier try are not sent again. Until the commit nothing of it shows.

    Raises
    ------
    Failure
        unavailable, gated, tokenRefused; notWritten where the repository holds something and `replace` is false.
    """
    repo = checked_repo(params.repo)
    hub = Hub(params.address, params.token)
    files = sorted(path for path in Path(params.folder).iterdir() if _goes(path))
    if hub.token is None:
        hint = "Make one with the right to write on your account's page, and put it into the settings."
        raise Failure(Code.TOKEN_REFUSED, "To upload takes a token.", hint)
    transfer = _Transfer(job, files)
    with hub.online(repo):
        return apart(job, lambda: _send(hub, repo, params, files, transfer))


def _goes(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _send(hub: Hub, repo: str, params: UploadParams, files: list[Path], transfer: "_Transfer") -> UploadResult:
    from huggingface_hub import CommitOperationAdd

    hub.api.create_repo(repo, private=params.private, exist_ok=True)
    if not params.replace:
        _refuse_taken(hub, repo)
    additions = []
    with ExitStack() as opened:
        counted = [opened.enter_context(_Counted(file, transfer)) for file in files]
        # All hashes are made before anything goes, so that the bar only grows.
        read = [CommitOperationAdd(path_in_repo=of.path.name, path_or_fileobj=of) for of in counted]
        for contents, addition in zip(counted, read, strict=True):
            contents.sending = True
            hub.api.preupload_lfs_files(repo, additions=[addition], free_memory=False)
            if addition._upload_mode != "lfs":
                addition = CommitOperationAdd(addition.path_in_repo, contents.path.read_bytes())
            additions.append(addition)
            transfer.sent(contents.path.name, contents.path.stat().st_size)
    commit = hub.api.create_commit(repo, operations=additions, commit_message=params.message)
    return UploadResult(page=hub.page(repo), revision=commit.oid)


def _refuse_taken(hub: Hub, repo: str) -> None:
    there = (entry.path for entry in hub.api.list_repo_tree(repo) if entry.path not in _OF_THE_HUB)
    names = list(islice(there, 2))
    if names:
        sentence = f"{repo} already holds {shown(names[0])}{' and more' if len(names) > 1 else ''}."
        raise Failure(Code.NOT_WRITTEN, sentence, "Choose another name, or say that it is to be replaced.")


class _Transfer:
    """How much of each file has gone, told to the app."""

    def __init__(self, job: Job, files: list[Path]) -> None:
        self._job = job
        self._files = {file.name: [0, file.stat().st_size] for file in files}
        self._total = sum(size for _, size in self._files.values())
        job.progress("uploading", 0, self._total)

    def sent(self, name: str, done: int) -> None:
        """So many bytes of a file have gone."""
        self._job.check()
        self._files[name][0] = done
        files = [notifications.TransferredFile(name=of, done=n, total=total) for of, (n, total) in self._files.items()]
        self._job.transfer(files)
        self._job.progress("uploading", sum(done for done, _ in self._files.values()), self._total)

    def read(self) -> None:
        """More of a file was read, to know its hash."""
        self._job.check()
        self._job.progress("checking", 0, self._total)


class _Counted(io.BufferedReader):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, transfer: _Transfer) -> None:
        super().__init__(io.FileIO(path))
        self.path, self._transfer = path, transfer
        self.sending = False

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if self.sending:
            self._transfer.sent(self.path.name, self.tell())
        else:
            self._transfer.read()
        return piece
