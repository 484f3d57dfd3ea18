"""What stands in every table: to see that nothing changed, or that it changed once."""

from typing import Any

import psycopg
from django.db import connection

#: Rows that come and go without anything having happened.
_NOT_SEEN = frozenset({"django_session", "django_migrations", "procrastinate_workers"})
_AS_PLATFORM = "select set_config('app.actor', 'system', true)"
Snapshot = dict[str, tuple[int, int]]


class Onlooker:
    """Sees every row through a connection of its own, which nobody cuts off."""

    def __init__(self, beside: "psycopg.Connection[tuple[Any, ...]]") -> None:
        """Look through a connection beside the test's."""
        self.connection = beside
        names = [name for name in connection.introspection.table_names() if name not in _NOT_SEEN]
        self._question = " union all ".join(
            f"select '{name}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)"  # noqa: S608
            f" from {connection.ops.quote_name(name)} t"
            for name in names
        )

    def look(self) -> Snapshot:
        """Count every table's rows and sum the hashes of what they hold."""
        with self.connection.transaction():
            self.connection.execute(_AS_PLATFORM)
            rows = self.connection.execute(self._question).fetchall()
        return {str(name): (int(count), int(seen)) for name, count, seen in rows}


def changed(before: Snapshot, after: Snapshot) -> dict[str, int]:
    """Give the tables that differ, each with how many rows it gained."""
    return {
        name: count - before[name][0]
        for name, (count, seen) in after.items()
        if (count, seen) != before[name]
    }
