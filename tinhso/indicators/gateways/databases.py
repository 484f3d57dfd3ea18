"""Databases of other organisations, read by a statement over a connection that only reads."""

import psycopg
from django.conf import settings
from psycopg.rows import dict_row

MOST_ROWS = 100_000
_CONNECT_SECONDS = 10
_STATEMENT_SECONDS = 60


class DatabaseSilent(Exception):
    """The database cannot be reached, or refuses the statement; the text says why."""


class TooManyRows(Exception):
    """The statement gives more rows than one pull takes."""


def connection_names() -> list[str]:
    """List the names of the databases this installation is connected to."""
    return sorted(settings.PULL_DATABASES)


def read_rows(name: str, statement: str, most: int = MOST_ROWS) -> list[dict[str, object]]:
    """Give the rows of a statement, by column, read in a transaction that cannot write.

    :raises DatabaseSilent: no such connection, no answer within a minute, or a wrong statement.
    :raises TooManyRows: there are more than ``most``.
    """
    address = settings.PULL_DATABASES.get(name)
    if not address:
        raise DatabaseSilent(name)
    options = (
        f"-c default_transaction_read_only=on -c statement_timeout={_STATEMENT_SECONDS * 1000}"
    )
    try:
        with psycopg.connect(
            address, connect_timeout=_CONNECT_SECONDS, options=options, row_factory=dict_row
        ) as connection:
            connection.read_only = True
            with connection.cursor(name="pull") as cursor:
                cursor.execute(statement.encode())
                rows = cursor.fetchmany(most + 1)
            connection.rollback()
    except psycopg.Error as error:
        raise DatabaseSilent(str(error).partition("\n")[0]) from error
    if len(rows) > most:
        raise TooManyRows(str(most))
    return rows
