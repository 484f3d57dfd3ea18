"""The HTTP side: the merchants' interface, the payer's page, the control."""

import json
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Timer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from peers.payment.book import Book, Order, Refused
from peers.payment.control import Api, Behaviour, Control, Outcome
from peers.payment.notifier import Notifier
from peers.payment.pages import STYLE, control_page, pay_page
from peers.payment.signing import headers, is_genuine

_BODY_LIMIT = 64 * 1024
_REASONS = {"short": "not-enough-money", "cancel": "cancelled-by-payer"}
Json = dict[str, Any]


class PaymentServer(ThreadingHTTPServer):
    """One provider with one merchant."""

    daemon_threads = True

    def __init__(self, port: int, book: Book, secret: str) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", port), _Requests)
        self.book, self.secret = book, secret
        self.control, self.notifier = Control(), Notifier(secret)

    @property
    def url(self) -> str:
        """Give the address payers and merchants use."""
        return f"http://localhost:{self.server_address[1]}"

    def pay(self, order: Order) -> None:
        """Let a payer pay: well, badly, or badly first and well afterwards."""
        behaviour = self.control.take()
        if behaviour.outcome is Outcome.OK:
            self._finish(self.book.capture(order.order_code), behaviour)
            return
        self._finish(self.book.fail(order.order_code, "bank-refused"), behaviour)
        if behaviour.outcome is Outcome.FAIL_THEN_CAPTURE:
            Timer(behaviour.delay_ms / 1000, self._capture_late, (order, behaviour)).start()

    def _capture_late(self, order: Order, behaviour: Behaviour) -> None:
        self._finish(self.book.capture(order.order_code), behaviour)

    def refuse(self, order: Order, reason: str) -> None:
        """Let a payer fail or give up."""
        self._finish(self.book.fail(order.order_code, reason), self.control.take())

    def _finish(self, order: Order, behaviour: Behaviour) -> None:
        self.notifier.tell(order.notify_url, order.says(), behaviour)


class _Requests(BaseHTTPRequestHandler):
    server: PaymentServer
    server_version = "payment-peer"

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the supervisor prints what matters."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/health":
            self._json({"status": "ok"})
        elif path == "/style.css":
            self._send(STYLE.encode(), "text/css; charset=utf-8")
        elif path == "/control":
            self._json(self.server.control.look().as_json())
        elif path == "/orders":
            self._json([{**order.says(), "number": order.number} for order in self._orders()])
        elif path == "/":
            self._html(control_page(self._orders(), self.server.control.look()))
        elif path.startswith("/pay/") and (order := self._order_in(path)):
            self._html(pay_page(order))
        else:
            self._json({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _orders(self) -> list[Order]:
        return self.server.book.list_orders()

    def _order_in(self, path: str) -> Order | None:
        return self.server.book.find_by_number(path.removeprefix("/pay/").strip("/"))

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _BODY_LIMIT))
        if path == "/control":
            self._change(body)
        elif path.startswith("/pay/") and (order := self._order_in(path)):
            self._paid(order, body)
        elif path.startswith("/api/"):
            self._serve(path, body)
        else:
            self._json({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _change(self, body: bytes) -> None:
        is_form = "form" in (self.headers.get("Content-Type") or "")
        try:
            fields = parse_qs(body.decode()) if is_form else {}
            words = {name: values[0] for name, values in fields.items()}
            changed = self.server.control.set(**(words or json.loads(body or b"{}")))
        except (TypeError, ValueError) as error:
            self._json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
            return
        if is_form:
            self._redirect("/")
        else:
            self._json(changed.as_json())

    def _paid(self, order: Order, body: bytes) -> None:
        chosen = parse_qs(body.decode()).get("do", ["pay"])[0]
        if chosen in _REASONS:
            self.server.refuse(order, _REASONS[chosen])
        elif order.status == "PENDING":
            self.server.pay(order)
        self._redirect(order.return_url)

    def _serve(self, path: str, body: bytes) -> None:
        mode = self.server.control.look().api
        if mode is Api.DOWN:
            self.close_connection = True
            self.connection.close()
            return
        if mode is Api.SLOW:
            time.sleep(self.server.control.look().delay_ms / 1000)
        if mode is Api.GARBAGE:
            self._send(b"<html>gateway error</html>", "text/html")
            return
        if not is_genuine(self.server.secret, f"POST {path}", body, dict(self.headers)):
            self._signed({"error": "signature"}, HTTPStatus.FORBIDDEN)
            return
        self._answer(path, body, mode)

    def _answer(self, path: str, body: bytes, mode: Api) -> None:
        serve = _SERVICES.get(path)
        try:
            if serve is None:
                raise Refused("unknown service")
            answer = serve(self.server, json.loads(body))
            self._signed(answer, HTTPStatus.OK, is_signed=mode is not Api.UNSIGNED)
        except (Refused, KeyError, ValueError) as refusal:
            self._signed({"error": str(refusal)}, HTTPStatus.UNPROCESSABLE_ENTITY)

    def _signed(self, said: Json, status: HTTPStatus, *, is_signed: bool = True) -> None:
        body = json.dumps(said, ensure_ascii=False).encode()
        nonce = self.headers.get("X-Nonce") or ""
        signed = headers(self.server.secret, str(int(status)), body, nonce) if is_signed else {}
        self._send(body, "application/json; charset=utf-8", status, signed)

    def _html(self, page: str) -> None:
        self._send(page.encode(), "text/html; charset=utf-8")

    def _json(self, said: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        content = json.dumps(said, ensure_ascii=False).encode()
        self._send(content, "application/json; charset=utf-8", status)

    def _redirect(self, url: str) -> None:
        self._send(b"", "text/plain", HTTPStatus.SEE_OTHER, {"Location": url})

    def _send(
        self,
        body: bytes,
        kind: str,
        status: HTTPStatus = HTTPStatus.OK,
        more: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _create(server: PaymentServer, asked: Json) -> Json:
    order = server.book.create(asked)
    return {"order": order.number, "payment_url": f"{server.url}/pay/{order.number}"}


def _query(server: PaymentServer, asked: Json) -> Json:
    order = server.book.find(str(asked["order_code"]))
    if order is None:
        raise Refused("unknown order")
    return order.says()


def _refund(server: PaymentServer, asked: Json) -> Json:
    number = server.book.refund(
        transaction=str(asked["transaction"]),
        refund_code=str(asked["refund_code"]),
        amount_vnd=int(asked["amount_vnd"]),
    )
    return {"refund": number}


def _statement(server: PaymentServer, asked: Json) -> Json:
    return {"lines": server.book.statement(str(asked["day"]))}


_SERVICES: dict[str, Callable[[PaymentServer, Json], Json]] = {
    "/api/orders": _create,
    "/api/query": _query,
    "/api/refunds": _refund,
    "/api/statement": _statement,
}
