"""Background work of the alerts slice; every task bears running twice."""

from procrastinate.contrib.django import app

from tinhso.alerts.operations import escalate_unseen, evaluate_rules
from tinhso.core.clock import now, today
from tinhso.core.tasks import system_task


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="alerts_evaluate")
def evaluate(timestamp: int) -> None:
    """Try every rule on the newest numbers."""
    evaluate_rules(today=today(), at=now())


@app.periodic(cron="*/15 * * * *")
@system_task(queueing_lock="alerts_escalate")
def escalate(timestamp: int) -> None:
    """Tell leaders of alerts nobody looks at."""
    escalate_unseen(at=now())
