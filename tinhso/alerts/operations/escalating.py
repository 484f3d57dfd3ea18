"""Who is told when nobody looks, when work is late; what the directive's document does to it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from tinhso.alerts.models import Alert
from tinhso.alerts.operations.evaluating import tell_role
from tinhso.alerts.operations.history import note_event
from tinhso.alerts.queries import directive_of, tasks_of
from tinhso.alerts.rules import OPEN_STATES
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.records.api import carrying_document

#: An alert nobody acknowledged for so long is told to leaders.
UNSEEN = timedelta(hours=4)
_ISSUED = "DOCUMENT_ISSUED"


def escalate_unseen(*, at: datetime) -> int:
    """Tell leaders, once, of alerts nobody acknowledged in four hours; gives how many."""
    unseen = Q(state="OPENED", escalated_at__isnull=True, opened_at__lte=at - UNSEEN)

    def escalate(alert: Alert) -> bool:
        alert.escalated_at = at
        alert.save(update_fields=["escalated_at"])
        note_event(alert, "ESCALATED", at=at)
        _tell_leaders(alert, "alert_unseen", at)
        return True

    return _of_each(unseen, escalate)


def escalate_late(*, at: datetime) -> int:
    """Tell leaders, once, of alerts whose directive has work past its deadline; gives how many."""
    directed = Q(state__in=OPEN_STATES, directive__isnull=False, late_told_at__isnull=True)

    def escalate(alert: Alert) -> bool:
        late = [task.agency for task in tasks_of(alert, at) if task.is_late and not task.is_done]
        if not late:
            return False
        alert.late_told_at = at
        alert.save(update_fields=["late_told_at"])
        note_event(alert, "WORK_LATE", at=at, text=", ".join(dict.fromkeys(late)))
        _tell_leaders(alert, "alert_work_late", at)
        return True

    return _of_each(directed & Q(directive__due_at__lt=at), escalate)


def note_issued(*, at: datetime, official_id: int | None = None) -> int:
    """Write into the timelines that a directive's document is out, once; gives how many.

    Of one document, or of all: what a lost event left unwritten.
    """
    carried = Q(state__in=OPEN_STATES, directive__carried_by__isnull=False)
    if official_id is not None:
        carried &= Q(directive__carried_by_id=official_id)

    def note(alert: Alert) -> bool:
        directive = directive_of(alert)
        document = carrying_document(directive, SYSTEM) if directive else None
        if document is None or not document.is_issued:
            return False
        if alert.events.filter(kind=_ISSUED).exists():
            return False
        note_event(alert, _ISSUED, at=at, text=f"{document.kind} {document.notation}")
        return True

    return _of_each(carried, note)


def _of_each(wanted: Q, act: Callable[[Alert], bool]) -> int:
    with acting_as(SYSTEM):
        alerts = Alert.objects.select_for_update(of=("self",), skip_locked=True).select_related(
            "rule", "area"
        )
        return sum(act(alert) for alert in alerts.filter(wanted).order_by("pk"))


def _tell_leaders(alert: Alert, template: str, at: datetime) -> None:
    tell_role(alert, template, "LEADER", (alert.agency_id, *alert.reader_agency_ids), at)
