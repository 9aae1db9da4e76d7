"""The `upload` method: a folder to the Hugging Face Hub, as a repository of its own."""

import io
from pathlib import Path

from . import notifications
from .at_once import all_at_once
from .failures import Code, Failure
from .hub import Hub
from .hub_files import checked_repo
from .job import Job
from .protocol import UploadParams, UploadResult

#: What the Hub puts into a new repository by itself.
_OF_THE_HUB = {".gitattributes"}


def upload(params: UploadParams, job: Job) -> UploadResult:
    """Put the files of a folder into a repository, in one commit; where it lies then.

    Large files that came through in an earlier try are not sent again. Until the commit nothing of it shows.

    Raises
    ------
    Failure
        unavailable, gated, tokenRefused; notWritten where the repository holds something and `replace` is false.
    """
    repo = checked_repo(params.repo)
    hub = Hub(params.address, params.token)
    files = sorted(path for path in Path(params.folder).iterdir() if path.is_file() and not path.is_symlink())
    if hub.token is None:
        hint = "Make one with the right to write on your account's page, and put it into the settings."
        raise Failure(Code.TOKEN_REFUSED, "To upload takes a token.", hint)
    transfer = _Transfer(job, files)
    result: list[UploadResult] = []
    with hub.online(repo):
        all_at_once(job, [lambda: result.append(_send(hub, repo, params, files, transfer))])
    return result[0]


def _send(hub: Hub, repo: str, params: UploadParams, files: list[Path], transfer: "_Transfer") -> UploadResult:
    from huggingface_hub import CommitOperationAdd, constants

    # The way that is tested here, and that mirrors speak too.
    constants.HF_HUB_DISABLE_XET = True
    hub.api.create_repo(repo, private=params.private, exist_ok=True)
    if not params.replace:
        _refuse_taken(hub, repo)
    additions = []
    for file in files:
        with _Counted(file, transfer) as contents:
            addition = CommitOperationAdd(path_in_repo=file.name, path_or_fileobj=contents)
            contents.sending = True
            hub.api.preupload_lfs_files(repo, additions=[addition], free_memory=False)
            if addition._upload_mode != "lfs":
                addition = CommitOperationAdd(path_in_repo=file.name, path_or_fileobj=file.read_bytes())
            additions.append(addition)
            transfer.sent(file.name, file.stat().st_size)
    commit = hub.api.create_commit(repo, operations=additions, commit_message=params.message)
    return UploadResult(page=hub.page(repo), revision=commit.oid)


def _refuse_taken(hub: Hub, repo: str) -> None:
    names = [entry.path for entry in hub.api.list_repo_tree(repo) if entry.path not in _OF_THE_HUB]
    if names:
        sentence = f"{repo} already holds {names[0]}" + (f" and {len(names) - 1} more." if len(names) > 1 else ".")
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
        self._name, self._transfer = path.name, transfer
        self.sending = False

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if self.sending:
            self._transfer.sent(self._name, self.tell())
        else:
            self._transfer.read()
        return piece
