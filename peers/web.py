"""What every small web server of the peers needs: routes, JSON, forms, pages, a style."""

import json
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

BODY_LIMIT = 256 * 1024
_POLL_SECONDS = 0.05
STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; }
header { background: #0b5f4b; color: #fff; padding: .75rem 1rem; font-weight: 700; }
main { max-width: 52rem; margin: 0 auto; padding: 1rem; }
ul { list-style: none; padding: 0; }
li { border: 1px solid #767676; border-radius: .75rem; padding: .75rem 1rem; margin: 0 0 1rem; }
li p { margin: 0 0 .35rem; white-space: pre-wrap; overflow-wrap: anywhere; }
small { opacity: .8; }
input, button { font: inherit; padding: .4rem .6rem; }
:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
"""


class LineBroken(Exception):
    """Raised by a route to end the connection without an answer."""


class Asked:
    """One request: its address, headers and body."""

    def __init__(
        self, path: str, headers: Mapping[str, str], body: bytes, method: str = "GET"
    ) -> None:
        parts = urlsplit(path)
        self.method, self.target = method, path
        self.path = parts.path
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    @property
    def form(self) -> dict[str, str]:
        """Give the fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def fields(self) -> dict[str, Any]:
        """Give a JSON object.

        :raises ValueError: the body is none.
        """
        read = json.loads(self.body or b"{}")
        if not isinstance(read, dict):
            raise ValueError("a JSON object is expected")
        return read


class Answer:
    """What goes back: a JSON value, or text of another kind."""

    def __init__(
        self, body: object, status: int = HTTPStatus.OK, kind: str = "application/json"
    ) -> None:
        self.status = status
        self.headers: dict[str, str] = {}
        self.kind = f"{kind}; charset=utf-8"
        text = json.dumps(body, ensure_ascii=False) if kind == "application/json" else str(body)
        self.content = text.encode()


Route = Callable[[Asked], Answer]


class PeerServer(ThreadingHTTPServer):
    """Serves routes such as ``"GET /health"`` on loopback; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 64
    body_limit = BODY_LIMIT
    #: Whether a caller's line stays open for its next question.
    keeps_lines = False

    def __init__(self, port: int, routes: Mapping[str, Route]) -> None:
        handler = _LastingRequests if self.keeps_lines else _Requests
        super().__init__(("127.0.0.1", port), handler)
        self.routes: dict[str, Route] = {"GET /health": _health, "GET /style.css": _style, **routes}

    @property
    def port(self) -> int:
        """Give the port it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Serve in a thread of its own until ``stop``."""
        Thread(target=self.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()

    def stop(self) -> None:
        """Serve no more."""
        self.shutdown()
        self.server_close()


def page(title: str, body: str) -> Answer:
    """Give a page of the peer; the body is HTML, the title is not."""
    return Answer(
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/style.css"></head><body>'
        f"<header>{escape(title)}</header><main>{body}</main></body></html>",
        kind="text/html",
    )


def phone_search(number: str) -> str:
    """Give the form that shows one phone's messages."""
    return (
        '<form method="get" action="/"><p><label for="to">Số điện thoại</label> '
        f'<input id="to" name="to" inputmode="tel" value="{escape(number)}"> '
        "<button>Xem máy này</button></p></form>"
    )


def _health(asked: Asked) -> Answer:
    return Answer({"status": "ok"})


def _style(asked: Asked) -> Answer:
    return Answer(STYLE, kind="text/css")


class _Requests(BaseHTTPRequestHandler):
    server: PeerServer
    server_version = "peer"
    # Answers go out in one piece: lines that stay open would else wait for each other.
    wbufsize = -1
    disable_nagle_algorithm = True
    POLICY: ClassVar[str] = "default-src 'none'; style-src 'self'; form-action 'self'"

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the supervisor prints what matters."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), self.server.body_limit)
        asked = Asked(self.path, dict(self.headers), self.rfile.read(length), method)
        route = self.server.routes.get(f"{method} {asked.path}")
        try:
            answer = route(asked) if route else Answer({"error": "not found"}, 404)
        except LineBroken:
            self.close_connection = True
            return
        except (KeyError, TypeError, ValueError) as error:
            answer = Answer({"error": str(error)}, 400)
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", self.POLICY)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)


class _LastingRequests(_Requests):
    protocol_version = "HTTP/1.1"
