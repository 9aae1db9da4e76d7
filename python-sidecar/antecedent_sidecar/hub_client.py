"""The client that asks a Hub: encrypted, with an end to every wait and to every answer."""

import ipaddress
from typing import Any

import httpx2
from huggingface_hub.utils._http import hf_request_event_hook

from .failures import Code, Failure

#: Longest wait for a server that says nothing, in seconds: to read, and to have something done. With the library's six
#: tries they stay below what the app allows, so that what went wrong is told by whom it concerns.
_READ_WAIT, _WRITE_WAIT = 40, 90
#: Largest answer that is read at once, in bytes; the contents of files come piece by piece.
_MOST = 32 * 1024 * 1024
#: How long a server wants to be left alone. The library would sleep for as long as it is told to.
_PATIENCE_HEADERS = ("ratelimit", "retry-after")


class HubClient(httpx2.Client):
    """The library's own client, less trusting."""

    def __init__(self) -> None:
        super().__init__(event_hooks={"request": [hf_request_event_hook, _refuse_unencrypted]}, follow_redirects=True)

    def send(self, request: httpx2.Request, *, stream: bool = False, **how: Any) -> httpx2.Response:
        """Send a request. What has no time of its own gets one; an answer without end is refused."""
        longest = _READ_WAIT if request.method in ("GET", "HEAD") else _WRITE_WAIT
        asked = request.extensions.get("timeout") or {}
        waits = {kind: asked.get(kind) or longest for kind in ("connect", "read", "write", "pool")}
        request.extensions = {**request.extensions, "timeout": waits}
        response = super().send(request, stream=True, **how)
        for header in _PATIENCE_HEADERS:
            response.headers.pop(header, None)
        if not stream:
            try:
                _read(response)
            except BaseException:
                response.close()
                raise
        return response


def _read(response: httpx2.Response) -> None:
    contents = bytearray()
    for piece in response.iter_bytes():
        contents += piece
        if len(contents) > _MOST:
            hint = "Check the address of the Hub in the settings."
            raise Failure(Code.UNAVAILABLE, f"{response.url.host} answered with more than there can be to say.", hint)
    response._content = bytes(contents)


def _refuse_unencrypted(request: httpx2.Request) -> None:
    if request.url.scheme != "https" and not _is_this_machine(request.url.host):
        raise Failure(
            Code.UNAVAILABLE,
            f"The answer was to come from {request.url.host} unencrypted.",
            "Check the address of the Hub in the settings: a mirror has to use https.",
        )


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
