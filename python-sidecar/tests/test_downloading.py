"""Downloads from a local server that speaks the Hub's API, well and badly."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hub_server
import pytest
import tiny_model
from antecedent_sidecar.failures import Code
from client import Client
from local_hub import LocalHub, refused

REPO = "acme/tiny"


def file_entry(number: int, size: int = 1) -> dict[str, Any]:
    """A file of weights as a listing has it."""
    return {"type": "file", "path": f"model-{number}.safetensors", "size": size, "oid": "0" * 40}


@pytest.fixture
def hub(model: Path, tmp_path: Path) -> Iterator[LocalHub]:
    """A Hub with one model, whose weights come to a few pieces."""
    folder = tmp_path / "hub" / REPO
    shutil.copytree(model, folder)
    (folder / "modeling_tiny.py").write_text("raise SystemExit('code of a stranger')\n")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    (folder / ".hub.json").write_text(json.dumps({"license": "apache-2.0"}))
    server = LocalHub(tmp_path / "hub")
    yield server
    server.close()


@pytest.fixture
def asked(hub: LocalHub, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Parameters of `download`."""

    def params(**other: Any) -> dict[str, Any]:
        whole = {
            "repo": REPO,
            "revision": None,
            "address": hub.address,
            "token": None,
            "cache": str(tmp_path / "cache"),
        }
        return {**whole, **other}

    return params


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def partials(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache").rglob("*.incomplete"))


def weights(folder: Path) -> Path:
    return folder / "model.safetensors"


def test_a_model_lies_in_the_ordinary_cache_and_nothing_that_holds_code(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    result = client.call("download", asked())
    folder = Path(result["path"])
    root = tmp_path / "cache" / "models--acme--tiny"
    assert folder == root / "snapshots" / result["revision"]
    assert (root / "refs" / "main").read_text() == result["revision"]
    assert {path.name for path in folder.iterdir()} == {path.name for path in (hub.root / REPO).iterdir()} - {
        "modeling_tiny.py",
        "pytorch_model.bin",
        ".hub.json",
    }
    for path in folder.iterdir():
        assert digest(path) == digest(hub.root / REPO / path.name)
    assert os.readlink(weights(folder)) == f"../../blobs/{digest(weights(folder))}"
    assert partials(tmp_path) == []


def test_hugging_faces_own_library_finds_it_there(client: Client, asked: Callable[..., Any], tmp_path: Path) -> None:
    from huggingface_hub import scan_cache_dir, snapshot_download

    result = client.call("download", asked())
    found = snapshot_download(REPO, cache_dir=tmp_path / "cache", local_files_only=True)
    assert found == result["path"]
    (repository,) = scan_cache_dir(tmp_path / "cache").repos
    assert repository.repo_id == REPO
    assert repository.size_on_disk == sum(path.stat().st_size for path in Path(found).iterdir())


def test_files_and_bytes_are_told(client: Client, asked: Callable[..., Any]) -> None:
    client.said.clear()
    result = client.call("download", asked())
    told = [message["params"]["files"] for message in client.said if message.get("method") == "transfer"]
    names = {path.name: path.stat().st_size for path in Path(result["path"]).iterdir()}
    assert {file["name"]: file["total"] for file in told[-1]} == names
    assert all(file["done"] == file["total"] for file in told[-1])


def test_nothing_is_fetched_twice(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    client.call("download", asked())
    before = len(hub.log())
    client.call("download", asked())
    assert not [request for request in hub.log()[before:] if "/resolve/" in request["path"]]


def test_taken_back_it_keeps_what_came_and_goes_on_there(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    large = hub.root / REPO / "model.safetensors"
    pad(large, 40_000_000)
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "slow", "value": 8_000_000})
    request = client.send("download", asked())
    while done_of(client.wait_for("transfer"), "model.safetensors") < 3_000_000:
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == Code.CANCELLED
    (partial,) = partials(tmp_path)
    came = partial.stat().st_size
    assert 0 < came < large.stat().st_size
    client.call("download", asked())
    ranges = [request["range"] for request in hub.log() if request["path"].endswith("model.safetensors")]
    started = int(ranges[-1].removeprefix("bytes=").removesuffix("-"))
    assert came <= started < large.stat().st_size
    assert partials(tmp_path) == []


def test_a_process_that_was_killed_is_gone_on_from(hub: LocalHub, asked: Callable[..., Any], tmp_path: Path) -> None:
    large = hub.root / REPO / "model.safetensors"
    pad(large, 40_000_000)
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "slow", "value": 8_000_000})
    killed = Client()
    killed.send("download", asked())
    while done_of(killed.wait_for("transfer"), "model.safetensors") < 3_000_000:
        pass
    killed.process.kill()
    killed.process.wait()
    (partial,) = partials(tmp_path)
    came = partial.stat().st_size
    assert came > 0
    following = Client()
    result = following.call("download", asked())
    following.close()
    assert digest(weights(Path(result["path"]))) == digest(large)
    ranges = [request["range"] for request in hub.log() if request["path"].endswith("model.safetensors")]
    assert ranges == [None, f"bytes={came}-"]


