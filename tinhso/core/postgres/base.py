"""The database backend: a kept connection is looked at without asking the server."""

import select
from typing import Any

from django.db.backends.postgresql import base

from tinhso.core.postgres.line import Line

STATEMENTS_KEPT = 500


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with prepared statements allowed and a health check that costs no round trip."""

    _line: Line | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Let statements of ``core.prepared`` stay planned; the ORM's own are never prepared.

        Nothing is prepared where the setting ``PREPARED`` forbids it.
        """
        threshold = 0 if self.settings_dict.get("PREPARED", True) else None
        return {**super().get_connection_params(), "prepare_threshold": threshold}

    def init_connection_state(self) -> None:
        """Keep as many statements planned as the platform has."""
        super().init_connection_state()
        self.connection.prepared_max = STATEMENTS_KEPT
        self._line = None

    @property
    def line(self) -> Line:
        """Give the way of planned statements on the present connection."""
        if self._line is None or self._line.raw is not self.connection:
            self._line = Line(self.connection)
        return self._line

    def _savepoint(self, sid: str) -> None:
        self._say(self.ops.savepoint_create_sql(sid))

    def _savepoint_rollback(self, sid: str) -> None:
        self._say(self.ops.savepoint_rollback_sql(sid))

    def _savepoint_commit(self, sid: str) -> None:
        self._say(self.ops.savepoint_commit_sql(sid))

    def _say(self, words: str) -> None:
        """Send a word without values; watched, it goes the plain way to be seen."""
        if self.queries_logged or self.execute_wrappers:
            with self.cursor() as cursor:
                cursor.execute(words)
            return
        with self.wrap_database_errors:
            self.line.begin()
            self.line.say(words.encode())

    def _commit(self) -> None:
        if self.connection is None or self.queries_logged:
            super()._commit()  # type: ignore[misc] # the stubs do not know the backend's own names
        elif not self.line.is_idle:
            with self.wrap_database_errors:
                self.line.say(b"COMMIT")

    def is_usable(self) -> bool:
        """Tell whether the connection lives: a server that hung up left an end on the line.

        Silence means that nothing was said since the last answer. Anything waiting (an end, a
        notice) is looked into by asking the server.
        """
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return True if not line.poll(0) else super().is_usable()
