"""The `download` method: a model from the Hugging Face Hub into its ordinary cache."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .failures import Cancelled, Code, Failure
from .job import Job
from .protocol import DownloadParams, DownloadResult

#: Weights, configuration and tokenizer; nothing that holds code.
_WANTED = [
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
    "README.md",
]
_UNWANTED = ["*.py", "*.pkl", "*.pt", "*.pth", "*.bin"]


def download(params: DownloadParams, job: Job) -> DownloadResult:
    """Fetch what is missing of a repository; its folder.

    Raises
    ------
    Failure
        unavailable, when there is no such model, it is closed to this person, or there is no network.
    """
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", params.repo):
        raise Failure(Code.INVALID_PARAMS, f"{params.repo!r} is no name of a model: it looks like owner/name.")
    job.progress("downloading", 0, 0)
    from huggingface_hub import errors, snapshot_download

    try:
        with _online():
            path = snapshot_download(
                params.repo, allow_patterns=_WANTED, ignore_patterns=_UNWANTED, tqdm_class=_bars(job)
            )
    except Cancelled:
        raise
    except errors.GatedRepoError as error:
        hint = "Accept its terms on huggingface.co and log in there with a token."
        raise Failure(Code.UNAVAILABLE, f"{params.repo} is only for people who accepted its terms.", hint) from error
    except errors.RepositoryNotFoundError as error:
        raise Failure(
            Code.UNAVAILABLE, f"There is no model {params.repo} on Hugging Face.", "Check its name."
        ) from error
    except (errors.HfHubHTTPError, errors.LocalEntryNotFoundError, ConnectionError, TimeoutError) as error:
        job.check()
        sentence = f"{params.repo} could not be fetched from Hugging Face."
        raise Failure(Code.UNAVAILABLE, sentence, "Check the network connection and try again.") from error
    return DownloadResult(path=path)


@contextmanager
def _online() -> Iterator[None]:
    """Let the Hub's library use the network, for this one call."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = False
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _bars(job: Job) -> type[Any]:
    """Progress bars that nobody sees: bytes go to `job`, which may take the request back."""
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)
            super().__init__(*args, **{**kwargs, "file": _nowhere, "disable": False})

        def update(self, n: float | None = 1) -> bool | None:
            job.check()
            shown = super().update(n)
            if self.unit == "B" and "Reconstruct" in (self.desc or ""):
                total = int(self.total or 0)
                job.progress("downloading", min(int(self.n), total), total)
            return shown

    return Bar


_nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process