@pytest.mark.parametrize("method", ["download", "look"])
def test_taken_back_it_ends_also_while_the_hub_says_nothing(
    method: str, client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    hub.go_wrong({"match": "/api/models/", "kind": "silence", "value": 60})
    request = client.send(method, {key: asked()[key] for key in asked() if method == "download" or key != "revision"})
    while not any("/api/models/" in logged["path"] for logged in hub.log()):
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == Code.CANCELLED
    assert "SILENCE OVER" not in {logged["method"] for logged in hub.log()}


def test_a_disk_that_fills_up_in_the_last_piece_is_told_and_nothing_is_lost(
    hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    large = hub.root / REPO / "model.safetensors"
    pad(large, 1_000_000)
    room = large.stat().st_size - 100
    limit = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
    launch = f"{limit.format(room)}; os.execv(sys.argv[1], sys.argv[1:])"
    cramped = Client(launcher=(sys.executable, "-c", launch))
    assert refused(cramped, "download", asked())["code"] == Code.DISK_FULL
    cramped.close()
    assert room in [partial.stat().st_size for partial in partials(tmp_path)]
    following = Client()
    following.call("download", asked())
    following.close()
    ranges = [request["range"] for request in hub.log() if request["path"].endswith("model.safetensors")]
    assert ranges == [None, f"bytes={room}-"]


def test_a_cache_that_cannot_be_written_to_is_told_in_words(
    client: Client, asked: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    error = refused(client, "download", asked(cache=str(tmp_path / "file")))
    assert error["code"] == Code.NOT_WRITTEN
    assert f"{tmp_path / 'file'}, which cannot be written to" in error["message"]
    assert error["data"]["hint"]


def test_files_of_the_same_contents_come_once(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    folder = hub.root / REPO
    pad(folder / "model.safetensors", 4_000_000)
    shutil.copy(folder / "model.safetensors", folder / "model-copy.safetensors")
    hub.go_wrong({"match": "GET .*safetensors$", "kind": "slow", "value": 20_000_000, "times": 2})
    client.said.clear()
    result = Path(client.call("download", asked())["path"])
    assert digest(result / "model-copy.safetensors") == digest(weights(result)) == digest(weights(folder))
    assert len([request for request in hub.log() if request["path"].endswith("safetensors")]) == 1
    assert all(file["done"] == file["total"] for file in client.notified("transfer")[-1]["files"])


def test_checking_is_only_said_when_nothing_comes_any_more(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    pad(hub.root / REPO / "model-2.safetensors", 4_000_000)
    hub.go_wrong({"match": "GET .*model-2.safetensors$", "kind": "slow", "value": 4_000_000})
    client.said.clear()
    client.call("download", asked())
    phases = [progress["phase"] for progress in client.notified("progress")]
    assert phases == sorted(phases, reverse=True)
    assert phases[-1] == "checking"


def test_a_server_that_knows_no_ranges_is_asked_for_all_again(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    leave_partial(hub, tmp_path, 1000)
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "no ranges"})
    folder = Path(client.call("download", asked())["path"])
    assert digest(weights(folder)) == digest(hub.root / REPO / "model.safetensors")


def test_a_connection_that_breaks_off_is_taken_up_again(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "breaks off", "value": 3000, "times": 2})
    folder = Path(client.call("download", asked())["path"])
    assert digest(weights(folder)) == digest(hub.root / REPO / "model.safetensors")


@pytest.mark.parametrize(
    ("spoil", "size"),
    [
        (lambda contents: bytes(byte ^ 1 for byte in contents[:2000]), "short"),
        (lambda contents: contents + b"more than there is", "long"),
    ],
)
def test_what_was_spoilt_here_is_fetched_anew(
    spoil: Callable[[bytes], bytes], size: str, client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    leave_partial(hub, tmp_path, None, spoil)
    folder = Path(client.call("download", asked())["path"])
    assert digest(weights(folder)) == digest(hub.root / REPO / "model.safetensors"), size


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_bytes_that_are_not_what_the_hub_says_are_refused_and_not_kept(
    name: str, client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    hub.go_wrong({"match": f"GET .*/{name}$", "kind": "other bytes", "times": 5})
    error = refused(client, "download", asked())
    assert error["code"] == Code.UNAVAILABLE
    assert error["message"] == f"What came as {name} is not what {hub.address[7:]} says it is."
    etag = hub_server.Hub(hub.root).entry(REPO, name)
    kept = {path.name for path in (tmp_path / "cache").rglob("blobs/*")}
    assert not any(name.startswith(str(etag.get("lfs", {}).get("oid", etag["oid"]))) for name in kept)
    assert not (tmp_path / "cache" / "models--acme--tiny" / "snapshots").exists()
    assert done_of(client.notified("transfer")[-1], name) == 0
    hub.go_wrong()
    client.call("download", asked())


def test_a_server_that_never_ends_is_stopped(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "more", "value": 50_000_000})
    error = refused(client, "download", asked())
    assert error["message"] == "More came as model.safetensors than there is of it."
    assert sum(path.stat().st_size for path in partials(tmp_path)) < 25_000_000


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (
            {"match": "/api/models/", "kind": "status", "value": 503, "times": 99},
            Code.UNAVAILABLE,
            "answered with an error (503)",
        ),
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
        ({"match": "/tree/", "kind": "json", "value": [file_entry(0)] * 2}, Code.UNAVAILABLE, "as a Hub does"),
        ({"match": "/tree/", "kind": "json", "value": [file_entry(0, 10**30)]}, Code.UNAVAILABLE, "as a Hub does"),
        (
            {"match": "/tree/", "kind": "json", "value": [file_entry(number) for number in range(1001)]},
            Code.MODEL_INVALID,
            "holds more files than a model has",
        ),
    ],
)
def test_a_hub_that_does_not_answer_as_one_is_told_in_words(
    fault: dict[str, Any], code: Code, words: str, client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    hub.go_wrong(fault)
    error = refused(client, "download", asked())
    assert error["code"] == code
    assert words in error["message"]
    assert error["data"]["hint"]


def test_names_and_hashes_that_lead_elsewhere_are_never_followed(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    true = [hub_server.Hub(hub.root).entry(REPO, name) for name in ("config.json", "model.safetensors")]
    outside = {**true[0], "path": "model/../../../outside.safetensors"}
    hub.go_wrong({"match": "/tree/", "kind": "json", "value": [*true, outside]})
    client.call("download", asked())
    assert not any("outside" in request["path"] for request in hub.log())
    for hash_ in ("../../../../outside", "A" * 40, "0" * 39):
        hub.go_wrong({"match": "/tree/", "kind": "json", "value": [{**true[0], "oid": hash_}, true[1]]})
        assert refused(client, "download", asked(cache=str(tmp_path / "other")))["code"] == Code.UNAVAILABLE
    assert not list(tmp_path.rglob("outside*"))


def test_a_listing_without_end_is_left(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    commit = hub_server.Hub(hub.root).commit(REPO)
    following = {"Link": f'<{hub.address}/api/models/{REPO}/tree/{commit}>; rel="next"'}
    page = [{**file_entry(number), "path": f"{number}.txt"} for number in range(5000)]
    hub.go_wrong({"match": "/tree/", "kind": "json", "value": page, "headers": following, "times": 999})
    assert "holds more files" in refused(client, "download", asked())["message"]
    assert len([request for request in hub.log() if "/tree/" in request["path"]]) <= 6


def test_a_hub_that_wants_to_be_left_alone_for_long_is_not_waited_for(
    hub: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    from antecedent_sidecar.hub_client import HubClient
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    hub.go_wrong({"match": "/x", "kind": "status", "value": 429, "headers": {"Retry-After": "86400"}})
    with HubClient() as client:
        response = client.get(f"{hub.address}/x", timeout=None)
    assert (response.status_code, response.headers.get("retry-after")) == (429, None)


@pytest.mark.parametrize(
    ("address", "words"),
    [("http://hub.localhost:1", "could not be reached"), ("http://127.0.0.2:1", "could not be reached")],
)
def test_every_name_of_this_machine_may_be_asked_unencrypted(
    address: str, words: str, client: Client, asked: Callable[..., Any]
) -> None:
    assert words in refused(client, "download", asked(address=address))["message"]


def test_gates_and_tokens_are_told_in_words(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"gated": "manual"}))
    nobody = refused(client, "download", asked())
    assert nobody["code"] == Code.GATED
    assert nobody["message"] == f"{REPO} is given only to people who accepted its terms."
    assert f"{hub.address}/{REPO}" in nobody["data"]["hint"]
    outside = refused(client, "download", asked(token="hf_known"))
    assert (outside["code"], outside["message"]) == (Code.GATED, f"The owner of your token may not have {REPO} yet.")
    unknown = refused(client, "download", asked(token="hf_made_up"))
    assert unknown["code"] == Code.TOKEN_REFUSED
    client.call("download", asked(token="hf_let_in"))


def test_a_private_model_and_one_that_does_not_exist_look_alike(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"private": True}))
    for repo in (REPO, "acme/nothing"):
        error = refused(client, "download", asked(repo=repo))
        assert error["code"] == Code.UNAVAILABLE
        assert error["message"] == f"There is no model {repo} on {hub.address[7:]}, or it is private."


def test_the_token_goes_to_the_hub_alone(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    storage = LocalHub(hub.root)
    try:
        commit = hub_server.Hub(hub.root).commit(REPO)
        elsewhere = f"{storage.address}/{REPO}/resolve/{commit}/model.safetensors"
        hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "redirect", "value": elsewhere})
        client.call("download", asked(token="hf_let_in"))
        assert [request["token"] for request in storage.log()] == [None]
        assert {request["token"] for request in hub.log() if "/resolve/" in request["path"]} == {"hf_let_in"}
    finally:
        storage.close()


def test_encryption_is_never_left_behind(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "redirect", "value": "http://storage.invalid/model"})
    error = refused(client, "download", asked())
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
    error = refused(client, "download", asked(address="http://127.0.0.1:9"))
    assert error["code"] == Code.UNAVAILABLE
    assert error["message"] == "127.0.0.1:9 could not be reached."


