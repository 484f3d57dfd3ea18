"""Background work of the alerts slice; every task bears running twice."""

from procrastinate.contrib.django import app

from tinhso.alerts.operations import (
    escalate_late,
    escalate_unseen,
    evaluate_rules,
    note_issued,
)
from tinhso.core.clock import now, today
from tinhso.core.tasks import system_task


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="alerts_evaluate")
def evaluate(timestamp: int) -> None:
    """Try every rule on the newest numbers; note documents that went out meanwhile."""
    note_issued(at=now())
    evaluate_rules(today=today(), at=now())


@app.periodic(cron="*/15 * * * *")
@system_task(queueing_lock="alerts_escalate")
def escalate(timestamp: int) -> None:
    """Tell leaders of alerts nobody looks at, and of directives that are late."""
    escalate_unseen(at=now())
    escalate_late(at=now())
