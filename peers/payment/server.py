"""Starts the provider."""

from threading import Thread

from peers.payment.book import Book
from peers.payment.web import PaymentServer

DEMO_SECRET = "tinhso-demo-payment-secret"  # noqa: S105 - public on purpose
_POLL_SECONDS = 0.05


class PaymentPeer:
    """A running provider."""

    def __init__(self, port: int = 0, *, secret: str = DEMO_SECRET, path: str = ":memory:") -> None:
        """Start on a port, 0 takes a free one; books at a path, or in memory."""
        self.server = PaymentServer(port, Book(path), secret)
        Thread(target=self.server.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()

    @property
    def url(self) -> str:
        """Give the peer's address."""
        return self.server.url

    def stop(self) -> None:
        """Stop serving and notifying."""
        self.server.notifier.stop()
        self.server.shutdown()
        self.server.server_close()
