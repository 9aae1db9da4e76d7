"""Speaks to a real sidecar process, as the app does."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from antecedent_sidecar.protocol import VERSION

SIDECAR = Path(__file__).parents[1]


class Client:
    """One sidecar process and what it said."""

    def __init__(self, parent: int | None = None, shake_hands: bool = True, launcher: Sequence[str] = ()) -> None:
        # A file: nobody reads it meanwhile, and a pipe that is full would hold up whoever writes.
        self._heard = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            [*launcher, sys.executable, "-I", "-B", str(SIDECAR)],
            start_new_session=bool(launcher),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._heard,
        )
        self.said: list[dict[str, Any]] = []
        self._next = 0
        if shake_hands:
            self.call("initialize", {"protocol": VERSION, "parentPid": parent or os.getpid()})

    def send(self, method: str, params: Any) -> int:
        """Send a request; its id."""
        self._next += 1
        self.write({"jsonrpc": "2.0", "id": self._next, "method": method, "params": params})
        return self._next

    def write(self, message: Any) -> None:
        """Send any JSON value as a line."""
        self.raw(json.dumps(message).encode() + b"\n")

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def cancel(self, request: int) -> None:
        """Take a request back."""
        self.write({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": request}})

    def read(self) -> dict[str, Any]:
        """The next message; fails at end of file."""
        line = self.process.stdout.readline()
        assert line, self.heard().decode()
        message = json.loads(line)
        self.said.append(message)
        return message

    def wait_for(self, method: str) -> dict[str, Any]:
        """The parameters of the next notification `method`; fails where the request fails first."""
        while True:
            message = self.read()
            assert "error" not in message, message
            if message.get("method") == method:
                return message["params"]

    def answer(self) -> dict[str, Any]:
        """The next response, notifications passed over."""
        while True:
            message = self.read()
            if "method" not in message:
                return message

    def call(self, method: str, params: Any) -> dict[str, Any]:
        """Send a request and return its result."""
        request = self.send(method, params)
        message = self.answer()
        assert message.get("id") == request and "result" in message, message
        return message["result"]

    def fail(self, method: str, params: Any) -> dict[str, Any]:
        """Send a request and return its error."""
        request = self.send(method, params)
        message = self.answer()
        assert message.get("id") == request and "error" in message, message
        return message["error"]

    def notified(self, method: str) -> list[dict[str, Any]]:
        """Parameters of every notification `method` so far."""
        return [message["params"] for message in self.said if message.get("method") == method]

    def close(self) -> tuple[int, bytes, bytes]:
        """End stdin and wait: exit status, the rest of stdout, all of stderr."""
        out, _ = self.process.communicate(timeout=60)
        return self.process.returncode, out, self.heard()

    def heard(self) -> bytes:
        """What it wrote to stderr so far."""
        # Its place in the file is shared with the process, and stays where it is.
        return os.pread(self._heard.fileno(), os.fstat(self._heard.fileno()).st_size, 0)
