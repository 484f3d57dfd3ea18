"""Behind PgBouncer in transaction mode, agencies share connections: no row of another's is read."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.prepared import Statement
from tinhso.core.rls import acting_as, agency_is, row_security
from tools.pooler import PROGRAM, new_connections_pooled

AGENCIES, TRANSACTIONS, THREADS, SERVER_CONNECTIONS = 8, 1_200, 8, 2
_ROWS = Statement("select agency_id from pooled_rows")
#: As core.rls tells PostgreSQL; told with false it outlives the transaction: banned, and why.
_TELL = Statement(
    "select set_config('app.actor', 'officer', %s::bool),"
    " set_config('app.agencies', %s, %s::bool), set_config('app.person', '', %s::bool)"
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="needs PgBouncer: apt install pgbouncer"),
]


@pytest.fixture
def pooled(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    """Let new connections go through PgBouncer, to a locked table with a row an agency."""
    with connection.cursor() as cursor:
        cursor.execute("create table pooled_rows (agency_id bigint not null)")
        cursor.execute("insert into pooled_rows select generate_series(1, %s)", [AGENCIES])
        cursor.execute(str(row_security("pooled_rows", agency_is("agency_id")).sql))
    try:
        with new_connections_pooled(tmp_path, connection.settings_dict, most=SERVER_CONNECTIONS):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("drop table pooled_rows")


def tell_the_transaction(agency: int) -> list[tuple[object, ...]]:
    """Read as an officer of an agency, as every request does."""
    with acting_as(Actor(kind=ActorKind.OFFICER, agency_ids=(agency,))):
        return _ROWS.rows()


def tell_the_session(agency: int) -> list[tuple[object, ...]]:
    """Read after telling the connection, not the transaction, who asks."""
    with transaction.atomic():
        _TELL.run(False, f"{{{agency}}}", False, False)
        return _ROWS.rows()


def wrong_answers(count: int, ask: Callable[[int], list[tuple[object, ...]]]) -> int:
    """Let many clients ask as every agency in turn; count the answers that are not its row alone.

    Every fourth time somebody asks who tells nothing: they must see nothing.
    """

    def client(number: int) -> int:
        wrong = 0
        try:
            for turn in range(count // THREADS):
                agency = (number + turn) % AGENCIES + 1
                if turn % 4 == 3:
                    with transaction.atomic():
                        wrong += _ROWS.rows() != []
                else:
                    wrong += ask(agency) != [(agency,)]
        finally:
            connection.close()
        return wrong

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(client, range(THREADS)))


def test_no_agency_reads_anothers_rows_through_a_pool(pooled: None) -> None:
    assert wrong_answers(TRANSACTIONS, tell_the_transaction) == 0


def test_settings_that_outlive_the_transaction_would_leak(pooled: None) -> None:
    assert wrong_answers(400, tell_the_session) > 0
