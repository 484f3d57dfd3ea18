"""Hoa Ban, an SMS provider: form fields with a checksum, answers in lines of three parts."""

import hashlib
import hmac

from django.conf import settings

from tinhso.notifications.gateways.calls import call, require_fresh, require_same
from tinhso.notifications.gateways.parcel import (
    AddressRefused,
    Incoming,
    MessageRefused,
    NotTaken,
    Parcel,
    Reported,
    Unclear,
)
from tinhso.notifications.queries.policy import policy
from tinhso.notifications.rules import Channel, State

_OK, _WRONG_PHONE, _WRONG_CONTENT, _UNKNOWN = "100", "104", "105", "108"
_STATES = {"1": State.SENT, "5": State.DELIVERED, "8": State.FAILED, "9": State.BOUNCED}


class HoaBan:
    """The provider over its API; HTTP 200 says nothing, the code of the line does."""

    name = "hoaban"
    channel = Channel.SMS

    def is_configured(self) -> bool:
        """Tell whether there is an address and a password."""
        return bool(settings.SMS_HOABAN_URL and settings.SMS_HOABAN_PASSWORD)

    def send(self, parcel: Parcel) -> str:
        """Hand a text message over; see ``parcel.Provider``."""
        phone = f"0{parcel.address[2:]}"
        line = self._line_of(
            "POST",
            "send",
            data={
                "username": settings.SMS_HOABAN_USERNAME,
                "phone": phone,
                "content": parcel.text,
                "requestid": parcel.reference,
                "brandname": policy().sms_sender,
                "checksum": _checksum(
                    settings.SMS_HOABAN_USERNAME, phone, parcel.text, parcel.reference
                ),
            },
        )
        code, words, message_id = line
        if code == _OK:
            return message_id
        if code == _WRONG_PHONE:
            raise AddressRefused(words)
        if code == _WRONG_CONTENT:
            raise MessageRefused(words)
        raise NotTaken(f"{code} {words}")

    def ask(self, reference: str) -> State | None:
        """Ask by our reference; see ``parcel.Provider``."""
        code, status, _ = self._line_of(
            "GET",
            "status",
            params={
                "username": settings.SMS_HOABAN_USERNAME,
                "requestid": reference,
                "checksum": _checksum(settings.SMS_HOABAN_USERNAME, reference),
            },
        )
        if code == _OK:
            return _STATES.get(status, State.SENT)
        if code == _UNKNOWN:
            return None
        raise NotTaken(f"{code} {status}")

    def read_report(self, incoming: Incoming) -> Reported:
        """Read a report whose query is signed with the account's password."""
        query = incoming.query
        parts = (query["smsid"], query["requestid"], query["status"], query["time"])
        require_same(query.get("sig", ""), _checksum(*parts))
        require_fresh(float(query["time"]))
        return Reported(query["requestid"], _STATES[query["status"]])

    def _line_of(self, method: str, action: str, **content: dict[str, str]) -> tuple[str, str, str]:
        answer = call(method, f"{settings.SMS_HOABAN_URL}/api/{action}", **content)
        code, _, rest = answer.text.strip().partition("|")
        words, _, message_id = rest.partition("|")
        if not code.isdecimal():
            raise Unclear(f"no code: {answer.text[:200]}")
        return code, words, message_id


def _checksum(*parts: str) -> str:
    key = settings.SMS_HOABAN_PASSWORD.encode()
    return hmac.new(key, "|".join(parts).encode(), hashlib.sha256).hexdigest()
