"""The part of ClickHouse's HTTP interface that clients need, over chDB: one question at a time.

``POST /?database=…&query=…&<setting>=…``: the statement is in ``query``, in the body, or begins in
the first and ends in the second; an insertion's rows are the body. Answers come in the format the
statement asks for, errors with ClickHouse's number in ``X-ClickHouse-Exception-Code``.
"""

import re
from base64 import b64encode
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from chdb.session import Session  # type: ignore[import-not-found,unused-ignore]

from peers.web import Answer, Asked, LineBroken, PeerServer

DATABASE = "tinhso"
USER = "tinhso"
_LARGEST = 256 * 1024 * 1024
_TRANSPORT = frozenset({
    "query", "database", "session_id", "session_timeout", "session_check", "query_id", "quota_key",
    "role", "compress", "decompress", "buffer_size", "wait_end_of_query", "default_format",
    "client_protocol_version", "send_progress_in_http_headers", "enable_http_compression",
    "http_headers_progress_interval_ms", "cancel_http_readonly_queries_on_client_close",
})  # fmt: skip
_INSERTION = re.compile(rb"\s*(insert\s+into\s[^\n]+?)\s+format\s+(\w+)\s*\n", re.IGNORECASE)
_CODE = re.compile(r"Code: (\d+)\.")
_NAME = re.compile(r"^\w+$")


class Mode(StrEnum):
    """How the server behaves."""

    OK = "ok"
    ERROR = "error"
    DROP = "drop"


class ClickHouseServer(PeerServer):
    """Serves one database on loopback; port 0 takes a free one."""

    body_limit = _LARGEST
    keeps_lines = True

    def __init__(self, port: int, folder: Path, *, password: str) -> None:
        self.folder = folder
        self.allowed = "Basic " + b64encode(f"{USER}:{password}".encode()).decode()
        self.mode = Mode.OK
        self.lock = Lock()
        self.session = Session(str(folder / "data"))
        self.session.query(f"create database if not exists {DATABASE}")
        routes = {
            "GET /ping": lambda asked: Answer("Ok.\n", kind="text/plain"),
            "GET /control": lambda asked: Answer({"mode": self.mode, "modes": list(Mode)}),
            "POST /control": self._control,
            "GET /": self._query,
            "POST /": self._query,
        }
        super().__init__(port, routes)

    def stop(self) -> None:
        """Serve no more."""
        super().stop()
        self.session.close()

    def _control(self, asked: Asked) -> Answer:
        self.mode = Mode(str(asked.fields.get("mode", "ok")))
        return Answer({"mode": self.mode})

    def _query(self, asked: Asked) -> Answer:
        if self.mode is Mode.DROP:
            raise LineBroken
        if asked.headers.get("authorization") != self.allowed:
            return _refusal("Code: 516. DB::Exception: Authentication failed.", 403)
        if self.mode is Mode.ERROR:
            return _refusal("Code: 202. DB::Exception: Too many simultaneous queries.", 503)
        with self.lock:
            try:
                return self._answer(asked)
            # chDB's errors are of several classes, all with ClickHouse's text.
            except RuntimeError as error:
                return _refusal(str(error), 500)

    def _answer(self, asked: Asked) -> Answer:
        self.session.query(f"use {_name(asked.query.get('database', DATABASE))}")
        for name in asked.query.keys() - _TRANSPORT:
            value = asked.query[name].replace("\\", "\\\\").replace("'", "\\'")
            self.session.query(f"set {_name(name)} = '{value}'")
        kind = asked.query.get("default_format", "TabSeparated")
        asked_for = b"\n".join(filter(None, (asked.query.get("query", "").encode(), asked.body)))
        if insertion := _INSERTION.match(asked_for):
            head, rows_kind = insertion[1].decode(), insertion[2].decode()
            return _given(self._insert(head, rows_kind, asked_for[insertion.end() :]), kind)
        return _given(self.session.query(asked_for.decode(), kind), kind)

    def _insert(self, head: str, kind: str, rows: bytes) -> Any:
        """Insert rows out of a file: the engine in a process has no line to read them from."""
        file = self.folder / uuid4().hex
        file.write_bytes(rows)
        try:
            return self.session.query(f"{head} select * from file('{file}', {kind})")  # noqa: S608
        finally:
            file.unlink()


def _name(text: str) -> str:
    """Give a name as it is.

    :raises ValueError: it is none.
    """
    if not _NAME.match(text):
        raise ValueError("a name is expected")
    return text


def _given(found: Any, kind: str) -> Answer:
    answer = Answer("", kind="application/octet-stream")
    answer.content = found.bytes()
    answer.headers["X-ClickHouse-Format"] = kind
    answer.headers["X-ClickHouse-Timezone"] = "UTC"
    return answer


def _refusal(text: str, status: int) -> Answer:
    answer = Answer(text, status, "text/plain")
    code = _CODE.search(text)
    answer.headers["X-ClickHouse-Exception-Code"] = code[1] if code else "1002"
    return answer
