"""Background work: the decorator every task uses, and the upkeep of the core's own tables."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import structlog
from django.db import close_old_connections, connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.tasks import Task

from tinhso.core import clock, idempotency, outbox, rates
from tinhso.core.actors import SYSTEM
from tinhso.core.anyway import doing_anyway
from tinhso.core.parked import KEPT_SECONDS, clear_parked_files
from tinhso.core.rls import acting_as

P = ParamSpec("P")
R = TypeVar("R")

ANSWERS_KEPT = timedelta(days=30)
SENT_MESSAGES_KEPT = timedelta(days=90)
COUNTS_KEPT = timedelta(days=1)
FINISHED_JOBS_KEPT_HOURS = 7 * 24
_log = structlog.get_logger(__name__)


def as_system(work: Callable[P, R]) -> Callable[P, R]:
    """Run a function as the platform, in one transaction, on a connection that is alive."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        _close_old_connections()
        try:
            with doing_anyway(), acting_as(SYSTEM):
                return work(*args, **kwargs)
        finally:
            _close_old_connections()

    return run


def _close_old_connections() -> None:
    """Give up connections the database may have closed; a caller's transaction keeps its own."""
    if not connection.in_atomic_block:
        close_old_connections()


def system_task(**options: Any) -> Callable[[Callable[P, R]], "Task[P, R, P]"]:
    """Make a function a task that runs as the platform in one transaction.

    Options are Procrastinate's (``queue``, ``retry``, ``queueing_lock`` …). A task takes ids, may
    run twice (a killed worker's jobs are run again), and calls one operation.
    """

    def decorate(work: Callable[P, R]) -> "Task[P, R, P]":
        name = f"{work.__module__}.{work.__qualname__}"
        declare: Callable[[Callable[P, R]], Task[P, R, P]] = app.task(name=name, **options)
        return declare(as_system(work))

    return decorate


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled_jobs")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Run again the jobs of workers that gave no sign of life for half a minute.

    Of a job that waits once at most (``queueing_lock``) another may wait meanwhile: that one runs.
    """
    for job in await app.job_manager.get_stalled_jobs():
        _log.warning("job of a dead worker runs again", job_id=job.id, task=job.task_name)
        try:
            await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.ABORTED, delete_job=False)


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="clear_finished_jobs")
async def clear_finished_jobs(timestamp: int) -> None:
    """Delete the rows of jobs finished a week ago; failed ones stay to be looked at."""
    await app.job_manager.delete_old_jobs(nb_hours=FINISHED_JOBS_KEPT_HOURS)


@app.periodic(cron="27 2 * * *")
@system_task(queueing_lock="clear_old_answers")
def clear_old_answers(timestamp: int) -> None:
    """Forget answered requests and sent messages once nobody can ask for them again."""
    at = clock.now()
    answers = idempotency.clear_old_keys(before=at - ANSWERS_KEPT)
    messages = outbox.clear_sent_messages(before=at - SENT_MESSAGES_KEPT)
    _log.info("old rows cleared", answers=answers, messages=messages)


@app.periodic(cron="37 * * * *")
@system_task(queueing_lock="clear_old_counts")
def clear_old_counts(timestamp: int) -> None:
    """Forget, every hour, how often things were done a day ago."""
    _log.info("counts cleared", rows=rates.clear_old_counts(before=clock.now() - COUNTS_KEPT))


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="clear_parked_files")
def clear_parked(timestamp: int) -> None:
    """Delete, every hour, files whose senders did not come back."""
    _log.info("parked files cleared", files=clear_parked_files(timestamp - KEPT_SECONDS))
