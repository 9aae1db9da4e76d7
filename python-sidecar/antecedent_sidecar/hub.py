"""The Hugging Face Hub, or a mirror of it: who asks, and what its errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .failures import Cancelled, Code, Failure

if TYPE_CHECKING:
    from huggingface_hub import HfApi

#: Bytes that come before they are told of and written, and are lost where a line breaks; the library's own 10 MB are
#: long seconds of a slow one.
_PIECE = 256 * 1024
#: Longest piece of a server's own words that is shown, in characters.
_MOST_SHOWN = 200


class Hub:
    """An address that speaks the Hub's API, and the token it is asked with.

    Parameters
    ----------
    address
        Such as `https://huggingface.co`.
    token
        None asks as somebody unknown, also where a token lies on this machine.
    """

    def __init__(self, address: str, token: str | None) -> None:
        self.address = address.rstrip("/")
        self.token = token

    @property
    def host(self) -> str:
        """What people know it by."""
        return urlsplit(self.address).netloc

    @property
    def identity(self) -> str | bool:
        """As the library takes it: False asks as nobody."""
        return self.token if self.token is not None else False

    def source(self, repo: str, commit: str, name: str) -> tuple[str, dict[str, str]]:
        """Where the bytes of a file are asked for, and the headers that ask for them as they are."""
        from huggingface_hub import hf_hub_url
        from huggingface_hub.utils import build_hf_headers

        url = hf_hub_url(repo, name, revision=commit, endpoint=self.address)
        return url, {"Accept-Encoding": "identity", **build_hf_headers(token=self.identity)}

    @cached_property
    def api(self) -> "HfApi":
        """The library's client."""
        from huggingface_hub import HfApi

        return HfApi(endpoint=self.address, token=self.identity)

    def page(self, repo: str) -> str:
        """Where people read about a repository."""
        return f"{self.address}/{repo}"

    @contextmanager
    def online(self, repo: str) -> Iterator[None]:
        """Let the library use the network for as long as this lasts; what it raises becomes a sentence.

        Raises
        ------
        Failure
            unavailable, gated or tokenRefused.
        """
        from huggingface_hub import constants

        _set_up_library()
        before = constants.HF_HUB_OFFLINE
        constants.HF_HUB_OFFLINE = False
        try:
            yield
        except (Cancelled, Failure):
            raise
        except Exception as error:
            raise _failure(error, repo, self) from error
        finally:
            constants.HF_HUB_OFFLINE = before


@cache
def _set_up_library() -> None:
    """Once a process: another time would close the connections of whoever still asks."""
    from huggingface_hub import constants
    from huggingface_hub.utils import set_client_factory

    from .hub_client import HubClient

    set_client_factory(HubClient)
    constants.DOWNLOAD_CHUNK_SIZE = _PIECE
    # Its faster transport is one that mirrors do not speak.
    constants.HF_HUB_DISABLE_XET = True


def shown(words: str) -> str:
    """A server's own words, as a line of a sentence can show them."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in words[: 4 * _MOST_SHOWN]).split())
    return plain if len(plain) <= _MOST_SHOWN else f"{plain[:_MOST_SHOWN]}…"


def _failure(error: Exception, repo: str, hub: Hub) -> Failure:
    import httpx2
    from huggingface_hub import errors

    if isinstance(error, errors.GatedRepoError):
        return _gated(error, repo, hub)
    if isinstance(error, errors.RepositoryNotFoundError):
        hint = "Check its name; a private one needs a token of its owner, which belongs into the settings."
        return Failure(Code.UNAVAILABLE, f"There is no model {repo} on {hub.host}, or it is private.", hint)
    if isinstance(error, errors.DisabledRepoError):
        return Failure(Code.UNAVAILABLE, f"{hub.host} has taken {repo} down.", "Choose another model.")
    if isinstance(error, errors.RevisionNotFoundError):
        hint = "Look at the model again: it was changed by its publisher."
        return Failure(Code.UNAVAILABLE, f"{hub.host} no longer has this version of {repo}.", hint)
    if isinstance(error, errors.EntryNotFoundError):
        return Failure(Code.UNAVAILABLE, f"A file of {repo} is gone from {hub.host}.", "Look at the model again.")
    if isinstance(error.__cause__, errors.BadRequestError):
        hint = "Mend the lines between the dashes at the beginning of README.md."
        return Failure(Code.NOT_WRITTEN, f"{hub.host} does not take the model card: {shown(str(error))}", hint)
    if isinstance(error, errors.HfHubHTTPError):
        return _answered(error.response.status_code, repo, hub)
    if isinstance(error, httpx2.HTTPError | httpx2.InvalidURL | ConnectionError | TimeoutError):
        hint = "Check the network connection and try again: what has come is kept."
        return Failure(Code.UNAVAILABLE, f"{hub.host} could not be reached.", hint)
    if isinstance(
        error,
        ValueError | KeyError | TypeError | AttributeError | AssertionError | RecursionError | errors.FileMetadataError,
    ):
        hint = "Check the address of the Hub in the settings, and whether a log-in page stands between."
        return Failure(Code.UNAVAILABLE, f"{hub.host} does not answer as a Hub does.", hint)
    if isinstance(error, OSError) and error.errno is None:
        hint = "Go on: what has come is kept."
        return Failure(Code.UNAVAILABLE, f"{hub.host} broke off in the middle.", hint)
    # A full disk, a folder that cannot be written to.
    raise error


def _gated(error: Any, repo: str, hub: Hub) -> Failure:
    if hub.token is None:
        return Failure(
            Code.GATED,
            f"{repo} is given only to people who accepted its terms.",
            f"Accept them at {hub.page(repo)}, make a token there, and put it into the settings.",
        )
    return Failure(
        Code.GATED,
        f"The owner of your token may not have {repo} yet.",
        f"Accept its terms at {hub.page(repo)}; some publishers let people in by hand, which takes a while.",
    )


def _answered(status: int, repo: str, hub: Hub) -> Failure:
    if status in (401, 403) and hub.token is None:
        hint = "Make one on your account's page there and put it into the settings."
        return Failure(Code.TOKEN_REFUSED, f"{hub.host} gives {repo} only to people with a token.", hint)
    if status == 401:
        hint = "Make a new one on your account's page and put it into the settings."
        return Failure(Code.TOKEN_REFUSED, f"{hub.host} does not know the token it was given.", hint)
    if status == 403:
        hint = "Give the token the right to it on your account's page, or use another one."
        return Failure(Code.TOKEN_REFUSED, f"The token has no right to {repo}.", hint)
    if status == 429:
        hint = "Wait some minutes and go on; with a token it lets more through."
        return Failure(Code.UNAVAILABLE, f"{hub.host} is asked too often from here.", hint)
    hint = "It is not your doing: try again later. What has come is kept."
    return Failure(Code.UNAVAILABLE, f"{hub.host} answered with an error ({status}).", hint)
