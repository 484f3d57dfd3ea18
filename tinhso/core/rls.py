"""Row-level security: the second lock behind permissions, set per transaction from the actor.

Only ``set_config(…, true)`` inside a transaction is used: a session-level setting would leak to
the next user of a pooled connection. ``acting_as`` opens the transaction, tells PostgreSQL who
acts, and puts the outer actor back when it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import DatabaseError, connection, transaction
from django.db.migrations.operations import RunSQL

from tinhso.core.actors import PUBLIC, Actor
from tinhso.core.prepared import Statement, open_transaction

_current: ContextVar[Actor | None] = ContextVar("tinhso_actor", default=None)

IS_SYSTEM = "(select current_setting('app.actor', true)) = 'system'"
ACTING_AGENCIES = (
    "(select coalesce(nullif(current_setting('app.agencies', true), ''), '{}'))::bigint[]"
)
ACTING_PERSON = "(select nullif(current_setting('app.person', true), '')::bigint)"
ACTING_REFERENCE = "(select nullif(current_setting('app.reference', true), ''))"

_WORDS = (
    "select set_config('app.actor', %s, true), set_config('app.agencies', %s, true),"
    " set_config('app.person', %s, true), set_config('app.reference', %s, true)"
)
_SET = Statement(_WORDS)


def current_actor() -> Actor:
    """Give the actor of the running transaction; nobody signed in gives ``PUBLIC``."""
    return _current.get() or PUBLIC


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Run a block as one transaction in which PostgreSQL shows only the actor's rows."""
    outer = _current.get()
    with transaction.atomic():
        _tell_database(actor)
        token = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(token)
            if outer is not None and not connection.needs_rollback:
                _tell_database(outer)


@contextmanager
def acting_inside(actor: Actor) -> Iterator[None]:
    """Run a part of the caller's transaction as somebody else, without a savepoint of its own.

    For reads, and for writes that end with the caller's when they fail.
    """
    outer = _current.get()
    if outer is None:
        with acting_as(actor):
            yield
        return
    _tell_database(actor)
    token = _current.set(actor)
    try:
        yield
    except BaseException:
        if not connection.needs_rollback:
            with suppress(DatabaseError):  # what broke the transaction is told, not that it broke
                _tell_database(outer)
        raise
    else:
        if not connection.needs_rollback:
            _tell_database(outer)
    finally:
        _current.reset(token)


def _tell_database(actor: Actor) -> None:
    agencies = "{" + ",".join(str(agency_id) for agency_id in actor.agency_ids) + "}"
    person = str(actor.person_id) if actor.is_citizen and actor.person_id else ""
    values = str(actor.kind), agencies, person, actor.reference
    if not open_transaction(_WORDS, *values):
        _SET.run(*values)


def agency_is(column: str) -> str:
    """Give the SQL condition that an agency column is one the actor works for."""
    return f"{column} = any ({ACTING_AGENCIES})"


def agency_among(column: str) -> str:
    """Give the SQL condition that an array column holds an agency the actor works for."""
    return f"{column} && {ACTING_AGENCIES}"


def person_is(column: str) -> str:
    """Give the SQL condition that a person column is the acting citizen."""
    return f"{column} = {ACTING_PERSON}"


def reference_is(column: str) -> str:
    """Give the SQL condition that a column holds the acting reference, such as ``officer:12``."""
    return f"{column} = {ACTING_REFERENCE}"


def change_row_security(table: str, *, former: list[str], conditions: list[str]) -> RunSQL:
    """Give the migration operation that grants a locked table's rows by other conditions."""
    return RunSQL(sql=_policies(table, conditions), reverse_sql=_policies(table, former))


def _policies(table: str, conditions: list[str]) -> str:
    using = " or ".join([IS_SYSTEM, *conditions])
    return f"""
        alter policy {table}_select on {table} using ({using});
        alter policy {table}_insert on {table} with check ({using});
        alter policy {table}_update on {table} using ({using}) with check ({using});
        alter policy {table}_delete on {table} using ({using});
        """


def row_security(table: str, *conditions: str, public_insert: bool = False) -> RunSQL:
    """Give the migration operation that locks a table to the rows matching any condition.

    The platform itself (``SYSTEM``) sees every row; nobody else sees a row no condition grants.
    ``public_insert`` lets anyone add a row (never read it), for example a log of refused sign-ins.
    """
    using = " or ".join([IS_SYSTEM, *conditions])
    check = "true" if public_insert else using
    return RunSQL(
        sql=f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy {table}_select on {table} for select using ({using});
        create policy {table}_insert on {table} for insert with check ({check});
        create policy {table}_update on {table} for update using ({using}) with check ({using});
        create policy {table}_delete on {table} for delete using ({using});
        """,
        reverse_sql=f"""
        drop policy {table}_select on {table};
        drop policy {table}_insert on {table};
        drop policy {table}_update on {table};
        drop policy {table}_delete on {table};
        alter table {table} disable row level security;
        """,
    )