@pytest.mark.parametrize("repo", ["é/x", "a/é", "no-owner", "a/b/c", "../x", "a/..b/", "", "a/b\n"])
def test_a_name_that_is_none_is_refused(repo: str, client: Client, asked: Callable[..., Any]) -> None:
    assert refused(client, "download", asked(repo=repo))["code"] == Code.INVALID_PARAMS


def test_another_program_that_fetches_the_same_is_waited_for_and_told(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    from filelock import FileLock

    etag = hub_server.Hub(hub.root).entry(REPO, "model.safetensors")["lfs"]["oid"]
    lock = tmp_path / "cache" / ".locks" / "models--acme--tiny" / f"{etag}.lock"
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        error = refused(client, "download", asked())
    assert error["message"] == "Another program is fetching model.safetensors."


def test_a_look_tells_what_would_come(client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path) -> None:
    params = {key: value for key, value in asked().items() if key != "revision"}
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"license": "other", "license_name": "acme-1"}))
    leave_partial(hub, tmp_path, 1000)
    looked = client.call("look", params)
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


def test_a_look_reads_no_more_than_the_header_of_a_server_that_sends_all(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    params = {key: value for key, value in asked().items() if key != "revision"}
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "no ranges", "times": 9})
    assert client.call("look", params)["tensors"]


