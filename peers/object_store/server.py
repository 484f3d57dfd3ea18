"""A small S3-compatible store over HTTP: PUT, GET, HEAD and DELETE of objects in one folder.

Every request has to be signed (Signature Version 4). A PUT with ``If-None-Match: *`` never
overwrites; a given ``x-amz-checksum-sha256`` is compared. ``fail`` makes it misbehave: ``ok``,
``error`` (503), ``drop``, ``rot`` (a byte of what is read is changed), ``lose`` (404 at reading).
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import unquote, urlsplit

from peers.object_store.signatures import NotSigned, check

_MODES = frozenset({"ok", "error", "drop", "rot", "lose"})
_POLL_SECONDS = 0.05
_KEY = re.compile(r"<Key>([^<]+)</Key>")


class ObjectStore(ThreadingHTTPServer):
    """One store on loopback; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, port: int, folder: Path, keys: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", port), _Requests)
        self.folder, self.keys = folder, keys
        self.mode = "ok"
        self.written_count = 0
        self.lock = Lock()
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def port(self) -> int:
        """Give the port it listens on."""
        return int(self.server_address[1])

    def fail(self, mode: str) -> None:
        """Change how the store behaves.

        :raises ValueError: there is no such mode.
        """
        if mode not in _MODES:
            raise ValueError(f"modes: {', '.join(sorted(_MODES))}")
        self.mode = mode

    def start(self) -> None:
        """Serve in a thread of its own until ``stop``."""
        Thread(target=self.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()

    def stop(self) -> None:
        """Serve no more."""
        self.shutdown()
        self.server_close()

    def file_of(self, target: str) -> Path:
        """Give where an object is kept: its whole name, hashed, so that no name leads elsewhere."""
        name = unquote(urlsplit(target).path)
        return self.folder / hashlib.sha256(name.encode()).hexdigest()


class _Requests(BaseHTTPRequestHandler):
    server: ObjectStore
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        if self.path == "/health":
            self._send(200, b"ok")
        elif self._may_go_on(b""):
            self._read()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self._may_go_on(body):
            self._write(body)

    def do_DELETE(self) -> None:
        if self._may_go_on(b""):
            self.server.file_of(self.path).unlink(missing_ok=True)
            self._send(204)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._may_go_on(body):
            return
        if urlsplit(self.path).query.partition("=")[0] != "delete":
            self._refuse(501, "NotImplemented")
            return
        bucket = urlsplit(self.path).path.strip("/")
        done = ""
        for name in _KEY.findall(body.decode()):
            self.server.file_of(f"/{bucket}/{unescape(name)}").unlink(missing_ok=True)
            done += f"<Deleted><Key>{name}</Key></Deleted>"
        head = "<?xml version='1.0' encoding='UTF-8'?>"
        self._send(200, f"{head}<DeleteResult>{done}</DeleteResult>".encode())

    def _may_go_on(self, body: bytes) -> bool:
        if self.server.mode == "drop":
            self.close_connection = True
            return False
        if self.server.mode == "error":
            self._refuse(503, "SlowDown")
            return False
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            check(self.command, self.path, headers, body, self.server.keys)
        except NotSigned:
            self._refuse(403, "SignatureDoesNotMatch")
            return False
        return True

    def _read(self) -> None:
        path = self.server.file_of(self.path)
        if not path.exists() or self.server.mode == "lose":
            self._refuse(404, "NoSuchKey")
            return
        content = path.read_bytes()
        if self.server.mode == "rot" and content:
            content = bytes([content[0] ^ 1]) + content[1:]
        self._send(200, content)

    def _write(self, body: bytes) -> None:
        given = self.headers.get("x-amz-checksum-sha256")
        if given and base64.b64decode(given) != hashlib.sha256(body).digest():
            self._refuse(400, "BadDigest")
            return
        path = self.server.file_of(self.path)
        with self.server.lock:
            if self.headers.get("If-None-Match") == "*" and path.exists():
                self._refuse(412, "PreconditionFailed")
                return
            temporary = path.with_suffix(".new")
            temporary.write_bytes(body)
            temporary.replace(path)
            self.server.written_count += 1
        self._send(200)

    def _refuse(self, status: int, code: str) -> None:
        text = f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code></Error>"
        self._send(status, text.encode())

    def _send(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"')
        self.send_header("Last-Modified", "Thu, 26 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
