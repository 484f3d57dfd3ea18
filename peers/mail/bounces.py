"""Letters that were taken and came back: told to the sender's site by a signed call."""

import hashlib
import hmac
import json
import os
import time
from email import message_from_bytes
from threading import Thread
from urllib.error import URLError
from urllib.request import Request, urlopen

_TRIES = 5
_WAIT_SECONDS = 0.5


class Bouncer:
    """Tells the platform that a letter came back."""

    def __init__(self, site_url: str = "", key: str = "") -> None:
        """Report to a site; taken from the environment when not given."""
        self._site_url = site_url or os.environ.get("TINHSO_SITE_URL", "http://localhost:8000")
        self._key = key or os.environ.get("TINHSO_EMAIL_WEBHOOK_KEY", "")

    def plan(self, content: bytes) -> None:
        """Report a letter as bounced, in the background, as a mail server does after a while."""
        message_id = str(message_from_bytes(content)["Message-ID"])
        Thread(target=self._tell, args=(message_id,), daemon=True).start()

    def _tell(self, message_id: str) -> None:
        for _ in range(_TRIES):
            try:
                with urlopen(self.report(message_id), timeout=10):  # noqa: S310
                    return
            except (URLError, OSError):
                time.sleep(_WAIT_SECONDS)

    def report(self, message_id: str) -> Request:
        """Write the report of one letter."""
        body = json.dumps({"event": "bounced", "message_id": message_id}).encode()
        moment = str(int(time.time()))
        signed = hmac.new(self._key.encode(), f"{moment}.".encode() + body, hashlib.sha256)
        headers = {
            "Content-Type": "application/json",
            "X-Mail-Time": moment,
            "X-Mail-Signature": signed.hexdigest(),
        }
        address = f"{self._site_url}/thong-bao/bao-phat/mail/"
        return Request(address, body, headers, method="POST")  # noqa: S310
