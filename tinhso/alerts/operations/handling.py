"""What people do with an alert: acknowledge, note, tick steps, direct, close; who is told late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.alerts.models import Alert, AlertState
from tinhso.alerts.operations.evaluating import tell_role
from tinhso.alerts.operations.history import note_event
from tinhso.alerts.permissions import NotYourAlert, check_operator, may_direct
from tinhso.alerts.rules import ACKNOWLEDGE, CLOSE, MACHINE, OPEN_STATES
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.state_machine import TransitionRefused
from tinhso.ledger.api import record
from tinhso.records.api import Assignee, Assignment, Opinion, give_directive

#: An alert nobody acknowledged for so long is told to leaders.
UNSEEN = timedelta(hours=4)


class AlertMovedOn(DomainError):
    """The act does not fit where the alert stands."""

    code = "alert_moved_on"
    text = gettext_lazy("Cảnh báo không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


class ReasonMissing(DomainError):
    """Closing by hand, or a note, needs words."""

    code = "reason_required"
    text = gettext_lazy("Ghi nội dung để người đọc sau hiểu.")


class AlreadyDirected(DomainError):
    """The alert has its directive; more work is given there."""

    code = "already_directed"
    text = gettext_lazy("Cảnh báo này đã có chỉ đạo. Hãy giao thêm việc tại chỉ đạo đó.")


class DirectiveWanted(DomainError):
    """A directive says what, who and until when; the deadline lies ahead."""

    code = "directive_incomplete"
    text = gettext_lazy("Ghi việc cần làm, minh chứng, và chọn hạn sau thời điểm này.")


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a leader wants done: by which agency, until when, shown by which evidence."""

    agency_id: int
    agency_name: str
    text: str
    evidence: str
    due_at: datetime


def _locked(alert: Alert) -> Alert:
    alerts = Alert.objects.select_for_update(of=("self",)).select_related("rule", "area")
    return alerts.get(pk=alert.pk)


def _moved(alert: Alert, action: str) -> Alert:
    locked = _locked(alert)
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
    if _locked(alert).state not in OPEN_STATES:
        raise AlertMovedOn
    note_event(alert, "NOTE", at=at, text=text.strip(), actor=actor)


@transaction.atomic
def tick(*, alert: Alert, step: int, actor: Actor, at: datetime) -> None:
    """Mark a step of the checklist as done; marked again, nothing changes.

    :raises NotYourAlert: the actor does not watch it.
    :raises AlertMovedOn: it is closed, or has no such step.
    """
    check_operator(actor, alert)
    locked = _locked(alert)
    if locked.state not in OPEN_STATES or not 0 <= step < len(locked.checklist):
        raise AlertMovedOn
    item = locked.checklist[step]
    if item.get("by"):
        return
    item["by"], item["at"] = actor.name, at.isoformat()
    locked.save(update_fields=["checklist"])
    note_event(locked, "STEP", at=at, text=item["text"], actor=actor)


@transaction.atomic
def direct(*, alert: Alert, ordered: Ordered, actor: Actor, at: datetime) -> Alert:
    """Give the directive an alert asks for: a task of its agency, with deadline and evidence.

    :raises NotYourAlert: the actor is no leader of an agency that sees it.
    :raises AlreadyDirected: there is one.
    :raises DirectiveWanted: words are missing, or the deadline is past.
    """
    if not may_direct(actor, alert):
        raise NotYourAlert
    if not ordered.text.strip() or not ordered.evidence.strip() or ordered.due_at <= at:
        raise DirectiveWanted
    locked = _locked(alert)
    if locked.directive_id is not None:
        raise AlreadyDirected
    if locked.state not in OPEN_STATES:
        raise AlertMovedOn
    title = f"{locked.rule.name} – {locked.area.name}"
    text = f"{ordered.text.strip()}\n\nMinh chứng: {ordered.evidence.strip()}"
    lead = Assignee(ordered.agency_id, ordered.agency_name)
    opinion = Opinion(
        text, [Assignment(lead, ordered.text.strip()[:500], due_at=ordered.due_at)], ordered.due_at
    )
    locked.directive = give_directive(title=title, opinion=opinion, actor=actor, at=at)
    if locked.state == AlertState.OPENED:
        locked.state, locked.acknowledged_at = AlertState.ACKNOWLEDGED, at
    readers = {*locked.reader_agency_ids, ordered.agency_id} - {locked.agency_id}
    locked.reader_agency_ids = sorted(readers)
    locked.save()
    note_event(
        locked, "DIRECTED", at=at, text=f"{ordered.agency_name}: {ordered.text}", actor=actor
    )
    record(
        kind="ALERT_DIRECTED", subject=f"alert:{locked.token}",
        payload={"directive": locked.directive.token, "agency": ordered.agency_id},
        actor=actor, at=at,
    )  # fmt: skip
    return locked


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


def escalate_unseen(*, at: datetime) -> int:
    """Tell leaders, once, of alerts nobody acknowledged in four hours; gives how many."""
    with acting_as(SYSTEM):
        unseen = list(
            Alert.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("rule", "area")
            .filter(state="OPENED", escalated_at__isnull=True, opened_at__lte=at - UNSEEN)
        )
        for alert in unseen:
            alert.escalated_at = at
            alert.save(update_fields=["escalated_at"])
            note_event(alert, "ESCALATED", at=at)
            agencies = (alert.agency_id, *alert.reader_agency_ids)
            tell_role(alert, "alert_unseen", "LEADER", agencies, at)
    return len(unseen)
