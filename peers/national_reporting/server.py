"""The reporting system: checks each package's signature and period, gives a verdict on it."""

import base64
import json
import time
from datetime import UTC, datetime
from html import escape
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peers.axis.behaviour import Mode
from peers.mailbox import CLOCKS_APART_SECONDS, MailboxPeer, Taken, control_form
from peers.web import Answer, Asked, Route, page


class NationalReporting(MailboxPeer):
    """Serves the system; it knows the province's public key (here made from the shared secret)."""

    def __init__(self, port: int = 0, seed: str = "") -> None:
        secret = base64.b64decode(seed)[:32]
        self.province_key = Ed25519PrivateKey.from_private_bytes(secret).public_key()
        self.packages: dict[str, dict[str, Any]] = {}
        super().__init__(port, {"/v1/packages": ("indicator-values", self._package)})

    def more_routes(self) -> dict[str, Route]:
        """Give what people and tests look at."""
        return {
            "GET /packages": lambda asked: Answer({"packages": self.packages}),
            "POST /behave": self._behave,
        }

    def is_signed(self, asked: Asked) -> bool:
        """Tell whether the detached JWS holds over this body, method and address, and is fresh."""
        try:
            header, empty, signature = asked.headers.get("x-jws-signature", "").split(".")
            signed = f"{header}.{_encode(asked.body)}".encode()
            self.province_key.verify(_decode(signature), signed)
            said = json.loads(_decode(header))
        except (ValueError, InvalidSignature):
            return False
        is_here = said.get("htm") == asked.method and said.get("htu") == asked.target
        is_fresh = abs(time.time() - int(said.get("iat", 0))) <= CLOCKS_APART_SECONDS
        return not empty and said.get("alg") == "EdDSA" and is_here and is_fresh

    def _package(self, taken: Taken) -> None:
        body = taken.body
        known = self.packages.get(str(body["period"]))
        if known is None or known["revision"] < body["revision"]:
            self.packages[str(body["period"])] = body

    def after_taking(self, taken: Taken) -> None:
        """Return packages in which a value is missing, accept the others."""
        body = taken.body
        missing = [row["indicator"] for row in body["values"] if row["value"] is None]
        self.give(
            topic="package-verdict",
            subject=str(body["period"]),
            sequence=int(body["revision"]),
            body={
                "period": body["period"],
                "revision": body["revision"],
                "verdict": "RETURNED" if missing else "ACCEPTED",
                "reason": f"Thiếu số liệu: {', '.join(missing)}"[:1000] if missing else "",
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
            },
        )

    def _behave(self, asked: Asked) -> Answer:
        body = json.dumps({"mode": Mode(asked.form["mode"])}).encode()
        self.control.set(Asked("/control", {}, body, "POST"))
        return self.home(asked)

    def home(self, asked: Asked) -> Answer:
        """Show the packages and how the server behaves."""
        with self.lock:
            rows = "".join(
                f"<li><p><strong>{escape(period)}</strong> lần {one['revision']}</p>"
                f"<small>{len(one['values'])} chỉ tiêu</small></li>"
                for period, one in self.packages.items()
            )
        return page(
            "Hệ thống báo cáo quốc gia (bản mô phỏng)",
            f"{control_form(self.control.now.mode)}<ul>{rows}</ul>",
        )


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
