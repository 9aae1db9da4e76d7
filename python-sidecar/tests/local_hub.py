"""A Hub on this machine, for one test."""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import hub_server

#: The model that is on it in most tests.
REPO = "acme/tiny"
#: How often the server looks whether it is to end, in seconds.
_POLL = 0.02


class LocalHub:
    """The server, with its repositories in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._server = hub_server.serve(root)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.address = f"http://{self.host}"
        threading.Thread(target=self._server.serve_forever, args=(_POLL,), daemon=True).start()

    def go_wrong(self, *faults: dict[str, Any]) -> None:
        """Answer some requests wrongly."""
        urlopen(Request(f"{self.address}/_faults", json.dumps(faults).encode(), method="POST")).read()

    def log(self) -> list[dict[str, Any]]:
        """What was asked."""
        return json.loads(urlopen(f"{self.address}/_log").read())

    def ranges(self) -> list[str | None]:
        """Which bytes of the weights were asked for, each time; None stands for all."""
        return [request["range"] for request in self.log() if request["path"].endswith("/model.safetensors")]

    def entry(self, name: str) -> dict[str, Any]:
        """What a listing says of a file of `REPO`."""
        return hub_server.Hub(self.root).entry(REPO, name)

    def commit(self) -> str:
        """The version of `REPO`."""
        return hub_server.Hub(self.root).commit(REPO)

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


def publish(model: Path, root: Path) -> None:
    """Put a model on a Hub as `REPO`, with what no download brings beside it."""
    folder = root / REPO
    shutil.copytree(model, folder)
    (folder / "modeling_tiny.py").write_text("raise SystemExit('code of a stranger')\n")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    (folder / ".hub.json").write_text(json.dumps({"license": "apache-2.0"}))


def look_params(hub: LocalHub, **other: Any) -> dict[str, Any]:
    """Parameters of `look`, but for the cache."""
    return {"repo": REPO, "address": hub.address, "token": None, **other}


def download_params(hub: LocalHub, **other: Any) -> dict[str, Any]:
    """Parameters of `download`, but for the cache."""
    return {**look_params(hub), "revision": None, **other}


def file_entry(path: str, size: int = 1) -> dict[str, Any]:
    """A small file as a listing has it."""
    return {"type": "file", "path": path, "size": size, "oid": "0" * 40}


def file_of(transfer: dict[str, Any], name: str) -> dict[str, Any]:
    """What a notification says of one file."""
    return next(file for file in transfer["files"] if file["name"] == name)


def partials(cache: Path) -> list[Path]:
    """What has come of files that are not whole."""
    return list(cache.rglob("*.incomplete"))


def leave_partial(hub: LocalHub, cache: Path, size: int | None, spoil: Callable[[bytes], bytes] = bytes) -> None:
    """Leave what an earlier try may have left of the weights."""
    contents = (hub.root / REPO / "model.safetensors").read_bytes()
    blobs = cache / "models--acme--tiny" / "blobs"
    blobs.mkdir(parents=True)
    name = f"{hashlib.sha256(contents).hexdigest()}.antecedent.incomplete"
    (blobs / name).write_bytes(spoil(contents)[:size])
