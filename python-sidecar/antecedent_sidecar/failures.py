"""What can go wrong, as one sentence for a person and a code for the app."""

import errno
from enum import IntEnum


class Code(IntEnum):
    """Error codes of JSON-RPC, the Language Server Protocol's cancellation, and ours from -32001."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    CANCELLED = -32800
    MODEL_INVALID = -32001
    ADAPTER_INVALID = -32002
    DATA_INVALID = -32003
    OUT_OF_MEMORY = -32004
    DISK_FULL = -32005
    PROTOCOL_MISMATCH = -32006
    UNAVAILABLE = -32007
    NOT_WRITTEN = -32008
    RUN_DIFFERS = -32009
    CHECKPOINT_DAMAGED = -32010
    CHECKPOINT_MISSING = -32011
    WORKER_LOST = -32012
    GATED = -32013
    TOKEN_REFUSED = -32014


class Failure(Exception):
    """Ends a request with an error response.

    Parameters
    ----------
    code
        Which kind of failure.
    message
        One plain sentence for a person.
    hint
        What can be done about it.
    """

    def __init__(self, code: Code, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class Cancelled(Failure):
    """The app took its request back."""

    def __init__(self) -> None:
        super().__init__(Code.CANCELLED, "The request was cancelled.")


# What mlx, Metal and the C++ runtime say when memory runs out (none of them raises MemoryError).
_MEMORY_WORDS = (
    "malloc",
    "bad_alloc",
    "out of memory",
    "outofmemory",
    "insufficient memory",
    "unable to allocate",
    "maximum allowed buffer size",
)
#: What the graphics driver says when it ends a computation, and what that means. None of it is a lack of memory, though
#: the first one speaks of malloc; a new process begins without it.
_DRIVER = {
    "resource limit": "Metal allows no more buffers at once",
    "impactinginteractivity": "macOS ended the computation, since the screen had to wait for it",
    "impacting interactivity": "macOS ended the computation, since the screen had to wait for it",
    "gpu timeout": "The graphics processor took too long for one computation",
    "callbackerrortimeout": "The graphics processor took too long for one computation",
    "gpu hang": "The graphics processor stood still and was reset",
    "callbackerrorhang": "The graphics processor stood still and was reset",
    "innocentvictim": "The graphics processor was reset because of another program",
    "innocent victim": "The graphics processor was reset because of another program",
}
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# The first is the system's, the second what mlx says of a write that came to its end too soon.
_FULL_DISK_WORDS = ("no space left", "[write] unable to write")


def explain(error: BaseException) -> Failure:
    """Turn any exception into a failure that a person can read."""
    if isinstance(error, Failure):
        return error
    words = str(error).lower()
    for piece, meaning in _DRIVER.items():
        if piece in words:
            # The driver's words stay: the app tells these cases apart by them.
            hint = "Continue from the last checkpoint; a smaller batch or shorter rows ask for less at once."
            return Failure(Code.INTERNAL_ERROR, f"{meaning}: {_first_line(error)}", hint)
    if isinstance(error, MemoryError) or any(word in words for word in _MEMORY_WORDS):
        hint = "Use a smaller batch, shorter rows or gradient checkpointing, or close other apps."
        return Failure(Code.OUT_OF_MEMORY, "The computer ran out of memory.", hint)
    if (isinstance(error, OSError) and error.errno in _FULL_DISK) or any(piece in words for piece in _FULL_DISK_WORDS):
        return Failure(Code.DISK_FULL, "The disk is full.", "Free some space and try again.")
    return Failure(Code.INTERNAL_ERROR, f"Something unexpected went wrong: {_first_line(error)}")


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    first = text.splitlines()[0][:300] if text else ""
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
