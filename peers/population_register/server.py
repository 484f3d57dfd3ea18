"""The register over HTTP: signed questions, answers field by field, corrections, and a control.

A question is signed by HMAC-SHA256 over method, path, time and body with the key the client and
the register share. Without a purpose nothing is answered; only the fields asked for are given.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

_PEOPLE = Path(__file__).resolve().parents[1] / "national_id" / "citizens.json"
_BODY_LIMIT = 64 * 1024
_CLOCKS_DIFFER = 300
_POLL_SECONDS = 0.05
_MODES = ("ok", "down", "slow", "refuse", "broken")
FIELDS = {
    "full_name": "name",
    "birth_date": "birth_date",
    "sex": "sex",
    "identity_number": "identity_number",
    "address": "address",
    "area_code": "area_code",
}


@dataclass
class Register:
    """People, what was asked and corrected, and how the register behaves now."""

    key: str
    people: dict[str, dict[str, Any]]
    questions: list[dict[str, Any]] = field(default_factory=list)
    corrections: dict[str, dict[str, Any]] = field(default_factory=dict)
    mode: str = "ok"
    delay_seconds: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def set_mode(self, mode: str = "ok", delay_ms: int = 0) -> None:
        """Change the behaviour.

        :raises ValueError: there is no such mode, or the delay is out of range.
        """
        if mode not in _MODES or not 0 <= delay_ms <= 60_000:
            raise ValueError(f"mode is one of {', '.join(_MODES)}, delay_ms 0 to 60000")
        self.mode, self.delay_seconds = mode, delay_ms / 1000

    def answer(self, question: Mapping[str, Any]) -> tuple[HTTPStatus, dict[str, Any]]:
        """Answer a question: only the fields asked for, only of who name and birth date fit."""
        if not str(question.get("purpose", "")).strip():
            return HTTPStatus.BAD_REQUEST, {"error": "purpose_missing"}
        person = self.people.get(str(question.get("identity_number", "")))
        if person is None or person["birth_date"] != question.get("birth_date"):
            return HTTPStatus.NOT_FOUND, {"error": "not_found"}
        asked = [name for name in question.get("fields", []) if name in FIELDS]
        with self.lock:
            self.questions.append({**question, "fields": asked})
        return HTTPStatus.OK, {"fields": {name: person[FIELDS[name]] for name in asked}}


@dataclass
class RegisterPeer:
    """A running peer."""

    register: Register
    web: "RegisterServer"

    @property
    def url(self) -> str:
        """Give the address of the register."""
        return f"http://localhost:{self.web.server_address[1]}"

    def stop(self) -> None:
        """Stop listening."""
        self.web.shutdown()
        self.web.server_close()


class RegisterServer(ThreadingHTTPServer):
    """Serves one register."""

    daemon_threads = True

    def __init__(self, port: int, register: Register) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", port), _Requests)
        self.register = register


def start(port: int = 8035, *, key: str) -> RegisterPeer:
    """Start the peer; port 0 takes a free one."""
    people = {row["identity_number"]: row for row in json.loads(_PEOPLE.read_text("utf-8"))}
    register = Register(key=key, people=people)
    web = RegisterServer(port, register)
    Thread(target=web.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()
    return RegisterPeer(register, web)


def signature(key: str, method: str, path: str, moment: str, body: bytes) -> str:
    """Sign a request the way both sides do."""
    text = f"{method}\n{path}\n{moment}\n".encode() + body
    return hmac.digest(key.encode(), text, hashlib.sha256).hex()


class _Requests(BaseHTTPRequestHandler):
    server: RegisterServer
    server_version = "population-register-peer"

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the supervisor prints what matters."""

    def do_GET(self) -> None:
        register = self.server.register
        shown = {
            "/health": {"status": "ok"},
            "/control": {"mode": register.mode, "modes": list(_MODES)},
            "/questions": register.questions[-200:],
            "/corrections": list(register.corrections.values()),
        }
        found = shown.get(self.path)
        self._send({"error": "not found"} if found is None else found, _found(found))

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), _BODY_LIMIT)
        body = self.rfile.read(length)
        try:
            content = json.loads(body or b"{}")
            if self.path == "/control":
                self.server.register.set_mode(**content)
                self._send({"mode": self.server.register.mode})
                return
        except (TypeError, ValueError) as error:
            self._send({"error": str(error)}, HTTPStatus.BAD_REQUEST)
            return
        self._asked(body, content)

    def _asked(self, body: bytes, content: dict[str, Any]) -> None:
        register = self.server.register
        if not self._is_signed(body):
            self._send({"error": "bad_signature"}, HTTPStatus.FORBIDDEN)
            return
        if register.mode == "slow":
            time.sleep(register.delay_seconds)
        if register.mode == "down":
            self._send({"error": "maintenance"}, HTTPStatus.SERVICE_UNAVAILABLE)
        elif register.mode == "refuse":
            self._send({"error": "not_allowed"}, HTTPStatus.FORBIDDEN)
        elif register.mode == "broken":
            self._send(["not", "an", "answer"])
        elif self.path == "/v1/persons":
            status, answer = register.answer(content)
            self._send(answer, status)
        elif self.path == "/v1/corrections":
            register.corrections.setdefault(str(content.get("reference", "")), content)
            self._send({"state": "received"}, HTTPStatus.ACCEPTED)
        else:
            self._send({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _is_signed(self, body: bytes) -> bool:
        moment = self.headers.get("X-Register-Time", "")
        if not moment.isdigit() or abs(time.time() - int(moment)) > _CLOCKS_DIFFER:
            return False
        expected = signature(self.server.register.key, "POST", self.path, moment, body)
        return hmac.compare_digest(expected, self.headers.get("X-Register-Signature", ""))

    def _send(self, body: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        content = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _found(answer: object) -> HTTPStatus:
    return HTTPStatus.NOT_FOUND if answer is None else HTTPStatus.OK
