"""The golden transcript, which the TypeScript tests read as well."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from antecedent_sidecar import protocol, wire
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.methods import HANDLERS
from antecedent_sidecar.notifications import NOTIFICATIONS

FILE = Path(__file__).parents[2] / "test" / "fixtures" / "protocol.jsonl"
ENTRIES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
ASKED = {
    entry["message"]["id"]: entry["message"]["method"]
    for entry in ENTRIES
    if "id" in entry["message"] and entry["from"] == "app"
}


def entries(source: str, valid: bool) -> list[Any]:
    """Parameters for a test of every such entry."""
    return [
        pytest.param(entry["message"], id=f"{place}-{entry['message'].get('method', 'response')}")
        for place, entry in enumerate(ENTRIES)
        if entry["from"] == source and entry.get("valid", True) is valid
    ]


def decode_from_app(message: dict[str, Any]) -> protocol.Closed:
    """Decode a line as the server does; raises Failure."""
    request = wire.decode(json.dumps(message).encode())
    if isinstance(request, wire.Refused):
        raise request.failure
    if request.method == "$/cancelRequest":
        return wire.params(protocol.CancelParams, request.params)
    if request.method == "$/verdict":
        return wire.params(protocol.VerdictParams, request.params)
    if request.method not in protocol.METHODS:
        raise Failure(Code.METHOD_NOT_FOUND, request.method)
    return wire.params(protocol.METHODS[request.method][0], request.params)


def decode_from_sidecar(message: dict[str, Any]) -> protocol.Closed:
    """Decode a line of the sidecar's own, the whole of it."""
    line = json.dumps(message).encode()
    if "method" in message:
        raw = msgspec.json.decode(line, type=protocol.Notification).params
        return msgspec.json.decode(raw, type=NOTIFICATIONS[message["method"]])
    if "error" in message:
        return msgspec.json.decode(line, type=protocol.ErrorResponse)
    response = msgspec.json.decode(line, type=protocol.Response)
    return msgspec.json.decode(response.result, type=protocol.METHODS[ASKED[response.id]][1])


@pytest.mark.parametrize("message", entries("app", valid=True))
def test_a_line_of_the_app_is_understood(message: dict[str, Any]) -> None:
    decode_from_app(message)


@pytest.mark.parametrize("message", entries("app", valid=False))
def test_a_wrong_line_of_the_app_is_refused(message: dict[str, Any]) -> None:
    with pytest.raises(Failure):
        decode_from_app(message)


@pytest.mark.parametrize("message", entries("sidecar", valid=True))
def test_a_line_of_the_sidecar_is_what_it_could_write(message: dict[str, Any]) -> None:
    decoded = decode_from_sidecar(message)
    body = message.get("params", message.get("result", message))
    assert json.loads(msgspec.json.encode(decoded)) == body


@pytest.mark.parametrize("message", entries("sidecar", valid=False))
def test_a_wrong_line_of_the_sidecar_is_noticed(message: dict[str, Any]) -> None:
    with pytest.raises((msgspec.ValidationError, KeyError)):
        decode_from_sidecar(message)


def test_every_method_notification_and_code_is_in_the_transcript() -> None:
    methods = {entry["message"].get("method") for entry in ENTRIES}
    codes = {entry["message"]["error"].get("code") for entry in ENTRIES if "error" in entry["message"]}
    assert set(protocol.METHODS) | set(NOTIFICATIONS) | {"$/cancelRequest", "$/verdict"} <= methods
    assert codes >= set(Code)
    assert set(HANDLERS) == set(protocol.METHODS)
