"""The queue's work of the night."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tinhso.core.clock import now, today
from tinhso.core.tasks import system_task
from tinhso.counters.operations import end_day, forget_visitors

VISITORS_KEPT = timedelta(days=7)


@app.periodic(cron="12 17 * * *")
@system_task(queueing_lock="counters_end_day")
def end_queue_day(timestamp: int) -> None:
    """End yesterday's queue soon after midnight in Vietnam (17:12 in universal time)."""
    end_day(before=today(), at=now())
    forget_visitors(before=today() - VISITORS_KEPT)
