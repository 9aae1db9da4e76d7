"""Uploads to a local server that speaks the Hub's API."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from client import Client
from local_hub import LocalHub, download_params, file_entry

from antecedent_sidecar.failures import Code

REPO = "acme/tuned"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LocalHub]:
    """A Hub without models."""
    (tmp_path / "hub").mkdir()
    server = LocalHub(tmp_path / "hub")
    yield server
    server.close()


@pytest.fixture
def asked(hub: LocalHub, model: Path, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Parameters of `upload`."""
    folder = tmp_path / "export"
    shutil.copytree(model, folder)
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Tuned\n")
    (folder / "link.txt").symlink_to("/etc/hostname")
    (folder / ".DS_Store").write_bytes(b"what a file manager leaves")

    def params(**other: Any) -> dict[str, Any]:
        where = {"address": hub.address, "token": "hf_let_in", "folder": str(folder), "repo": REPO}
        return {**where, "private": True, "replace": False, "message": "A tuned model", **other}

    return params


def test_every_file_is_there_afterwards_and_no_link_or_hidden_one(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    result = client.call("upload", asked())
    folder = Path(asked()["folder"])
    assert result["page"] == f"{hub.address}/{REPO}"
    there = hub.root / REPO
    assert json.loads((there / ".hub.json").read_text()) == {"private": True}
    names = {path.name for path in folder.iterdir() if not path.is_symlink()} - {".DS_Store"}
    assert {path.name for path in there.iterdir()} == names | {".hub.json", ".gitattributes"}
    assert all((there / name).read_bytes() == (folder / name).read_bytes() for name in names)


def test_what_was_uploaded_is_what_a_download_brings(
    client: Client, hub: LocalHub, asked: Callable[..., Any], tmp_path: Path
) -> None:
    client.call("upload", asked())
    params = download_params(hub, repo=REPO, token="hf_reads", cache=str(tmp_path / "cache"))
    folder = Path(client.call("download", params)["path"])
    exported = Path(asked()["folder"])
    assert all(path.read_bytes() == (exported / path.name).read_bytes() for path in folder.iterdir())


def test_files_and_bytes_are_told(client: Client, asked: Callable[..., Any]) -> None:
    client.said.clear()
    client.call("upload", asked())
    told = client.notified("transfer")[-1]["files"]
    assert told
    assert all(file["done"] == file["total"] for file in told)
    phases = [progress["phase"] for progress in client.notified("progress")]
    assert "checking" in phases
    # The first one says how much there is; after the first that goes nothing is read any more.
    assert phases[1:] == sorted(phases[1:])


def test_large_files_that_came_through_are_not_sent_again(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    hub.go_wrong({"match": "/commit/", "kind": "status", "value": 500, "times": 99})
    assert client.fail("upload", asked())["code"] == Code.UNAVAILABLE
    assert not (hub.root / REPO / "config.json").exists()
    sent = [request for request in hub.log() if request["method"] == "PUT"]
    assert sent
    hub.go_wrong()
    client.call("upload", asked())
    assert [request for request in hub.log() if request["method"] == "PUT"] == sent
    assert (hub.root / REPO / "config.json").exists()


def test_a_repository_that_holds_something_is_only_added_to_when_asked(
    client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    (hub.root / REPO).mkdir(parents=True)
    (hub.root / REPO / "thesis.pdf").write_bytes(b"years of work")
    error = client.fail("upload", asked())
    assert (error["code"], error["message"]) == (Code.NOT_WRITTEN, f"{REPO} already holds thesis.pdf.")
    client.call("upload", asked(replace=True))
    assert (hub.root / REPO / "thesis.pdf").read_bytes() == b"years of work"
    hub.go_wrong({"match": "/tree/", "kind": "json", "value": [file_entry(letter * 10_000) for letter in "ab"]})
    long = client.fail("upload", asked())["message"]
    assert long.endswith("… and more.")
    assert len(long) < 300
    assert (hub.root / REPO / "config.json").exists()


@pytest.mark.parametrize(
    ("token", "message"),
    [
        (None, "To upload takes a token."),
        ("hf_reads", f"The token has no right to {REPO}."),
        ("hf_made_up", "does not know the token it was given."),
    ],
)
def test_what_a_token_lacks_is_told_in_words(
    token: str | None, message: str, client: Client, hub: LocalHub, asked: Callable[..., Any]
) -> None:
    error = client.fail("upload", asked(token=token))
    assert error["code"] == Code.TOKEN_REFUSED
    assert message in error["message"]
    assert not (hub.root / REPO).exists()


def test_taken_back_nothing_of_it_shows(client: Client, hub: LocalHub, asked: Callable[..., Any]) -> None:
    hub.go_wrong({"match": "PUT /_large", "kind": "status", "value": 503, "times": 99})
    request = client.send("upload", asked())
    while not any(logged["method"] == "PUT" for logged in hub.log()):
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == Code.CANCELLED
    assert {path.name for path in (hub.root / REPO).iterdir()} == {".hub.json", ".gitattributes"}
