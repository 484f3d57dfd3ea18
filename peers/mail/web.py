"""The web side: the inbox for people and for programs, and the control."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from peers.mail.control import Control
from peers.mail.inbox import Inbox
from peers.mail.pages import STYLE, letter_page, list_page

_BODY_LIMIT = 64 * 1024


class InboxServer(ThreadingHTTPServer):
    """Serves one inbox and its control."""

    daemon_threads = True

    def __init__(self, port: int, inbox: Inbox, control: Control) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", port), _Requests)
        self.inbox = inbox
        self.control = control


class _Requests(BaseHTTPRequestHandler):
    server: InboxServer
    server_version = "mail-peer"

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the supervisor prints what matters."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        recipient = parse_qs(address.query).get("to", [""])[0]
        if address.path.startswith("/thu/"):
            self._send_letter(unquote(address.path.removeprefix("/thu/")))
        elif address.path == "/":
            self._send_html(list_page(self.server.inbox.list_letters(recipient), recipient))
        elif address.path == "/letters":
            letters = self.server.inbox.list_letters(recipient)
            self._send_json([letter.as_json() for letter in letters])
        else:
            self._send_plain(address.path)

    def do_POST(self) -> None:
        if self.path != "/control":
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)
            return
        try:
            length = min(int(self.headers.get("Content-Length") or 0), _BODY_LIMIT)
            self.server.control.set(**json.loads(self.rfile.read(length) or b"{}"))
        except (TypeError, ValueError) as error:
            self._send_json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
            return
        self._send_control()

    def do_DELETE(self) -> None:
        if self.path != "/letters":
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)
            return
        self.server.inbox.clear()
        self._send_json([])

    def _send_plain(self, path: str) -> None:
        if path == "/health":
            self._send_json({"status": "ok"})
        elif path == "/control":
            self._send_control()
        elif path == "/style.css":
            self._send(STYLE.encode(), "text/css; charset=utf-8")
        else:
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _send_letter(self, letter_id: str) -> None:
        letter = self.server.inbox.find_letter(letter_id)
        if letter is None:
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)
        else:
            self._send_html(letter_page(letter))

    def _send_control(self) -> None:
        behaviour = self.server.control.look()
        self._send_json(
            {
                "mode": behaviour.mode,
                "delay_ms": round(behaviour.delay_seconds * 1000),
                "count": behaviour.remaining,
            }
        )

    def _send_html(self, page: str) -> None:
        self._send(page.encode(), "text/html; charset=utf-8")

    def _send_json(self, body: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        content = json.dumps(body, ensure_ascii=False).encode()
        self._send(content, "application/json; charset=utf-8", status)

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
        self.end_headers()
        self.wfile.write(body)
