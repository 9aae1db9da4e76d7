"""A server that speaks the Hugging Face Hub's HTTP API on 127.0.0.1, and misbehaves when asked to.

Models are folders `owner/name` below the one it is given; `.hub.json` in one says `gated`, `private`, `license`. It
prints its address, then serves until its input ends. What the tests use besides the Hub's API:

- `POST /_faults` with a list of `{"match", "kind", "value", "times", "headers"}`: a request that a pattern matches, its
  method and path, is answered wrongly, so many times. Kinds: see `_answer_wrongly`, and `_file` for bytes that are
  spoilt; only the kinds `status` and `json` take headers.
- `GET /_log`: every request so far, with its range and token.
"""

import base64
import hashlib
import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

#: Who may do what: one reads what is gated and writes, one is known and let into nothing, one may only read.
TOKENS = {"hf_let_in": {"gated", "write", "private"}, "hf_known": set(), "hf_reads": {"gated", "private"}}
_PIECE = 64 * 1024


class Hub:
    """Repositories in a folder, what was uploaded, and what is to go wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[dict[str, Any]] = []
        self.log: list[dict[str, Any]] = []
        self.large: dict[str, bytes] = {}
        self.lock = threading.Lock()

    def folder(self, repo: str) -> Path | None:
        """Of a repository; None where there is none."""
        folder = self.root / repo
        return folder if re.fullmatch(r"[\w.-]+/[\w.-]+", repo) and folder.is_dir() else None

    def settings(self, repo: str) -> dict[str, Any]:
        file = self.root / repo / ".hub.json"
        return json.loads(file.read_text()) if file.is_file() else {}

    def names(self, repo: str) -> list[str]:
        return sorted(path.name for path in (self.root / repo).iterdir() if path.is_file() and path.name != ".hub.json")

    def commit(self, repo: str) -> str:
        """Follows from names and sizes."""
        told = "".join(f"{name}{(self.root / repo / name).stat().st_size}" for name in self.names(repo))
        return hashlib.sha1(f"{repo}{told}".encode()).hexdigest()

    def entry(self, repo: str, name: str) -> dict[str, Any]:
        """A file as a listing has it: weights lie in large-file storage."""
        path = self.root / repo / name
        contents = path.read_bytes()
        entry = {"type": "file", "path": name, "size": len(contents), "oid": git_hash(contents)}
        if is_large(name):
            entry["lfs"] = {"oid": hashlib.sha256(contents).hexdigest(), "size": len(contents), "pointerSize": 134}
        return entry

    def fault(self, target: str) -> dict[str, Any] | None:
        """What goes wrong with a request, if anything; it is used up."""
        with self.lock:
            for fault in self.faults:
                if fault.get("times", 1) > 0 and re.search(fault["match"], target):
                    fault["times"] = fault.get("times", 1) - 1
                    return fault
        return None


def git_hash(contents: bytes) -> str:
    """Git's name of a blob."""
    return hashlib.sha1(b"blob %d\0" % len(contents) + contents).hexdigest()


