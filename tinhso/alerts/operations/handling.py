"""What people do with an alert: acknowledge, note, tick steps, close."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.alerts.models import Alert
from tinhso.alerts.operations.history import note_event
from tinhso.alerts.permissions import check_operator
from tinhso.alerts.rules import ACKNOWLEDGE, CLOSE, MACHINE, OPEN_STATES
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.state_machine import TransitionRefused
from tinhso.ledger.api import record


class AlertMovedOn(DomainError):
    """The act does not fit where the alert stands."""

    code = "alert_moved_on"
    text = gettext_lazy("Cảnh báo không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


class ReasonMissing(DomainError):
    """Closing by hand, or a note, needs words."""

    code = "reason_required"
    text = gettext_lazy("Ghi nội dung để người đọc sau hiểu.")


def locked_alert(alert: Alert) -> Alert:
    """Give the row as it is now, locked until the transaction ends."""
    alerts = Alert.objects.select_for_update(of=("self",)).select_related(
        "rule__indicator__version", "area", "agency"
    )
    return alerts.get(pk=alert.pk)


def _moved(alert: Alert, action: str) -> Alert:
    locked = locked_alert(alert)
    try:
        locked.state = MACHINE.target(action=action, state=locked.state)
    except TransitionRefused as error:
        raise AlertMovedOn from error
    return locked


@transaction.atomic
def acknowledge(*, alert: Alert, actor: Actor, at: datetime) -> Alert:
    """Take an alert on (tiếp nhận cảnh báo).

    :raises NotYourAlert: the actor does not watch it.
    :raises AlertMovedOn: somebody did already.
    """
    check_operator(actor, alert)
    locked = _moved(alert, ACKNOWLEDGE)
    locked.acknowledged_at = at
    locked.save(update_fields=["state", "acknowledged_at"])
    note_event(locked, "ACKNOWLEDGED", at=at, actor=actor)
    return locked


@transaction.atomic
def add_note(*, alert: Alert, text: str, actor: Actor, at: datetime) -> None:
    """Write down what was found or done; anybody who sees the alert may.

    :raises ReasonMissing: there are no words.
    :raises AlertMovedOn: it is closed.
    """
    if not text.strip():
        raise ReasonMissing
    if locked_alert(alert).state not in OPEN_STATES:
        raise AlertMovedOn
    note_event(alert, "NOTE", at=at, text=text.strip(), actor=actor)


@transaction.atomic
def tick(*, alert: Alert, step: int, actor: Actor, at: datetime) -> None:
    """Mark a step of the checklist as done; marked again, nothing changes.

    :raises NotYourAlert: the actor does not watch it.
    :raises AlertMovedOn: it is closed, or has no such step.
    """
    check_operator(actor, alert)
    locked = locked_alert(alert)
    if locked.state not in OPEN_STATES or not 0 <= step < len(locked.checklist):
        raise AlertMovedOn
    item = locked.checklist[step]
    if item.get("by"):
        return
    item["by"], item["at"] = actor.name, at.isoformat()
    locked.save(update_fields=["checklist"])
    note_event(locked, "STEP", at=at, text=item["text"], actor=actor)


@transaction.atomic
def close(*, alert: Alert, reason: str, actor: Actor, at: datetime) -> Alert:
    """End an alert by hand, with the reason.

    :raises NotYourAlert: the actor does not watch it.
    :raises ReasonMissing: there is no reason.
    :raises AlertMovedOn: it is closed already.
    """
    check_operator(actor, alert)
    if not reason.strip():
        raise ReasonMissing
    locked = _moved(alert, CLOSE)
    locked.closed_at = at
    locked.save(update_fields=["state", "closed_at"])
    note_event(locked, "CLOSED", at=at, text=reason.strip(), actor=actor)
    record(
        kind="ALERT_CLOSED", subject=f"alert:{locked.token}", payload={"reason": reason.strip()},
        actor=actor, at=at,
    )  # fmt: skip
    return locked
