"""A request sent twice is done once: alone, by others, at the same moment, after a failure."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.idempotency import Answer, BadKey, KeyReused, clear_old_keys, idempotent
from tinhso.core.models import IdempotencyKey
from tinhso.core.rls import acting_as

AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
ALICE = Actor(ActorKind.CITIZEN, person_id=1, account_id=1)
BINH = Actor(ActorKind.CITIZEN, person_id=2, account_id=2)


class Work:
    """Counts how often it was done."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> Mapping[str, Any]:
        self.count += 1
        return {"token": f"t{self.count}"}


def ask(work: Any, *, actor: Actor = ALICE, key: str = "k", request: Any = None) -> Answer:
    with acting_as(actor):
        return idempotent(
            actor=actor,
            key=key,
            operation="cases.submit",
            request=request or {"form": {"b": 1, "a": AT}},
            at=AT,
            work=work,
        )


@pytest.mark.django_db
def test_second_request_gets_the_first_answer() -> None:
    work = Work()

    first = ask(work)
    second = ask(work, request={"form": {"a": AT, "b": 1}})

    assert (first, second) == (Answer({"token": "t1"}, False), Answer({"token": "t1"}, True))
    assert work.count == 1


@pytest.mark.django_db
def test_same_key_for_another_request_is_refused() -> None:
    ask(Work())

    with pytest.raises(KeyReused) as refusal:
        ask(Work(), request={"form": {"b": 2}})

    assert refusal.value.code == "idempotency_key_reused"
    assert "mã mới" in refusal.value.message


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "k" * 201])
def test_key_without_use_is_refused(key: str) -> None:
    with pytest.raises(BadKey):
        ask(Work(), key=key)


@pytest.mark.django_db
def test_same_key_of_another_person_is_another_request() -> None:
    work = Work()

    answers = [ask(work, actor=ALICE), ask(work, actor=BINH)]

    assert [answer.is_repeat for answer in answers] == [False, False]


@pytest.mark.django_db
def test_nobody_sees_the_answers_of_others() -> None:
    ask(Work(), actor=ALICE)

    with acting_as(BINH):
        assert not IdempotencyKey.objects.exists()
    with acting_as(ALICE):
        assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_failed_work_leaves_the_key_free() -> None:
    def fail() -> Mapping[str, Any]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(fail)

    assert not ask(Work()).is_repeat


@pytest.mark.django_db
def test_old_answers_are_forgotten() -> None:
    ask(Work())

    assert clear_old_keys(before=AT) == 0
    assert clear_old_keys(before=AT + timedelta(days=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_works_and_all_get_its_answer() -> None:
    barrier = Barrier(6)

    def write_once() -> Mapping[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.2)")
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            return {"worker": cursor.fetchone()[0]}

    def request(_: int) -> Answer:
        try:
            barrier.wait()
            return ask(write_once)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(request, range(6)))

    assert sum(not answer.is_repeat for answer in answers) == 1
    assert len({answer.response["worker"] for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_when_the_first_fails_the_waiting_second_works() -> None:
    barrier = Barrier(2, timeout=30)

    def fail_slowly() -> Mapping[str, Any]:
        barrier.wait()
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.3)")
        raise RuntimeError

    def first() -> str:
        try:
            ask(fail_slowly)
        except RuntimeError:
            return "failed"
        finally:
            connection.close()
        return "worked"

    def second() -> Answer:
        try:
            barrier.wait()
            return ask(Work())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcome, answer = pool.submit(first), pool.submit(second)

    assert outcome.result() == "failed"
    assert answer.result() == Answer({"token": "t1"}, is_repeat=False)
