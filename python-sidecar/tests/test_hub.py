"""Hubs that are broken, silent, slow, lie, or keep to themselves: told in words, and nothing of it is kept."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from client import Client
from local_hub import REPO, LocalHub, download_params, file_entry, file_of, look_params, partials

from antecedent_sidecar.failures import Code
from antecedent_sidecar.hub import Hub


@pytest.fixture
def asked(hub: LocalHub, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Parameters of `download`."""
    return partial(download_params, hub, cache=str(tmp_path / "cache"))


@pytest.mark.parametrize(("method", "params"), [("download", download_params), ("look", look_params)])
def test_taken_back_it_ends_also_while_the_hub_says_nothing(
    method: str, params: Callable[..., Any], client: Client, hub: LocalHub, tmp_path: Path
) -> None:
    hub.go_wrong({"match": "/api/models/", "kind": "silence", "value": 60})
    request = client.send(method, params(hub, cache=str(tmp_path / "cache")))
    while not any("/api/models/" in logged["path"] for logged in hub.log()):
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == Code.CANCELLED
    assert "SILENCE OVER" not in {logged["method"] for logged in hub.log()}


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_bytes_that_are_not_what_the_hub_says_are_refused_and_not_kept(
    name: str, client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    hub.go_wrong({"match": f"GET .*/{name}$", "kind": "other bytes", "times": 5})
    error = client.fail("download", asked())
    assert error["code"] == Code.UNAVAILABLE
    assert error["message"] == f"What came as {name} is not what {hub.host} says it is."
    etag = hub.entry(name)
    kept = {path.name for path in (tmp_path / "cache").rglob("blobs/*")}
    assert not any(name.startswith(str(etag.get("lfs", {}).get("oid", etag["oid"]))) for name in kept)
    assert not (tmp_path / "cache" / "models--acme--tiny" / "snapshots").exists()
    assert file_of(client.notified("transfer")[-1], name)["done"] == 0
    hub.go_wrong()
    client.call("download", asked())


def test_a_server_that_sends_less_than_it_lists_is_told_and_gone_on_from(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "fewer", "value": 3000})
    error = client.fail("download", asked())
    assert (error["code"], error["message"]) == (Code.UNAVAILABLE, f"{hub.host} broke off in the middle.")
    etag = hub.entry("model.safetensors")["lfs"]["oid"]
    [unfinished] = [path for path in partials(tmp_path / "cache") if path.name.startswith(etag)]
    assert unfinished.stat().st_size == 3000
    client.call("download", asked())
    assert hub.ranges() == [None, "bytes=3000-"]


