"""Sao Mai, an SMS provider: JSON with a bearer key, reports signed over time and body."""

import hashlib
import hmac

from django.conf import settings

from tinhso.notifications.gateways.calls import (
    call,
    json_of,
    read_json,
    require_fresh,
    require_same,
)
from tinhso.notifications.gateways.parcel import (
    AddressRefused,
    Incoming,
    MessageRefused,
    NotTaken,
    Parcel,
    Reported,
)
from tinhso.notifications.queries.policy import policy
from tinhso.notifications.rules import Channel, State

_STATES = {
    "ACCEPTED": State.SENT,
    "DELIVERED": State.DELIVERED,
    "EXPIRED": State.FAILED,
    "UNKNOWN_SUBSCRIBER": State.BOUNCED,
}


class SaoMai:
    """The provider over its API."""

    name = "saomai"
    channel = Channel.SMS

    def is_configured(self) -> bool:
        """Tell whether there is an address and a key."""
        return bool(settings.SMS_SAOMAI_URL and settings.SMS_SAOMAI_KEY)

    def send(self, parcel: Parcel) -> str:
        """Hand a text message over; see ``parcel.Provider``."""
        answer = call(
            "POST",
            self._address(),
            headers=self._headers(),
            json={
                "to": parcel.address,
                "from": policy().sms_sender,
                "text": parcel.text,
                "client_ref": parcel.reference,
            },
        )
        fields = json_of(answer)
        if answer.is_success:
            return str(fields["id"])
        error = str(fields.get("error", ""))
        if error == "invalid_recipient":
            raise AddressRefused(error)
        if error == "content_rejected":
            raise MessageRefused(error)
        raise NotTaken(f"HTTP {answer.status_code} {error}")

    def ask(self, reference: str) -> State | None:
        """Ask by our reference; see ``parcel.Provider``."""
        answer = call(
            "GET", self._address(), headers=self._headers(), params={"client_ref": reference}
        )
        if not answer.is_success:
            return None
        return _STATES.get(str(json_of(answer).get("status")), State.SENT)

    def read_report(self, incoming: Incoming) -> Reported:
        """Read a report signed with HMAC-SHA-256 over ``time.body``."""
        moment = incoming.headers.get("X-Saomai-Time", "")
        signed = f"{moment}.".encode() + incoming.body
        wanted = hmac.new(settings.SMS_SAOMAI_WEBHOOK_KEY.encode(), signed, hashlib.sha256)
        require_same(incoming.headers.get("X-Saomai-Signature", ""), wanted.hexdigest())
        require_fresh(float(moment))
        fields = read_json(incoming.body)
        return Reported(str(fields["client_ref"]), _STATES[str(fields["status"])])

    def _address(self) -> str:
        return f"{settings.SMS_SAOMAI_URL}/v1/messages"

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {settings.SMS_SAOMAI_KEY}"}
