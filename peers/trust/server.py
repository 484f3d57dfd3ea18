"""The trust services over HTTP: certificates and revocation for who holds the key, the rest open.

``POST /control`` makes a service fail: ``{"ocsp"|"tsa"|"ca": mode}``, modes ``ok``, ``error``,
``drop``, ``slow`` and ``garbage``.
"""

import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from peers.trust.answers import answer_ocsp, answer_timestamp, revocation_list
from peers.trust.hierarchy import Hierarchy
from peers.web import Answer, Asked, LineBroken, PeerServer, Route, page

_SLOW_SECONDS = 20
_MODES = ("ok", "error", "drop", "slow", "garbage")
_GARBAGE = b"\x30\x82\x01\x00 this is no answer"
_LONGEST_DAYS = 5 * 365
Clock = Callable[[], datetime]


class BytesAnswer(Answer):
    """An answer that is not text."""

    def __init__(self, content: bytes, kind: str) -> None:
        super().__init__("")
        self.kind, self.content = kind, content


class TrustServer(PeerServer):
    """Certificate authority, OCSP responder and time-stamp authority in one process."""

    keeps_lines = True

    def __init__(self, port: int, folder: Path, key: str, clock: Clock | None = None) -> None:
        super().__init__(port, {})
        self.clock = clock or _now
        self._key = key
        self._modes = {"ca": "ok", "ocsp": "ok", "tsa": "ok"}
        self.hierarchy = Hierarchy(folder, f"http://127.0.0.1:{self.port}", self.clock())
        self.routes.update(self._routes())

    def fail(self, service: str, mode: str) -> None:
        """Let a service answer, refuse, break off or be slow."""
        if service not in self._modes or mode not in _MODES:
            raise ValueError("services: ca, ocsp, tsa; modes: ok, error, drop, slow, garbage")
        self._modes[service] = mode

    def _routes(self) -> dict[str, Route]:
        return {
            "GET /": self._page,
            "GET /chain.pem": self._chain,
            "POST /certificates": self._issue,
            "POST /revocations": self._revoke,
            "POST /ocsp": self._ocsp,
            "GET /root.crl": lambda asked: self._list("root"),
            "GET /issuing.crl": lambda asked: self._list("issuing"),
            "POST /tsa": self._stamp,
            "POST /control": self._control,
        }

    def _chain(self, asked: Asked) -> Answer:
        if self._modes["ca"] == "garbage":
            return BytesAnswer(_GARBAGE, "application/x-pem-file")
        return Answer(self.hierarchy.chain().decode(), kind="application/x-pem-file")

    def _issue(self, asked: Asked) -> Answer:
        self._behave("ca")
        self._check(asked)
        fields = asked.fields
        request = x509.load_pem_x509_csr(str(fields["request"]).encode())
        days = min(int(fields["days"]), _LONGEST_DAYS)
        pem = self.hierarchy.issue(request, days, self.clock())
        if self._modes["ca"] == "garbage":
            return BytesAnswer(_GARBAGE, "application/json")
        return Answer({"certificate": pem.decode()})

    def _revoke(self, asked: Asked) -> Answer:
        self._behave("ca")
        self._check(asked)
        fields = asked.fields
        at = datetime.fromisoformat(str(fields["at"]))
        self.hierarchy.revoke(int(str(fields["serial"]), 16), at)
        return Answer({"status": "revoked"})

    def _ocsp(self, asked: Asked) -> Answer:
        self._behave("ocsp")
        found = answer_ocsp(self.hierarchy, asked.body, self.clock())
        return self._given("ocsp", found, "application/ocsp-response")

    def _list(self, name: str) -> Answer:
        self._behave("ocsp")
        found = revocation_list(self.hierarchy, name, self.clock())
        return self._given("ocsp", found, "application/pkix-crl")

    def _stamp(self, asked: Asked) -> Answer:
        self._behave("tsa")
        token = answer_timestamp(self.hierarchy.tsa, asked.body, self.clock())
        return self._given("tsa", token, "application/timestamp-reply")

    def _given(self, service: str, content: bytes, kind: str) -> Answer:
        return BytesAnswer(_GARBAGE if self._modes[service] == "garbage" else content, kind)

    def _control(self, asked: Asked) -> Answer:
        for service, mode in asked.fields.items():
            self.fail(service, str(mode))
        return Answer(self._modes)

    def _page(self, asked: Asked) -> Answer:
        rows = "".join(f"<li><p>{name}: {mode}</p></li>" for name, mode in self._modes.items())
        return page("Dịch vụ chứng thực (bản mô phỏng)", f"<ul>{rows}</ul>")

    def _check(self, asked: Asked) -> None:
        wanted = hmac.new(self._key.encode(), asked.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(wanted, asked.headers.get("x-signature", "")):
            raise ValueError("the request is not signed by the registration authority")

    def _behave(self, service: str) -> None:
        mode = self._modes[service]
        if mode == "slow":
            time.sleep(_SLOW_SECONDS)
        if mode == "drop":
            raise LineBroken
        if mode == "error":
            raise ValueError(f"{service} was told to fail")


def _now() -> datetime:
    return datetime.now(UTC)