#: A tensor of more numbers than a window can count.
_NAMED = b'{"a":{"dtype":"F32","shape":[%d],"data_offsets":[0,4]}}' % (10**30)
HUGE = len(_NAMED).to_bytes(8, "little") + _NAMED


@pytest.mark.parametrize("header", [b"\xff" * 8, b"\x02\0\0\0\0\0\0\0[]", b"\x09\0\0\0\0\0\0\0{" + b'"a":null}', HUGE])
def test_a_look_at_weights_that_are_none_is_refused(
    header: bytes, client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    params = {key: value for key, value in asked().items() if key != "revision"}
    (hub.root / REPO / "model.safetensors").write_bytes(header + b"\0" * 64)
    assert refused(client, "look", params)["code"] == Code.UNAVAILABLE


@pytest.mark.parametrize("configuration", ['{"a": 1}'.encode("utf-16"), b'{"a":' + b"[" * 200_000, b"[1, 2"])
def test_a_look_at_a_configuration_that_is_none_is_refused(
    configuration: bytes, client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    params = {key: value for key, value in asked().items() if key != "revision"}
    (hub.root / REPO / "config.json").write_bytes(configuration)
    assert refused(client, "look", params)["code"] == Code.UNAVAILABLE


def test_a_licence_is_shown_as_one_short_line(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    params = {key: value for key, value in asked().items() if key != "revision"}
    (hub.root / REPO / ".hub.json").write_text(json.dumps({"license": "mit\x1b[2J\n" + "x" * 10_000}))
    licence = client.call("look", params)["licence"]
    assert licence.startswith("mit [2J xxx")
    assert len(licence) <= 201


def pad(path: Path, size: int) -> None:
    """Make a file longer than a connection's buffers."""
    with path.open("ab") as file:
        file.write(os.urandom(size))


def done_of(transfer: dict[str, Any], name: str) -> int:
    return next(file["done"] for file in transfer["files"] if file["name"] == name)


def leave_partial(hub: LocalHub, tmp_path: Path, size: int | None, spoil: Callable[[bytes], bytes] = bytes) -> None:
    """What an earlier try left of the weights."""
    contents = (hub.root / REPO / "model.safetensors").read_bytes()
    blobs = tmp_path / "cache" / "models--acme--tiny" / "blobs"
    blobs.mkdir(parents=True)
    name = f"{hashlib.sha256(contents).hexdigest()}.antecedent.incomplete"
    (blobs / name).write_bytes(spoil(contents)[:size])
