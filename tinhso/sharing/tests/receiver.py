"""A subscriber's server on loopback, and what it checks."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from tinhso.core.clock import now
from tinhso.core.outbox_relay import Outcome, send_all_due
from tinhso.sharing.models import Subscription
from tinhso.sharing.operations import DESTINATION, subscribe_client, tell_changes
from tinhso.sharing.tests.factories import Sharing


@dataclass
class Receiver:
    """A subscriber's server: keeps what came, answers as told."""

    url: str = ""
    status: int = 204
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    """Run a subscriber on loopback."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/news"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def relay(later: timedelta = timedelta()) -> list[Outcome]:
    """Send what is due, as the relay does."""
    return send_all_due(destination=DESTINATION, at=now() + later)


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Check a signature as a subscriber does, by hand."""
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + b64encode(hmac.digest(key, said, hashlib.sha256)).decode()
    return expected in headers["webhook-signature"].split()


def subscribe(sharing: Sharing, url: str) -> Subscription:
    """Subscribe the asking system to changes of cases and agreements."""
    return subscribe_client(
        client=sharing.client,
        url=url,
        topics=["case-status.changed", "agreement.changed"],
        actor=sharing.asker.actor(),
        at=now(),
    )


def tell_case_changes() -> int:
    """Tell what changed since it was looked up, as the task does."""
    return tell_changes(service="case-status", at=now())
