"""What the tests of the pipe send, and how they tell a partner to misbehave."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from peers.mailbox import MailboxPeer
from peers.web import Asked
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import Outcome, send_all_due
from tinhso.core.rls import acting_as
from tinhso.exchange.models import Message, Reconciliation
from tinhso.exchange.operations import (
    Parcel,
    fetch_inbox,
    handle_message,
    list_to_handle,
    reconcile,
    send,
)

AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
PORTAL, REPORTING = "national-portal", "national-reporting"


def state_body(case: str = "c1", sequence: int = 1, state: int = 1) -> dict[str, Any]:
    """Give a body the contract of case states allows."""
    return {
        "case": case, "case_code": "", "national_code": "", "procedure_code": "1.001193",
        "procedure_name": "Đăng ký khai sinh", "state": state, "sequence": sequence,
        "at": "2021-06-01T08:00:00+07:00", "agency_code": "H10.1", "agency_name": "UBND xã",
        "due_at": None, "channel": "ONLINE",
        "applicant": {"full_name": "Nguyễn Thị Minh Họa", "identity_number": "000300000001"},
    }  # fmt: skip


def send_state(
    case: str = "c1", sequence: int = 1, *, at: datetime = AT, **changes: Any
) -> Message:
    """Send a case's state to the national portal."""
    body = {**state_body(case, sequence, min(sequence, 10)), **changes}
    parcel = Parcel(PORTAL, "case-state", f"case:{case}", f"{case}:{sequence}", body, sequence)
    with acting_as(SYSTEM):
        return send(parcel, at=at)


def relay(at: datetime, connector: str = PORTAL) -> list[Outcome]:
    """Let the relay send what is due."""
    return send_all_due(destination=f"exchange:{connector}", at=at)


def relay_until(end: datetime, start: datetime, step: timedelta, connector: str = PORTAL) -> None:
    """Let the relay work through a stretch of time."""
    at = start
    while at <= end:
        relay(at, connector)
        at += step


def pull(connector: str, at: datetime) -> list[str]:
    """Fetch and handle what waits at a partner; gives the states."""
    while fetch_inbox(code=connector, at=at):
        pass
    return [handle_message(message_id=pk, at=at) for pk in list_to_handle(code=connector)]


def compare(connector: str, at: datetime) -> Reconciliation:
    """Compare both sides' accounts."""
    return reconcile(code=connector, actor=SYSTEM, at=at)


def last_note(connector: str) -> str:
    """Give what the history of the newest message that came says last."""
    with acting_as(SYSTEM):
        came = Message.objects.filter(connector=connector, direction="IN").order_by("-pk")[0]
        return came.events.order_by("-pk")[0].note


def told(peer: MailboxPeer, **behaviour: Any) -> None:
    """Tell a partner how to behave."""
    peer._set(Asked("/control", {}, json.dumps(behaviour).encode(), "POST"))


def again(message: Message) -> Message:
    """Give a message as it now is."""
    with acting_as(SYSTEM):
        return Message.objects.get(pk=message.pk)
