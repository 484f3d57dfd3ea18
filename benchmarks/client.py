"""A small HTTP/1.1 client over kept-alive sockets: cheap, so that the server is measured."""

import socket
from dataclasses import dataclass, field
from urllib.parse import urlencode

_BUFFER = 262_144


class BadAnswer(Exception):
    """The server did not answer as the scenario expects."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower-case names) and body of one response."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


@dataclass
class Client:
    """One browser: a socket, cookies, and the form token Django wants back."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self.send("GET", path)

    def post_form(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form the way a browser does."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}).encode()
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send JSON to the API."""
        sent = {
            "Content-Type": "application/json",
            "X-CSRFToken": self.cookies["csrftoken"],
            **headers,
        }
        return self.send("POST", path, body, sent)

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and read its whole answer; reconnects once when the server hung up."""
        request = self._request(method, path, body, headers or {})
        try:
            answer = self._exchange(request)
        except (ConnectionError, BadAnswer):
            self.close()
            answer = self._exchange(request)
        self.cookies.update(answer.cookies)
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost:8000",
            f"Cookie: {cookies}",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def _exchange(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        return _read_answer(self._socket)


def _read_answer(connection: socket.socket) -> Answer:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    pairs = [line.split(": ", 1) for line in lines[1:]]
    headers = {name.lower(): value for name, value in pairs}
    length = int(headers.get("content-length", "0"))
    while len(body) < length:
        body += _more(connection)
    return Answer(int(lines[0].split(" ")[1]), headers, _cookies(pairs), body)


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(_BUFFER)
    if not chunk:
        raise BadAnswer("connection closed")
    return chunk


def _cookies(pairs: list[list[str]]) -> dict[str, str]:
    given = (
        value.strip().split(";", 1)[0] for name, value in pairs if name.lower() == "set-cookie"
    )
    return dict(cookie.split("=", 1) for cookie in given)
