"""Answers signed questions about enterprises; told to, it answers late, wrongly or not at all."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from peers.web import Answer, Asked, LineBroken, PeerServer, page

ENTERPRISES = Path(__file__).with_name("enterprises.json")
CLOCKS_APART_SECONDS = 300
LONGEST_DELAY_MS = 60_000


class Mode(StrEnum):
    """What the register does with a question."""

    OK = "ok"
    ERROR = "error"
    GARBAGE = "garbage"
    OTHER = "other"
    DROP = "drop"


@dataclass
class Control:
    """The present behaviour."""

    mode: Mode = Mode.OK
    delay_ms: int = 0

    def set(self, asked: Asked) -> Answer:
        """Change it.

        :raises ValueError: a name is unknown or a number out of range.
        """
        delay = int(asked.fields.get("delay_ms", 0))
        if not 0 <= delay <= LONGEST_DELAY_MS:
            raise ValueError(f"delay_ms is a number from 0 to {LONGEST_DELAY_MS}")
        self.mode, self.delay_ms = Mode(str(asked.fields.get("mode", "ok"))), delay
        return self.look(asked)

    def look(self, asked: Asked) -> Answer:
        """Show it."""
        return Answer({"mode": self.mode, "delay_ms": self.delay_ms, "modes": list(Mode)})


class Register(PeerServer):
    """Serves the register on loopback; port 0 takes a free one."""

    def __init__(self, port: int, key: str) -> None:
        self.key = key
        self.control = Control()
        found = json.loads(ENTERPRISES.read_text(encoding="utf-8"))
        self.enterprises = {str(row["tax_code"]): row for row in found}
        routes = {
            "GET /": self._list,
            "GET /control": self.control.look,
            "POST /control": self.control.set,
            **{f"GET /enterprises/{code}": self._one for code in self.enterprises},
        }
        super().__init__(port, routes)

    def _one(self, asked: Asked) -> Answer:
        time.sleep(self.control.delay_ms / 1000)
        if not self._is_signed(asked):
            return Answer({"error": "the signature is wrong or too old"}, 401)
        if self.control.mode is Mode.DROP:
            raise LineBroken
        if self.control.mode is Mode.ERROR:
            return Answer({"error": "out of order"}, 503)
        if self.control.mode is Mode.GARBAGE:
            return Answer("<html>Bảo trì</html>", kind="text/html")
        row = self.enterprises[asked.path.rsplit("/", 1)[-1]]
        return Answer({**row, "tax_code": "0"} if self.control.mode is Mode.OTHER else row)

    def _is_signed(self, asked: Asked) -> bool:
        at = asked.headers.get("x-time", "")
        if not at.isdigit() or abs(time.time() - int(at)) > CLOCKS_APART_SECONDS:
            return False
        message = f"{at}\n{asked.path}".encode()
        expected = hmac.new(self.key.encode(), message, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, asked.headers.get("x-signature", ""))

    def _list(self, asked: Asked) -> Answer:
        rows = "".join(
            f"<li><p><strong>{row['tax_code']}</strong> {row['name']}</p>"
            f"<small>{row['status']}, {row['address']}</small></li>"
            for row in self.enterprises.values()
        )
        return page("Đăng ký kinh doanh (bản mô phỏng)", f"<ul>{rows}</ul>")
