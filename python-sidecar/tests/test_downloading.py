"""Downloads from a local server that speaks the Hub's API: what lies in the cache, and how they are gone on with."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from client import Client
from local_hub import REPO, LocalHub, download_params, file_of, leave_partial, partials

from antecedent_sidecar.failures import Code


@pytest.fixture
def asked(hub: LocalHub, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Parameters of `download`."""
    return partial(download_params, hub, cache=str(tmp_path / "cache"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
    assert partials(tmp_path / "cache") == []


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
    told = [transfer["files"] for transfer in client.notified("transfer")]
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
    while file_of(client.wait_for("transfer"), "model.safetensors")["done"] < 3_000_000:
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == Code.CANCELLED
    (partial,) = partials(tmp_path / "cache")
    came = partial.stat().st_size
    assert 0 < came < large.stat().st_size
    client.call("download", asked())
    started = int(hub.ranges()[-1].removeprefix("bytes=").removesuffix("-"))
    assert came <= started < large.stat().st_size
    assert partials(tmp_path / "cache") == []


def test_a_process_that_was_killed_is_gone_on_from(hub: LocalHub, asked: Callable[..., Any], tmp_path: Path) -> None:
    large = hub.root / REPO / "model.safetensors"
    pad(large, 40_000_000)
    hub.go_wrong({"match": "GET .*model.safetensors$", "kind": "slow", "value": 8_000_000})
    killed = Client()
    killed.send("download", asked())
    while file_of(killed.wait_for("transfer"), "model.safetensors")["done"] < 3_000_000:
        pass
    killed.process.kill()
    killed.process.wait()
    (partial,) = partials(tmp_path / "cache")
    came = partial.stat().st_size
    assert came > 0
    following = Client()
    result = following.call("download", asked())
    following.close()
    assert digest(weights(Path(result["path"]))) == digest(large)
    assert hub.ranges() == [None, f"bytes={came}-"]


def test_a_disk_that_fills_up_in_the_last_piece_is_told_and_nothing_is_lost(
    hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    large = hub.root / REPO / "model.safetensors"
    pad(large, 1_000_000)
    room = large.stat().st_size - 100
    limit = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
    launch = f"{limit.format(room)}; os.execv(sys.argv[1], sys.argv[1:])"
    cramped = Client(launcher=(sys.executable, "-c", launch))
    assert cramped.fail("download", asked())["code"] == Code.DISK_FULL
    cramped.close()
    assert room in [partial.stat().st_size for partial in partials(tmp_path / "cache")]
    following = Client()
    following.call("download", asked())
    following.close()
    assert hub.ranges() == [None, f"bytes={room}-"]


def test_a_cache_that_cannot_be_written_to_is_told_in_words(
    client: Client, asked: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    error = client.fail("download", asked(cache=str(tmp_path / "file")))
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
    leave_partial(hub, tmp_path / "cache", 1000)
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
    "spoil",
    [
        lambda contents: bytes(byte ^ 1 for byte in contents[:2000]),
        lambda contents: contents + b"more than there is",
    ],
    ids=["other bytes", "too many bytes"],
)
def test_what_was_spoilt_here_is_fetched_anew(
    spoil: Callable[[bytes], bytes], client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    leave_partial(hub, tmp_path / "cache", None, spoil)
    folder = Path(client.call("download", asked())["path"])
    assert digest(weights(folder)) == digest(hub.root / REPO / "model.safetensors")


def test_another_program_that_fetches_the_same_is_waited_for_and_told(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    from filelock import FileLock

    etag = hub.entry("model.safetensors")["lfs"]["oid"]
    lock = tmp_path / "cache" / ".locks" / "models--acme--tiny" / f"{etag}.lock"
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        error = client.fail("download", asked())
    assert error["message"] == "Another program is fetching model.safetensors."


def pad(path: Path, size: int) -> None:
    """Make a file longer than a connection's buffers."""
    with path.open("ab") as file:
        file.write(os.urandom(size))
