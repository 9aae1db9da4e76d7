"""A Hub on this machine, for one test."""

import json
import threading
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import hub_server
from client import Client


class LocalHub:
    """The server, with its repositories in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._server = hub_server.serve(root)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def go_wrong(self, *faults: dict[str, Any]) -> None:
        """Answer some requests wrongly."""
        urlopen(Request(f"{self.address}/_faults", json.dumps(faults).encode(), method="POST")).read()

    def log(self) -> list[dict[str, Any]]:
        """What was asked."""
        return json.loads(urlopen(f"{self.address}/_log").read())

    def close(self) -> None:
        self._server.shutdown()


def refused(client: Client, method: str, params: dict[str, Any]) -> dict[str, Any]:
    """The error that a request ends with."""
    client.send(method, params)
    message = client.answer()
    assert "error" in message, message
    return message["error"]
