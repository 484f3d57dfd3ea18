"""Sao Mai: JSON over a bearer key; reports by POST, signed over time and body."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from urllib.request import Request

from peers.behaviour import Control, Mode, Report
from peers.phones import Message, Phones
from peers.sms.lengths import count_parts
from peers.web import Answer, Asked, LineBroken

NAME = "saomai"
_NUMBER = re.compile(r"84\d{9}", re.ASCII)
_STATUS = {
    Report.DELIVERED: "DELIVERED",
    Report.FAILED: "EXPIRED",
    Report.BOUNCED: "UNKNOWN_SUBSCRIBER",
    Report.NONE: "ACCEPTED",
}


class SaoMai:
    """The provider's API on the phones it serves."""

    def __init__(self, phones: Phones, key: str, webhook_key: str, site_url: str) -> None:
        self.control = Control()
        self._phones = phones
        self._key = key
        self._webhook_key = webhook_key
        self._site_url = site_url
        self.plan_report: Callable[[Message], None] = lambda message: None

    def send(self, asked: Asked) -> Answer:
        """Take a message: ``{to, from, text, client_ref}``; the same reference is taken once."""
        if not self._is_known(asked):
            return Answer({"error": "unauthorized"}, 401)
        fields = asked.fields
        behaviour = self.control.take()
        if behaviour.mode is Mode.BUSY:
            return Answer({"error": "too_many_requests"}, 429)
        if behaviour.mode is Mode.ERROR:
            return Answer({"error": "internal"}, 500)
        if behaviour.mode is Mode.REJECT_MESSAGE:
            return Answer({"error": "content_rejected"}, 422)
        if behaviour.mode is Mode.REJECT_NUMBER or not _NUMBER.fullmatch(str(fields["to"])):
            return Answer({"error": "invalid_recipient"}, 422)
        message, is_new = self._phones.receive(
            Message(
                id="SM", provider=NAME, to=str(fields["to"]), text=str(fields["text"]),
                reference=str(fields["client_ref"]), sender=str(fields["from"]),
                behaviour=behaviour, segments=count_parts(str(fields["text"])),
            )
        )  # fmt: skip
        if is_new:
            self.plan_report(message)
        if behaviour.mode is Mode.DROP_AFTER_STORING:
            raise LineBroken
        return Answer({"id": message.id, "status": "ACCEPTED", "parts": message.segments}, 202)

    def look_up(self, asked: Asked) -> Answer:
        """Tell what became of a message, by the sender's reference."""
        if not self._is_known(asked):
            return Answer({"error": "unauthorized"}, 401)
        if self.control.look().mode in {Mode.BUSY, Mode.ERROR, Mode.DROP}:
            return Answer({"error": "unavailable"}, 503)
        message = self._phones.find_by_reference(NAME, asked.query["client_ref"])
        if message is None:
            return Answer({"error": "not_found"}, 404)
        status = _STATUS[message.behaviour.report] if message.reported_at else "ACCEPTED"
        return Answer({"id": message.id, "status": status, "parts": message.segments})

    def report(self, message: Message) -> Request:
        """Write the delivery report."""
        status = _STATUS[message.behaviour.report]
        body = json.dumps(
            {"id": message.id, "client_ref": message.reference, "status": status}
        ).encode()
        moment = str(int(time.time()))
        signed = hmac.new(self._webhook_key.encode(), f"{moment}.".encode() + body, hashlib.sha256)
        return Request(  # noqa: S310
            f"{self._site_url}/thong-bao/bao-phat/saomai/",
            body,
            {
                "Content-Type": "application/json",
                "X-Saomai-Time": moment,
                "X-Saomai-Signature": signed.hexdigest(),
            },
            method="POST",
        )

    def _is_known(self, asked: Asked) -> bool:
        return hmac.compare_digest(asked.headers.get("authorization", ""), f"Bearer {self._key}")
