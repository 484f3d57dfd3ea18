"""Hoa Ban: an older API of form fields and code lines; reports by GET with a signed query."""

import hashlib
import hmac
import time
from collections.abc import Callable
from urllib.parse import urlencode
from urllib.request import Request

from peers.behaviour import Control, Mode, Report
from peers.phones import Message, Phones
from peers.sms.lengths import count_parts
from peers.web import Answer, Asked, LineBroken

NAME = "hoaban"
OK, BUSY, WRONG_SIGNATURE, WRONG_PHONE, WRONG_CONTENT, UNKNOWN = 100, 199, 101, 104, 105, 108
_STATUS = {Report.DELIVERED: 5, Report.FAILED: 8, Report.BOUNCED: 9, Report.NONE: 1}


def checksum(password: str, *parts: str) -> str:
    """Sign fields the provider's way: SHA-256 keyed with the account's password."""
    return hmac.new(password.encode(), "|".join(parts).encode(), hashlib.sha256).hexdigest()


class HoaBan:
    """The provider's API on the phones it serves."""

    def __init__(self, phones: Phones, username: str, password: str, site_url: str) -> None:
        self.control = Control()
        self._phones = phones
        self._username = username
        self._password = password
        self._site_url = site_url
        self.plan_report: Callable[[Message], None] = lambda message: None

    def send(self, asked: Asked) -> Answer:
        """Take a message as form fields; answers ``code|words|id``, HTTP 200 whatever happens."""
        form = asked.form
        phone, content, request_id = form["phone"], form["content"], form["requestid"]
        if not self._is_signed(form, phone, content, request_id):
            return _line(WRONG_SIGNATURE, "wrong signature")
        behaviour = self.control.take()
        if behaviour.mode is Mode.BUSY:
            return _line(BUSY, "system busy")
        if behaviour.mode is Mode.ERROR:
            return Answer("gateway error", 502, "text/plain")
        if behaviour.mode is Mode.REJECT_MESSAGE:
            return _line(WRONG_CONTENT, "content not allowed")
        if behaviour.mode is Mode.REJECT_NUMBER or not (phone.isdigit() and len(phone) == 10):
            return _line(WRONG_PHONE, "wrong phone number")
        message, is_new = self._phones.receive(
            Message(
                id="HB", provider=NAME, to=f"84{phone[1:]}", text=content, reference=request_id,
                sender=form["brandname"], behaviour=behaviour, segments=count_parts(content),
            )
        )  # fmt: skip
        if is_new:
            self.plan_report(message)
        if behaviour.mode is Mode.DROP_AFTER_STORING:
            raise LineBroken
        return _line(OK, f"{message.segments}", message.id)

    def look_up(self, asked: Asked) -> Answer:
        """Tell what became of a message: ``code|status|id``."""
        request_id = asked.query["requestid"]
        if not self._is_signed(asked.query, request_id):
            return _line(WRONG_SIGNATURE, "wrong signature")
        if self.control.look().mode in {Mode.BUSY, Mode.ERROR, Mode.DROP}:
            return _line(BUSY, "system busy")
        message = self._phones.find_by_reference(NAME, request_id)
        if message is None:
            return _line(UNKNOWN, "unknown request")
        status = _STATUS[message.behaviour.report] if message.reported_at else 1
        return _line(OK, str(status), message.id)

    def report(self, message: Message) -> Request:
        """Write the delivery report: everything in the query."""
        status, moment = str(_STATUS[message.behaviour.report]), str(int(time.time()))
        signature = checksum(self._password, message.id, message.reference, status, moment)
        query = urlencode(
            {
                "smsid": message.id,
                "requestid": message.reference,
                "status": status,
                "time": moment,
                "sig": signature,
            }
        )
        return Request(f"{self._site_url}/thong-bao/bao-phat/hoaban/?{query}")  # noqa: S310

    def _is_signed(self, form: dict[str, str], *parts: str) -> bool:
        wanted = checksum(self._password, self._username, *parts)
        return form.get("username") == self._username and hmac.compare_digest(
            form.get("checksum", ""), wanted
        )


def _line(code: int, words: str, message_id: str = "") -> Answer:
    return Answer(f"{code}|{words}|{message_id}", kind="text/plain")
