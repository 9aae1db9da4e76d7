"""What is told of a model before it is fetched, by a local server that speaks the Hub's API."""

import json
from pathlib import Path
from typing import Any

import pytest
import tiny_model
from client import Client
from local_hub import REPO, LocalHub, leave_partial, look_params

from antecedent_sidecar.failures import Code

#: A tensor of more numbers than a window can count.
_NAMED = b'{"a":{"dtype":"F32","shape":[%d],"data_offsets":[0,4]}}' % (10**30)
HUGE = len(_NAMED).to_bytes(8, "little") + _NAMED


@pytest.fixture
def asked(hub: LocalHub, tmp_path: Path) -> dict[str, Any]:
    """Parameters of `look`."""
    return look_params(hub, cache=str(tmp_path / "cache"))


def test_a_look_tells_what_would_come(client: Client, hub: LocalHub, asked: dict[str, Any]) -> None:
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"license": "other", "license_name": "acme-1"}))
    leave_partial(hub, Path(asked["cache"]), 1000)
    looked = client.call("look", asked)
    assert looked["licence"] == "acme-1"
    assert json.loads(looked["configuration"])["model_type"] == "llama"
    files = {file["name"]: file for file in looked["files"]}
    assert files["model.safetensors"]["here"] == 1000
    assert files["config.json"]["here"] == 0
    assert "modeling_tiny.py" not in files
    shapes = {tensor["name"]: tensor["shape"] for tensor in looked["tensors"]}
    assert shapes["model.embed_tokens.weight"] == [tiny_model.CONFIG["vocab_size"], tiny_model.CONFIG["hidden_size"]]
    read = [request for request in hub.log() if request["path"].endswith("safetensors")]
    assert all(request["range"].startswith("bytes=0-") for request in read)


def test_a_look_finds_the_header_in_what_a_server_sends_that_knows_no_ranges(
    client: Client, hub: LocalHub, asked: dict[str, Any]
) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "no ranges", "times": 9})
    assert client.call("look", asked)["tensors"]


@pytest.mark.parametrize("header", [b"\xff" * 8, b"\x02\0\0\0\0\0\0\0[]", b"\x09\0\0\0\0\0\0\0{" + b'"a":null}', HUGE])
def test_a_look_at_weights_that_are_none_is_refused(
    header: bytes, client: Client, hub: LocalHub, asked: dict[str, Any]
) -> None:
    (hub.root / REPO / "model.safetensors").write_bytes(header + b"\0" * 64)
    assert client.fail("look", asked)["code"] == Code.UNAVAILABLE


@pytest.mark.parametrize("configuration", ['{"a": 1}'.encode("utf-16"), b'{"a":' + b"[" * 200_000, b"[1, 2"])
def test_a_look_at_a_configuration_that_is_none_is_refused(
    configuration: bytes, client: Client, hub: LocalHub, asked: dict[str, Any]
) -> None:
    (hub.root / REPO / "config.json").write_bytes(configuration)
    assert client.fail("look", asked)["code"] == Code.UNAVAILABLE


def test_a_licence_is_shown_as_one_short_line(client: Client, hub: LocalHub, asked: dict[str, Any]) -> None:
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"license": "mit\x1b[2J\n" + "x" * 10_000}))
    licence = client.call("look", asked)["licence"]
    assert licence.startswith("mit [2J xxx")
    assert len(licence) <= 201
