"""The database backend: a kept connection is looked at without asking the server."""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base

STATEMENTS_KEPT = 500


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with prepared statements allowed and a health check that costs no round trip."""

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
            psycopg.Cursor(self.connection).execute(words, prepare=False)

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
