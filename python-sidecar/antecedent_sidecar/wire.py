"""JSON-RPC lines to structs and back. What is not a message becomes a `Refused` line, never an exception."""

import json
from typing import Any, NamedTuple, TypeVar

import msgspec

from . import protocol
from .failures import Code, Failure

_request = msgspec.json.Decoder(protocol.Request)
_encoder = msgspec.json.Encoder()
#: What decoding raises on bytes that are not JSON, or nested too deeply.
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_Params = TypeVar("_Params", bound=protocol.Closed)


class Refused(NamedTuple):
    """A line that is no request, with the id of the request where one can be read."""

    id: int | None
    failure: Failure


def decode(line: bytes, mend: bool = True) -> protocol.Request | Refused:
    """Read one line's envelope; `params` stay raw until their method is known."""
    try:
        return _request.decode(line)
    except msgspec.ValidationError as error:
        try:
            value = msgspec.json.decode(line)
        except _UNREADABLE:
            return Refused(None, Failure(Code.PARSE_ERROR, "The line is not JSON."))
        return Refused(_id_of(value), Failure(Code.INVALID_REQUEST, f"The message is no JSON-RPC request: {error}."))
    except _UNREADABLE:
        mended = _mend_surrogates(line) if mend else None
        if mended is not None:
            return decode(mended, mend=False)
        return Refused(None, Failure(Code.PARSE_ERROR, "The line is not JSON."))


def params(kind: type[_Params], raw: msgspec.Raw | msgspec.UnsetType) -> _Params:
    """Read a request's parameters as `kind`, or raise invalidParams."""
    try:
        return msgspec.json.decode(b"{}" if isinstance(raw, msgspec.UnsetType) else raw, type=kind)
    except _UNREADABLE as error:
        raise Failure(Code.INVALID_PARAMS, f"The parameters are not as expected: {error}.") from error


def response(request_id: int, result: protocol.Closed) -> bytes:
    """A successful answer. Numbers that are not finite become null, so the line is always JSON."""
    return _encoder.encode(protocol.Response(id=request_id, result=msgspec.Raw(_encoder.encode(result))))


def error(request_id: int | None, failure: Failure) -> bytes:
    """A failed answer; `request_id` is None where the request could not be read."""
    data = protocol.ErrorData(hint=failure.hint) if failure.hint else msgspec.UNSET
    body = protocol.RpcError(code=int(failure.code), message=failure.message, data=data)
    return _encoder.encode(protocol.ErrorResponse(id=request_id, error=body))


def notification(method: str, body: protocol.Closed) -> bytes:
    """Something said while a request is under way."""
    raw = msgspec.Raw(_encoder.encode(body))
    return _encoder.encode(protocol.Notification(method=method, params=raw))  # type: ignore[arg-type]


def ascii_only(line: bytes) -> bytes:
    """The same message without a byte beyond ASCII."""
    return line if line.isascii() else json.dumps(json.loads(line), separators=(",", ":")).encode()


def _id_of(value: Any) -> int | None:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def _mend_surrogates(line: bytes) -> bytes | None:
    """Replace halves of surrogate pairs, which JavaScript strings may hold and UTF-8 may not; None if not that."""
    if b"\\ud" not in line.lower():
        return None
    try:
        text = json.dumps(json.loads(line), ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
