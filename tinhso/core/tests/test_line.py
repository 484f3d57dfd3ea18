"""Statements straight through libpq: the same errors, news and lost connections as by a cursor."""

import threading
import time
from typing import Any

import psycopg
import pytest
from django import db
from django.db import DataError, OperationalError, transaction

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.prepared import Statement, open_transaction
from tinhso.core.rls import acting_as, acting_inside, current_actor

connection: Any = db.connection
pytestmark = pytest.mark.django_db(transaction=True)
TOLD = Statement(
    "select current_setting('app.actor', true), current_setting('app.reference', true)"
)
OFFICER = Actor(ActorKind.OFFICER, account_id=7, agency_ids=(3,))


def end_the_servers_process() -> None:
    """End it from outside, as an administrator or a crash does."""
    number = connection.connection.info.backend_pid
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [number])


def test_a_percent_sign_is_written_twice_and_values_go_beside() -> None:
    assert Statement("select '5 %%', %s::text, 100 %% %s::int").row("%s", 7) == ("5 %", "%s", 2)


def test_values_of_other_types_are_planned_anew() -> None:
    echo = Statement("select %s::text")

    assert [echo.row(value) for value in ("a", None, 5, 70_000, 5_000_000_000)] == [
        ("a",), (None,), ("5",), ("70000",), ("5000000000",)
    ]  # fmt: skip


def test_an_error_is_djangos_and_leaves_the_savepoint_to_undo() -> None:
    with acting_as(SYSTEM):
        with pytest.raises(DataError), transaction.atomic():
            Statement("select 1 / %s").row(0)
        assert TOLD.row() == ("system", "system")


@pytest.mark.parametrize("is_open", [True, False])
def test_a_connection_lost_is_told_and_the_next_request_opens_another(is_open: bool) -> None:
    Statement("select 1").row()

    def lose_it() -> None:
        with transaction.atomic():
            if is_open:
                Statement("select 1").row()
            end_the_servers_process()
            Statement("select 1").row()

    with pytest.raises(OperationalError):
        lose_it()

    db.close_old_connections()
    assert Statement("select 1").row() == (1,)


def test_other_threads_run_while_the_server_works() -> None:
    turns = 0
    done = threading.Event()

    def count() -> None:
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    counting = threading.Thread(target=count)
    counting.start()
    Statement("select pg_sleep(%s)").row(0.3)
    done.set()
    counting.join()
    assert turns > 20


def test_without_plans_the_same_is_said() -> None:
    Statement("select 1").row()
    connection.connection.prepare_threshold = None
    try:
        assert Statement("select %s::int + 1").row(41) == (42,)
        planned = Statement("select count(*) from pg_prepared_statements where statement like %s")
        assert planned.row("%int + 1%") == (0,)
    finally:
        connection.connection.prepare_threshold = 0


@pytest.mark.parametrize("text", ["it's'; select 1; --", "\\", "\\'", "%s", 'tên "Đỗ"'])
def test_words_that_open_a_transaction_quote_their_texts(text: str) -> None:
    with transaction.atomic():
        assert open_transaction("select set_config('app.note', %s, true)", text)
        assert not open_transaction("select set_config('app.note', %s, true)", "once")
        assert Statement("select current_setting('app.note')").row() == (text,)
    assert not open_transaction("select set_config('app.note', %s, true)", "outside")


def test_a_part_done_as_another_gives_the_actor_back_even_when_it_breaks() -> None:
    with acting_as(OFFICER):
        with acting_inside(SYSTEM):
            assert (TOLD.row(), current_actor()) == (("system", "system"), SYSTEM)
        assert (TOLD.row(), current_actor()) == (("officer", "officer:7"), OFFICER)
        with transaction.atomic(), acting_inside(SYSTEM):
            transaction.set_rollback(True)
        assert (TOLD.row(), current_actor()) == (("officer", "officer:7"), OFFICER)
        with pytest.raises(LookupError), acting_inside(SYSTEM):
            raise LookupError
        assert (TOLD.row(), current_actor()) == (("officer", "officer:7"), OFFICER)
        with pytest.raises(DataError), transaction.atomic(), acting_inside(SYSTEM):
            Statement("select 1 / %s").row(0)
        assert (TOLD.row(), current_actor()) == (("officer", "officer:7"), OFFICER)