def is_large(name: str) -> bool:
    """Whether a file is kept in large-file storage."""
    return name.endswith((".safetensors", ".gguf", ".bin")) or name == "tokenizer.json"


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, *_: Any) -> None:
        """Nothing on the terminal."""

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_PUT = do_GET

    def _serve(self) -> None:
        self.path_only = unquote(urlsplit(self.path).path)
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self.path_only.startswith("/_log"):
            said = {"method": self.command, "path": self.path_only, "range": self.headers.get("Range")}
            self.hub.log.append({**said, "token": self._token(), "bytes": len(self.body)})
        if self.path_only == "/_faults":
            self.hub.faults = json.loads(self.body)
            return self._json({})
        if self.path_only == "/_log":
            return self._json(self.hub.log)
        self.fault = self.hub.fault(f"{self.command} {self.path_only}")
        if self.fault is not None and self._answer_wrongly():
            return None
        for pattern, answer in ROUTES:
            if found := re.fullmatch(pattern, self.path_only):
                return getattr(self, answer)(*found.groups())
        return self._error(404, None)

    def _answer_wrongly(self) -> bool:
        """Whether all was answered; kinds that spoil a file's bytes are seen to by `_file`."""
        kind, value = self.fault["kind"], self.fault.get("value")
        headers = self.fault.get("headers")
        if kind == "status":
            self._send(value, b"{}", "application/json", headers)
        elif kind == "page":
            self._send(200, b"<html>Log in to the hotel's network</html>", "text/html")
        elif kind == "json":
            self._send(200, json.dumps(value).encode(), "application/json", headers)
        elif kind == "silence":
            time.sleep(value)
            self.hub.log.append({"method": "SILENCE OVER", "path": self.path_only, "range": None, "token": None})
            self.close_connection = True
        elif kind == "endless":
            self._send(200, b"[" + b" " * value, "application/json")
        elif kind == "hangup":
            self.close_connection = True
        elif kind == "redirect":
            self.send_response(302)
            self.send_header("Location", value)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            return False
        return True

    def _token(self) -> str | None:
        return (self.headers.get("Authorization") or "").removeprefix("Bearer ") or None

    def _rights(self) -> set[str]:
        return TOKENS.get(self._token() or "", set())

    def _refused(self, repo: str, contents: bool) -> bool:
        """Whether a repository, or what is in it, is kept from whoever asks; answered then."""
        token = self._token()
        if token is not None and token not in TOKENS:
            self._error(401, None, "Invalid credentials in Authorization header")
        elif self.hub.folder(repo) is None or self._hidden(repo):
            self._error(401 if token is None else 404, "RepoNotFound")
        elif contents and self.hub.settings(repo).get("gated") and "gated" not in self._rights():
            self._error(401 if token is None else 403, "GatedRepo")
        else:
            return False
        return True

    def _hidden(self, repo: str) -> bool:
        return bool(self.hub.settings(repo).get("private")) and "private" not in self._rights()

    def _info(self, repo: str, revision: str | None = None) -> None:
        if self._refused(repo, contents=False):
            return
        sha = self.hub.commit(repo)
        if revision not in (None, "main", sha):
            return self._error(404, "RevisionNotFound")
        settings = self.hub.settings(repo)
        card = {key: settings[key] for key in ("license", "license_name") if key in settings}
        siblings = [{"rfilename": name} for name in self.hub.names(repo)]
        gated = settings.get("gated", False)
        self._json({"id": repo, "sha": sha, "private": False, "gated": gated, "cardData": card, "siblings": siblings})

    def _tree(self, repo: str, revision: str) -> None:
        if not self._refused(repo, contents=False):
            if revision not in ("main", self.hub.commit(repo)):
                return self._error(404, "RevisionNotFound")
            self._json([self.hub.entry(repo, name) for name in self.hub.names(repo)])

    def _resolve(self, repo: str, revision: str, name: str) -> None:
        if self._refused(repo, contents=True):
            return
        if name not in self.hub.names(repo):
            return self._error(404, "EntryNotFound")
        contents = (self.hub.root / repo / name).read_bytes()
        entry = self.hub.entry(repo, name)
        etag = entry["lfs"]["oid"] if "lfs" in entry else entry["oid"]
        self._file(contents, {"X-Repo-Commit": revision, "ETag": f'"{etag}"', "Accept-Ranges": "bytes"})

    def _file(self, contents: bytes, headers: dict[str, str]) -> None:
        kind = self.fault["kind"] if self.fault else None
        value = self.fault.get("value") if self.fault else None
        start, stop, status = 0, len(contents), 200
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if asked and kind != "no ranges":
            start = int(asked[1])
            stop = min(stop, int(asked[2]) + 1) if asked[2] else stop
            if start >= len(contents):
                return self._error(416, None)
            status = 206
            headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(contents)}"
        sent = contents[start:stop]
        if kind == "other bytes":
            sent = bytes(byte ^ 1 for byte in sent)
        if kind == "more":
            sent += b"x" * value
        if kind == "fewer":
            sent = sent[:value]
        self.send_response(status)
        for header, said in headers.items():
            self.send_header(header, said)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        if self.command == "HEAD":
            return
        stops = value if kind == "breaks off" else len(sent)
        for place in range(0, stops, _PIECE):
            self.wfile.write(sent[place : min(place + _PIECE, stops)])
            if kind == "slow":
                self.wfile.flush()
                time.sleep(_PIECE / value)
        if stops < len(sent):
            self.wfile.flush()
            self.close_connection = True

    def _create(self) -> None:
        if "write" not in self._rights():
            status = 403 if self._token() in TOKENS else 401
            return self._error(status, None, "Invalid credentials in Authorization header")
        asked = json.loads(self.body)
        repo = f"{asked['organization']}/{asked['name']}"
        url = f"{self._address()}/{repo}"
        if self.hub.folder(repo):
            return self._json({"url": url}, 409)
        (self.hub.root / repo).mkdir(parents=True)
        (self.hub.root / repo / ".hub.json").write_text(json.dumps({"private": asked.get("visibility") == "private"}))
        (self.hub.root / repo / ".gitattributes").write_text("*.safetensors filter=lfs\n")
        self._json({"url": url})

    def _validate(self) -> None:
        self._json({"errors": [], "warnings": []})

    def _preupload(self, repo: str, _: str) -> None:
        files = json.loads(self.body)["files"]
        modes = [
            {"path": file["path"], "uploadMode": "lfs" if is_large(file["path"]) else "regular", "shouldIgnore": False}
            for file in files
        ]
        self._json({"files": modes})

    def _batch(self, repo: str) -> None:
        objects = []
        for asked in json.loads(self.body)["objects"]:
            answer = {"oid": asked["oid"], "size": asked["size"]}
            if asked["oid"] not in self.hub.large:
                href = f"{self._address()}/_large/{asked['oid']}"
                answer["actions"] = {"upload": {"href": href, "header": {}}}
            objects.append(answer)
        self._json({"transfer": "basic", "objects": objects})

    def _large(self, oid: str) -> None:
        if hashlib.sha256(self.body).hexdigest() != oid:
            return self._error(400, None)
        self.hub.large[oid] = self.body
        self._send(200, b"", "text/plain")

    def _commit(self, repo: str, _: str) -> None:
        for line in self.body.splitlines():
            item = json.loads(line)
            value = item["value"]
            if item["key"] == "file":
                (self.hub.root / repo / value["path"]).write_bytes(base64.b64decode(value["content"]))
            elif item["key"] == "lfsFile":
                (self.hub.root / repo / value["path"]).write_bytes(self.hub.large[value["oid"]])
        oid = self.hub.commit(repo)
        self._json({"commitUrl": f"{self._address()}/{repo}/commit/{oid}", "commitOid": oid, "hookOutput": ""})

    def _address(self) -> str:
        return f"http://{self.headers['Host']}"

    def _json(self, value: Any, status: int = 200) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _error(self, status: int, code: str | None, message: str | None = None) -> None:
        headers = {"X-Error-Code": code, "X-Error-Message": message or code}
        self._send(status, b"{}", "application/json", {name: said for name, said in headers.items() if said})

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for header, said in {**(headers or {}), "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(header, said)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


_REPO = r"([\w.-]+/[\w.-]+)"
#: By path: which method answers.
ROUTES = (
    (rf"/api/models/{_REPO}", "_info"),
    (rf"/api/models/{_REPO}/revision/(\w+)", "_info"),
    (rf"/api/models/{_REPO}/tree/(\w+)", "_tree"),
    (rf"/{_REPO}/resolve/(\w+)/([\w.-]+)", "_resolve"),
    (r"/api/repos/create", "_create"),
    (r"/api/validate-yaml", "_validate"),
    (rf"/api/models/{_REPO}/preupload/(\w+)", "_preupload"),
    (rf"/{_REPO}\.git/info/lfs/objects/batch", "_batch"),
    (r"/_large/([0-9a-f]{64})", "_large"),
    (rf"/api/models/{_REPO}/commit/(\w+)", "_commit"),
)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Whoever asked has left: nothing to say."""


def serve(root: Path) -> ThreadingHTTPServer:
    """A server on a free port; `serve_forever` is the caller's."""
    handler = type("Bound", (Handler,), {"hub": Hub(root)})
    server = _Server(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    return server


if __name__ == "__main__":
    server = serve(Path(sys.argv[1]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()