def test_a_server_that_never_ends_is_stopped(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "more", "value": 50_000_000})
    error = client.fail("download", asked())
    assert error["message"] == "More came as model.safetensors than there is of it."
    assert sum(path.stat().st_size for path in partials(tmp_path / "cache")) < 25_000_000


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (
            {"match": "/api/models/", "kind": "status", "value": 503, "times": 99},
            Code.UNAVAILABLE,
            "answered with an error (503)",
        ),
        ({"match": "/api/models/", "kind": "hangup", "times": 99}, Code.UNAVAILABLE, "could not be reached"),
        ({"match": "/api/models/", "kind": "page", "times": 99}, Code.UNAVAILABLE, "does not answer as a Hub does"),
        (
            {"match": "/tree/", "kind": "json", "value": {"error": "no"}, "times": 99},
            Code.UNAVAILABLE,
            "does not answer as a Hub does",
        ),
        (
            {"match": "/tree/", "kind": "json", "value": [], "times": 99},
            Code.MODEL_INVALID,
            "not as config.json and safetensors",
        ),
        (
            {"match": "/revision/|models/acme/tiny$", "kind": "json", "value": {"id": REPO, "sha": "../../x"}},
            Code.UNAVAILABLE,
            "as a Hub does",
        ),
        (
            {"match": "/api/models/", "kind": "status", "value": 401, "times": 99},
            Code.TOKEN_REFUSED,
            f"gives {REPO} only to people with a token.",
        ),
        (
            {"match": "/tree/", "kind": "endless", "value": 40_000_000},
            Code.UNAVAILABLE,
            "answered with more than there can be to say",
        ),
        (
            {"match": "/tree/", "kind": "json", "value": [file_entry("model-0.safetensors")] * 2},
            Code.UNAVAILABLE,
            "as a Hub does",
        ),
        (
            {"match": "/tree/", "kind": "json", "value": [file_entry("model-0.safetensors", 10**30)]},
            Code.UNAVAILABLE,
            "as a Hub does",
        ),
        (
            {
                "match": "/tree/",
                "kind": "json",
                "value": [file_entry(f"model-{number}.safetensors") for number in range(1001)],
            },
            Code.MODEL_INVALID,
            "holds more files than a model has",
        ),
    ],
)
def test_a_hub_that_does_not_answer_as_one_is_told_in_words(
    fault: dict[str, Any], code: Code, words: str, client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    hub.go_wrong(fault)
    error = client.fail("download", asked())
    assert error["code"] == code
    assert words in error["message"]
    assert error["data"]["hint"]


def test_names_and_hashes_that_lead_elsewhere_are_never_followed(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    true = [hub.entry(name) for name in ("config.json", "model.safetensors")]
    outside = {**true[0], "path": "model/../../../outside.safetensors"}
    hub.go_wrong({"match": "/tree/", "kind": "json", "value": [*true, outside]})
    client.call("download", asked())
    assert not any("outside" in request["path"] for request in hub.log())
    for hash_ in ("../../../../outside", "A" * 40, "0" * 39):
        hub.go_wrong({"match": "/tree/", "kind": "json", "value": [{**true[0], "oid": hash_}, true[1]]})
        assert client.fail("download", asked(cache=str(tmp_path / "other")))["code"] == Code.UNAVAILABLE
    assert not list(tmp_path.rglob("outside*"))


def test_a_listing_without_end_is_left(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    commit = hub.commit()
    following = {"Link": f'<{hub.address}/api/models/{REPO}/tree/{commit}>; rel="next"'}
    page = [file_entry(f"{number}.txt") for number in range(5000)]
    hub.go_wrong({"match": "/tree/", "kind": "json", "value": page, "headers": following, "times": 999})
    assert "holds more files" in client.fail("download", asked())["message"]
    assert len([request for request in hub.log() if "/tree/" in request["path"]]) <= 6


def test_a_hub_that_wants_to_be_left_alone_for_long_is_not_waited_for(
    hub: LocalHub,
) -> None:
    from huggingface_hub.utils import get_session

    hub.go_wrong({"match": "/x", "kind": "status", "value": 429, "headers": {"Retry-After": "86400"}})
    with Hub(hub.address, None).online(REPO):
        response = get_session().get(f"{hub.address}/x", timeout=None)
    assert (response.status_code, response.headers.get("retry-after")) == (429, None)


@pytest.mark.parametrize("address", ["http://hub.localhost:1", "http://127.0.0.2:1"])
def test_every_name_of_this_machine_may_be_asked_unencrypted(
    address: str, client: Client, asked: Callable[..., Any]
) -> None:
    assert "could not be reached" in client.fail("download", asked(address=address))["message"]


def test_gates_and_tokens_are_told_in_words(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"gated": "manual"}))
    nobody = client.fail("download", asked())
    assert nobody["code"] == Code.GATED
    assert nobody["message"] == f"{REPO} is given only to people who accepted its terms."
    assert f"{hub.address}/{REPO}" in nobody["data"]["hint"]
    outside = client.fail("download", asked(token="hf_known"))
    assert (outside["code"], outside["message"]) == (Code.GATED, f"The owner of your token may not have {REPO} yet.")
    unknown = client.fail("download", asked(token="hf_made_up"))
    assert unknown["code"] == Code.TOKEN_REFUSED
    client.call("download", asked(token="hf_let_in"))


def test_a_private_model_and_one_that_does_not_exist_look_alike(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"private": True}))
    for repo in (REPO, "acme/nothing"):
        error = client.fail("download", asked(repo=repo))
        assert error["code"] == Code.UNAVAILABLE
        assert error["message"] == f"There is no model {repo} on {hub.host}, or it is private."


def test_the_token_goes_to_the_hub_alone(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    storage = LocalHub(hub.root)
    try:
        commit = hub.commit()
        elsewhere = f"{storage.address}/{REPO}/resolve/{commit}/model.safetensors"
        hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "redirect", "value": elsewhere})
        client.call("download", asked(token="hf_let_in"))
        assert [request["token"] for request in storage.log()] == [None]
        assert {request["token"] for request in hub.log() if "/resolve/" in request["path"]} == {"hf_let_in"}
    finally:
        storage.close()


def test_encryption_is_never_left_behind(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "redirect", "value": "http://storage.invalid/model"})
    error = client.fail("download", asked())
    assert error["message"] == "The answer was to come from storage.invalid unencrypted."


def test_a_token_of_this_machine_is_not_used_unasked(
    hub: LocalHub, asked: Callable[..., Any], monkeypatch: Any
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_let_in")
    client = Client()
    client.call("download", asked())
    client.close()
    assert {request["token"] for request in hub.log()} == {None}


def test_nobody_there_is_told_in_words(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    error = client.fail("download", asked(address="http://127.0.0.1:9"))
    assert error["code"] == Code.UNAVAILABLE
    assert error["message"] == "127.0.0.1:9 could not be reached."


@pytest.mark.parametrize("repo", ["é/x", "a/é", "no-owner", "a/b/c", "../x", "a/..b/", "", "a/b\n"])
def test_a_name_that_is_none_is_refused(repo: str, client: Client, asked: Callable[..., Any]) -> None:
    assert client.fail("download", asked(repo=repo))["code"] == Code.INVALID_PARAMS
