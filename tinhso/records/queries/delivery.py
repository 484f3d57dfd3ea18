"""What became of a sent document at each recipient, as dispatch knows it."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.dispatch.api import Transmission, list_sent_under
from tinhso.records.models import OfficialDocument


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient: when it was sent, how it stands, an open or answered request about it.

    ``tone`` is the colour of ``state``; ``message_token`` is dispatch's message, empty where the
    recipient could not be reached.
    """

    name: str
    code: str
    sent_at: datetime | None = None
    state: str = ""
    tone: str = "neutral"
    note: str = ""
    message_token: str = ""


_TONES = {"FAILED": "danger", "RETURNED": "danger", "TAKEN_BACK": "danger", "DONE": "success"}
_WAITING = {"QUEUED": "warning", "SENT": "neutral", "ARRIVED": "warning"}


def delivery_of(official: OfficialDocument) -> list[Delivery]:
    """Give how a document stands at each recipient, in the order they were named."""
    rows = list_sent_under(agency_id=official.agency_id, reference=f"records:{official.pk}")
    first = {row.organ_id: row for row in rows if not row.outgoing.original_id}
    revised = {row.organ_id: row for row in rows if row.outgoing.original_id}
    return [
        _delivery(one.name, one.code, first.get(one.code), revised.get(one.code))
        for one in official.recipients.order_by("id")
    ]


def _delivery(
    name: str, code: str, sent: Transmission | None, revised: Transmission | None
) -> Delivery:
    if sent is None:
        return Delivery(name, code)
    note = ""
    if revised is not None:
        note = f"{revised.get_act_display()}: {revised.get_decision_display()}"
    tone = _TONES.get(sent.state) or _WAITING.get(sent.state, "info")
    token = sent.outgoing.token
    return Delivery(name, code, sent.sent_at, sent.get_state_display(), tone, note, token)
