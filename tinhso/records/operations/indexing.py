"""Keeping the words of tasks and dossiers for the search; those of documents keep triggers."""

from django.db import connection

from tinhso.records.models import Dossier, Task
from tinhso.records.rules.searching import words_of

_WRITE = (
    "insert into records_searchwords ({column}, words) values (%s, array_to_tsvector(%s::text[]))"
    " on conflict ({column}) do update set words = excluded.words"
)


def index_task(task: Task) -> None:
    """Keep the words of a task, with those of the directive it serves."""
    directive = task.directive
    _write("task_id", task.pk, (task.title, directive.title, task.person_name))


def index_dossier(dossier: Dossier) -> None:
    """Keep the words of a dossier."""
    _write("dossier_id", dossier.pk, (dossier.title, dossier.code, dossier.keeper_name))


def _write(column: str, row_id: int, texts: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(column=column), [row_id, words_of("\n".join(texts))])
