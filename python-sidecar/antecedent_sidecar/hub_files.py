"""Which files of a repository make a model, and what the Hub says of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice

from .failures import Code, Failure
from .hub import Hub, shown

#: Weights, configuration, tokenizer and terms; nothing that holds code.
_WANTED = (
    "config.json",
    "generation_config.json",
    "model*.safetensors",
    "model.safetensors.index.json",
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "chat_template.jinja",
    "chat_template.json",
    "LICENSE*",
    "USE_POLICY*",
    "README.md",
)
#: Plain names: no folder, nothing hidden, no letter that a file system reads.
_PLAIN = re.compile(r"[A-Za-z0-9][\w.-]{0,200}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHA1 = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REPO = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
#: Most entries of a listing that are looked through, and most of them that make a model.
_MOST_ENTRIES, _MOST_FILES = 20_000, 1000
#: Largest file that is believed, in bytes.
_MOST_BYTES = 1 << 42


@dataclass(frozen=True)
class RemoteFile:
    """A file as the Hub lists it.

    `etag` names its contents: the SHA-256 of a large file, and of a small one git's SHA-1 of a blob.
    """

    name: str
    bytes: int
    etag: str


@dataclass(frozen=True)
class Listing:
    """One version of a repository."""

    commit: str
    files: tuple[RemoteFile, ...]
    licence: str | None
    gated: bool


def checked_repo(repo: str) -> str:
    """`owner/name`, or invalidParams."""
    if not _REPO.fullmatch(repo):
        raise Failure(Code.INVALID_PARAMS, f"{repo!r} is no name of a model: it looks like owner/name.")
    return repo


def list_files(hub: Hub, repo: str, revision: str | None) -> Listing:
    """What a model of the Hub consists of, at a commit or as it is now.

    Raises
    ------
    Failure
        modelInvalid where it has no weights that can be read; ValueError for a listing that cannot be true.
    """
    from huggingface_hub.hf_api import RepoFile

    info = hub.api.model_info(repo, revision=revision)
    commit = _matching(_COMMIT, info.sha)
    tree = list(islice(hub.api.list_repo_tree(repo, revision=commit, recursive=False), _MOST_ENTRIES + 1))
    entries = [entry for entry in tree if isinstance(entry, RepoFile)]
    files = tuple(_remote(entry) for entry in entries if _is_wanted(entry.path))
    if len(tree) > _MOST_ENTRIES or len(files) > _MOST_FILES:
        raise Failure(Code.MODEL_INVALID, f"{repo} holds more files than a model has.", "Choose another model.")
    if len({file.name for file in files}) < len(files):
        raise ValueError("A name is there twice.")
    _refuse_unreadable(repo, files, [entry.path for entry in entries])
    return Listing(commit, files, _licence_of(info), bool(info.gated))


def _is_wanted(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and any(fnmatchcase(name, pattern) for pattern in _WANTED)


def _remote(entry: object) -> RemoteFile:
    lfs = getattr(entry, "lfs", None)
    size = getattr(entry, "size", None)
    name = getattr(entry, "path", None)
    if not isinstance(size, int) or not 0 <= size <= _MOST_BYTES or not isinstance(name, str):
        raise ValueError(f"A file without a size: {name!r}.")
    etag = _matching(_SHA1, getattr(entry, "blob_id", None)) if lfs is None else _matching(_SHA256, lfs.sha256)
    return RemoteFile(name, size, etag)


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"{value!r} is no hash.")
    return value


def _refuse_unreadable(repo: str, files: Sequence[RemoteFile], names: Sequence[str]) -> None:
    has = {file.name for file in files}
    if "config.json" in has and any(name.endswith(".safetensors") for name in has):
        return
    endings = {name.rsplit(".", 1)[-1] for name in names}
    if "gguf" in endings:
        why = "only as GGUF, which is for llama.cpp"
    elif endings & {"bin", "pt", "pth", "pkl"}:
        why = "only in a form that can run code when it is read"
    else:
        why = "not as config.json and safetensors"
    hint = "Look for one with “mlx” or the publisher's own repository: its weights are safetensors."
    raise Failure(Code.MODEL_INVALID, f"{repo} has its weights {why}.", hint)


def _licence_of(info: object) -> str | None:
    """As its card names it; one that has a name of its own is called by that."""
    card = getattr(info, "card_data", None)
    licence = card.get("license") if card is not None else None
    named = card.get("license_name") if card is not None else None
    chosen = named if licence == "other" and named else licence
    return (shown(chosen) or None) if isinstance(chosen, str) else None
