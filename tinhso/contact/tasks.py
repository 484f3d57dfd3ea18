"""The line's work in the background: pauses that ran out, the escalation ladder."""

from procrastinate.contrib.django import app

from tinhso.contact.operations import end_overdue_pauses, escalate_due
from tinhso.core.clock import now
from tinhso.core.tasks import system_task


@app.periodic(cron="*/5 * * * *")
@system_task(queueing_lock="contact_keep_time")
def keep_contact_time(timestamp: int) -> None:
    """Let clocks run again where nobody replied; tell whoever the ladder names."""
    end_overdue_pauses(at=now())
    escalate_due(at=now())
