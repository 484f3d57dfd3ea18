"""Zalo's notification service: registered templates, every refusal an error number."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tinhso.core.remember import remembered
from tinhso.notifications.gateways import zalo_tokens
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
from tinhso.notifications.rules import Channel, State

_NO_ACCOUNT, _BAD_PHONE, _BAD_TOKEN, _BAD_TEMPLATE, _BAD_DATA, _NOT_FOUND = (
    -118, -108, -124, -131, -132, -133,
)  # fmt: skip
_REMEMBERED_SECONDS = 600
_EVENTS = {
    "user_received_message": State.DELIVERED,
    "message_failed": State.FAILED,
    "user_unreachable": State.BOUNCED,
}
_STATUSES = {1: State.DELIVERED, 0: State.SENT, -1: State.FAILED}
_NOTHING = "–"


class Zalo:
    """The service over its API."""

    name = "zalo"
    channel = Channel.ZALO

    def is_configured(self) -> bool:
        """Tell whether there is an address and the application's secret."""
        return bool(settings.ZALO_URL and settings.ZALO_SECRET_KEY)

    def send(self, parcel: Parcel) -> str:
        """Hand a template with its values over; see ``parcel.Provider``."""
        fields = self.call(
            "POST",
            "message/template",
            json={
                "phone": parcel.address,
                "template_id": parcel.zalo_template,
                "template_data": template_values(parcel),
                "tracking_id": parcel.reference,
            },
        )
        error = int(fields["error"])
        words = f"{error} {fields.get('message', '')}"
        if error == 0:
            return str(fields["data"]["msg_id"])
        if error in {_NO_ACCOUNT, _BAD_PHONE}:
            raise AddressRefused(words)
        if error in {_BAD_TEMPLATE, _BAD_DATA}:
            raise MessageRefused(words)
        raise NotTaken(words)

    def ask(self, reference: str) -> State | None:
        """Ask by our reference; see ``parcel.Provider``."""
        fields = self.call("GET", "message/status", params={"tracking_id": reference})
        if int(fields["error"]) == _NOT_FOUND:
            return None
        if int(fields["error"]):
            raise NotTaken(str(fields.get("message", "")))
        return _STATUSES.get(int(fields["data"]["status"]), State.SENT)

    def read_report(self, incoming: Incoming) -> Reported:
        """Read a report signed with SHA-256 over application, body, time and key."""
        fields = read_json(incoming.body)
        moment = str(fields["timestamp"])
        key = settings.ZALO_WEBHOOK_KEY
        signed = f"{settings.ZALO_APP_ID}{incoming.body.decode()}{moment}{key}"
        wanted = f"mac={hashlib.sha256(signed.encode()).hexdigest()}"
        require_same(incoming.headers.get("X-ZEvent-Signature", ""), wanted)
        require_fresh(int(moment) / 1000)
        return Reported(str(fields["message"]["tracking_id"]), _EVENTS[str(fields["event_name"])])

    def call(self, method: str, path: str, **content: object) -> Mapping[str, Any]:
        """Call the service with a valid token, once more with a new one when it is refused.

        :raises NotTaken: the service does not answer, or gives no token.
        :raises Unclear: the line broke.
        """
        answer = self._once(method, path, zalo_tokens.access_token(), content)
        if int(answer.get("error", 0)) == _BAD_TOKEN:
            answer = self._once(method, path, zalo_tokens.access_token(is_fresh=True), content)
        return answer

    def _once(
        self, method: str, path: str, token: str, content: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        headers = {"access_token": token}
        return json_of(call(method, f"{settings.ZALO_URL}/{path}", headers=headers, **content))


_ZALO = Zalo()


def template_values(parcel: Parcel) -> dict[str, str]:
    """Give a value for every parameter Zalo registered for the template, short enough for it."""
    known = {**parcel.facts, "name": parcel.full_name, "title": parcel.title}
    return {
        name: _shorten(str(known.get(name) or _NOTHING), longest)
        for name, longest in parameters_of(parcel.zalo_template)
    }


@remembered(_REMEMBERED_SECONDS)
def parameters_of(template_id: str) -> tuple[tuple[str, int], ...]:
    """Ask Zalo for a template's parameters and how long each may be.

    :raises MessageRefused: Zalo does not know the template.
    """
    fields = _ZALO.call("GET", "template/info", params={"template_id": template_id})
    if int(fields["error"]):
        raise MessageRefused(f"{fields['error']} {fields.get('message', '')}")
    return tuple((row["name"], int(row["maxLength"])) for row in fields["data"]["listParams"])


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
