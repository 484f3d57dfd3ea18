"""Planned statements sent straight through libpq: no cursor and no generator between (ADR 0035).

psycopg gives the connection, turns values into what the server reads and rows into values; only the
way between, which a cursor pays for again with every statement, is left out.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus

Row = tuple[Any, ...]
_PLACE = re.compile(r"%s|%%")
_GOOD = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.EMPTY_QUERY})
_MOST_VALUES = 200
_ANY = [[PyFormat.AUTO] * number for number in range(_MOST_VALUES)]


class Answer:
    """What the server answered: its rows, and how many rows a statement touched."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rowcount: int, rows: list[Row]) -> None:
        """Keep both."""
        self.rowcount = rowcount
        self._rows = rows

    def fetchone(self) -> Row | None:
        """Give the first row, or ``None``."""
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[Row]:
        """Give all rows."""
        return self._rows


class Line:
    """One connection's way to the server: what is planned on it, how its values are read."""

    __slots__ = ("_adapt", "_names", "_pg", "_texts", "raw")

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        """Keep the connection; what it may plan it says itself (``prepare_threshold``)."""
        self.raw = raw
        self._pg: Any = raw.pgconn
        self._adapt: Any = Transformer.from_context(raw)
        self._names: dict[tuple[Any, ...], bytes] = {}
        self._texts: dict[str, bytes] = {}

    def run(self, sql: str, values: Sequence[Any]) -> Answer:
        """Run a statement with ``%s`` for values, planned once a connection and types of values.

        :raises psycopg.Error: as a cursor would.
        """
        adapt = self._adapt
        sent = adapt.dump_sequence(values, _ANY[len(values)])
        types, formats = adapt.types, adapt.formats
        self.begin()
        if self.raw.prepare_threshold is None:
            text = self._text(sql)
            result = self._ask(self._pg.exec_params, text, sent, types, formats, Format.TEXT)
        else:
            name = self._names.get((sql, types)) or self._plan(sql, types)
            result = self._ask(self._pg.exec_prepared, name, sent, formats, Format.TEXT)
        adapt.set_pgresult(result)
        return Answer(result.command_tuples or 0, adapt.load_rows(0, result.ntuples, tuple))

    def say(self, words: bytes) -> None:
        """Send words that carry no values beside them, such as ``COMMIT``.

        :raises psycopg.Error: as a cursor would.
        """
        self._ask(self._pg.exec_, words)

    def quoted(self, text: str) -> bytes:
        """Give a text as a literal that may stand in words to say."""
        quoted: bytes = psycopg.pq.Escaping(self._pg).escape_literal(text.encode())
        return quoted

    @property
    def is_idle(self) -> bool:
        """Tell whether no transaction is open."""
        return bool(self._pg.transaction_status == TransactionStatus.IDLE)

    def begin(self) -> None:
        """Open a transaction where one is wanted and none is open, as a cursor does."""
        if not self.raw.autocommit and self.is_idle:
            self.say(b"BEGIN")

    def _plan(self, sql: str, types: tuple[int, ...]) -> bytes:
        name = f"tinhso_{len(self._names)}".encode()
        self._ask(self._pg.prepare, name, self._text(sql), types)
        self._names[sql, types] = name
        return name

    def _text(self, sql: str) -> bytes:
        """Give the statement with the server's own places (``$1``) for values."""
        if sql not in self._texts:
            number = iter(range(1, _MOST_VALUES))
            written = _PLACE.sub(lambda found: f"${next(number)}" if found[0] == "%s" else "%", sql)
            self._texts[sql] = written.encode()
        return self._texts[sql]

    def _ask(self, send: Callable[..., Any], *given: Any) -> Any:
        try:
            result = send(*given)
        except MemoryError as lost:  # libpq gives no result when the connection is gone
            raise psycopg.OperationalError(self._pg.get_error_message()) from lost
        while news := self._pg.notifies():  # what came with the answer, for who listens here
            self._pg.notify_handler(news)
        if result.status in _GOOD:
            return result
        if self._pg.status == ConnStatus.BAD:  # said by libpq, in no class of the server's errors
            raise psycopg.OperationalError(self._pg.get_error_message())
        raise psycopg.errors.error_from_result(result, self.raw.info.encoding)
