"""The `look` method: what a model of the Hub is and takes, before any of its weights are fetched."""

import json
from pathlib import Path
from typing import Any

from .at_once import apart
from .failures import Code, Failure
from .hub import Hub
from .hub_cache import HubCache
from .hub_files import RemoteFile, checked_repo, list_files
from .job import Job
from .protocol import LookedTensor, LookParams, LookResult, RemoteModelFile

#: Largest configuration and largest headers of all files of weights together, in bytes: what is made of them has to
#: fit into one line.
_MOST_CONFIGURATION = 1024 * 1024
_MOST_HEADERS = 12 * 1024 * 1024
#: Largest number that is believed.
_MOST = 1 << 42
#: Bytes that say how long a header is.
_LENGTH = 8
#: Asked for at once: most headers are shorter.
_FIRST = 128 * 1024
#: Longest wait for an answer, in seconds.
_WAIT = 10


def look(params: LookParams, job: Job) -> LookResult:
    """A model's files, licence, configuration and tensors.

    Raises
    ------
    Failure
        unavailable, gated, tokenRefused, modelInvalid.
    """
    repo = checked_repo(params.repo)
    hub = Hub(params.address, params.token)
    job.progress("downloading", 0, 0)
    with hub.online(repo):
        return apart(job, lambda: _look(hub, repo, HubCache(Path(params.cache), repo), job))


def _look(hub: Hub, repo: str, cache: HubCache, job: Job) -> LookResult:
    listing = list_files(hub, repo, None)
    by_name = {file.name: file for file in listing.files}
    weights = [file for file in listing.files if file.name.endswith(".safetensors")]
    configuration = _read(hub, repo, listing.commit, by_name["config.json"], 0, _MOST_CONFIGURATION).decode()
    json.loads(configuration)
    tensors: list[LookedTensor] = []
    left = _MOST_HEADERS
    for place, file in enumerate(weights):
        job.check()
        job.progress("downloading", place, len(weights))
        header = _header(hub, repo, listing.commit, file, left)
        left -= len(header)
        tensors += [_tensor(name, entry) for name, entry in json.loads(header).items() if name != "__metadata__"]
    return LookResult(
        revision=listing.commit,
        files=[
            RemoteModelFile(name=file.name, bytes=file.bytes, here=cache.bytes_here(file)) for file in listing.files
        ],
        licence=listing.licence,
        gated=listing.gated,
        free_bytes=cache.free_bytes(),
        configuration=configuration,
        tensors=tensors,
    )


def _header(hub: Hub, repo: str, commit: str, file: RemoteFile, most: int) -> bytes:
    """What a file of weights begins with: https://huggingface.co/docs/safetensors/index#format."""
    beginning = _read(hub, repo, commit, file, 0, _FIRST)
    length = int.from_bytes(beginning[:_LENGTH], "little")
    if not 2 <= length <= file.bytes - _LENGTH:
        raise ValueError(f"A header of {length} bytes.")
    if length > most:
        raise Failure(
            Code.MODEL_INVALID, f"{repo} has more tensors than can be looked through.", "Choose another model."
        )
    header = beginning[_LENGTH : _LENGTH + length]
    if len(header) < length:
        header += _read(hub, repo, commit, file, len(beginning), _LENGTH + length - len(beginning))
    return header


def _tensor(name: str, entry: Any) -> LookedTensor:
    start, stop = _counts(entry["data_offsets"])
    shape = _counts(entry["shape"])
    if not isinstance(entry["dtype"], str) or stop < start:
        raise ValueError(f"{name!r} is no tensor.")
    return LookedTensor(name=name, dtype=entry["dtype"], shape=shape, bytes=stop - start)


def _counts(numbers: object) -> list[int]:
    if not isinstance(numbers, list) or not all(isinstance(number, int) and 0 <= number <= _MOST for number in numbers):
        raise ValueError(f"{numbers!r} are no counts.")
    return numbers


def _read(hub: Hub, repo: str, commit: str, file: RemoteFile, start: int, most: int) -> bytes:
    """Some bytes of a file, at most `most` from `start` on, also of a server that sends all of it."""
    from huggingface_hub.utils import get_session, hf_raise_for_status

    stop = min(start + most, file.bytes)
    url, headers = hub.source(repo, commit, file.name)
    headers["Range"] = f"bytes={start}-{stop - 1}"
    with get_session().stream("GET", url, headers=headers, timeout=_WAIT) as response:
        hf_raise_for_status(response)
        skipped = start if response.status_code == 200 else 0
        read = bytearray()
        for piece in response.iter_bytes():
            read += piece
            if len(read) >= skipped + stop - start:
                break
    return bytes(read[skipped : skipped + stop - start])
