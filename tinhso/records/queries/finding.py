"""Finding rows by words: the index first, then the locks of what it found.

The functions are the owner's (see the migration): with row security on the table itself an index
cannot answer, as a search operator might tell of rows one may not see.
"""

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def found_documents(asked: str) -> RawSQL:
    """Give the ids of documents the running transaction may see that answer a ``tsquery``."""
    return _found("records_find_documents", asked)


def found_tasks(asked: str) -> RawSQL:
    """Give the ids of tasks the running transaction may see that answer a ``tsquery``."""
    return _found("records_find_tasks", asked)


def found_dossiers(asked: str) -> RawSQL:
    """Give the ids of dossiers the running transaction may see that answer a ``tsquery``."""
    return _found("records_find_dossiers", asked)


def _found(function: str, asked: str) -> RawSQL:
    statement = f"select {function}(%s::tsquery)"
    return RawSQL(statement, [asked], output_field=BigIntegerField())  # noqa: S611 - a name above
