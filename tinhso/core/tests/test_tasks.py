"""Tasks run as the platform in one transaction, are enqueued with the act, and survive a kill."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.core import clock, tasks
from tinhso.core.actors import SYSTEM
from tinhso.core.models import IdempotencyKey, OutboxMessage
from tinhso.core.rls import acting_as, current_actor
from tinhso.core.tests.job_queue import forget_jobs, open_worker, run_waiting_jobs


@pytest.fixture(autouse=True)
def _empty_queue(db: None) -> None:
    """Forget jobs of earlier tests: the queue's tables are not flushed between tests."""
    forget_jobs()


@tasks.system_task(queue="tests")
def note_actor(number: int) -> None:
    """Leave a row only the platform can leave."""
    IdempotencyKey.objects.create(
        actor_reference=str(current_actor().kind),
        key=str(number),
        operation="tests",
        request_hash=b"",
        created_at=clock.now(),
    )
    if number < 0:
        raise RuntimeError


def written() -> list[tuple[str, str]]:
    with acting_as(SYSTEM):
        return list(IdempotencyKey.objects.values_list("actor_reference", "key"))


@pytest.mark.django_db(transaction=True)
def test_worker_runs_a_task_as_the_platform() -> None:
    note_actor.defer(number=7)

    run_waiting_jobs()

    assert written() == [("system", "7")]
    assert ProcrastinateJob.objects.get(task_name=note_actor.name).status == "succeeded"


@pytest.mark.django_db(transaction=True)
def test_failed_task_leaves_nothing_half_done() -> None:
    note_actor.defer(number=-1)

    run_waiting_jobs()

    assert written() == []
    assert ProcrastinateJob.objects.get(task_name=note_actor.name).status == "failed"


@pytest.mark.django_db(transaction=True)
def test_task_of_a_failed_act_is_never_enqueued() -> None:
    @transaction.atomic
    def act_and_fail() -> None:
        note_actor.defer(number=1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()

    assert not ProcrastinateJob.objects.exists()


def let_its_worker_die() -> None:
    """Leave every job that waits with a worker that gave no sign of life for five minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '5 min')"
            " returning id"
        )
        worker_id = cursor.fetchone()[0]
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s", [worker_id]
        )


async def look_for_stalled_jobs() -> None:
    async with open_worker():
        await tasks.retry_stalled_jobs(0)


@pytest.mark.django_db(transaction=True)
def test_job_of_a_dead_worker_runs_again() -> None:
    note_actor.defer(number=3)
    let_its_worker_die()

    asyncio.run(look_for_stalled_jobs())
    run_waiting_jobs()

    assert written() == [("system", "3")]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_waits_again_already_keeps_no_other_from_running_again() -> None:
    once = note_actor.configure(queueing_lock="once")
    once.defer(number=1)
    note_actor.defer(number=2)
    let_its_worker_die()
    once.defer(number=3)

    asyncio.run(look_for_stalled_jobs())
    run_waiting_jobs()

    assert sorted(written()) == [("system", "2"), ("system", "3")]
    jobs = ProcrastinateJob.objects.filter(task_name=note_actor.name).order_by("id")
    assert [job.status for job in jobs] == ["aborted", "succeeded", "succeeded"]


@pytest.mark.django_db
def test_upkeep_forgets_only_what_is_old() -> None:
    old = datetime(2021, 1, 1, tzinfo=UTC)
    for number, at in enumerate([old, clock.now()]):
        IdempotencyKey.objects.create(
            actor_reference="x", key=str(number), operation="o", request_hash=b"", created_at=at
        )
        OutboxMessage.objects.create(
            idempotency_key=str(number),
            payload={},
            state="SENT",
            sent_at=at,
            next_attempt_at=at,
            created_at=at - timedelta(days=1),
        )

    tasks.clear_old_answers(0)

    with acting_as(SYSTEM):
        assert IdempotencyKey.objects.get().key == "1"
        assert OutboxMessage.objects.get().idempotency_key == "1"
