"""Numbers fetched from other organisations' databases, by hand or on a schedule."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.indicators.gateways.databases import DatabaseSilent, TooManyRows, read_rows
from tinhso.indicators.models import Batch, Source, SourceKind
from tinhso.indicators.operations.ingesting import SourceClosed, take_rows
from tinhso.indicators.rules.tables import NEEDED, PARTS
from tinhso.ledger.api import record

_MOST_MINUTES = 31 * 24 * 60
_READING_WORDS = frozenset({"select", "with"})
_TOO_MANY = gettext_lazy("Câu lệnh cho nhiều hơn %(most)s dòng. Hãy thu hẹp khoảng thời gian.")
_MISSING = gettext_lazy("Câu lệnh thiếu cột: %(columns)s.")


class PullFailed(DomainError):
    """Nothing came: the database does not answer, or refuses; the source keeps why."""

    code = "pull_failed"
    text = gettext_lazy("Không lấy được số liệu. Trang này cho biết lý do; hãy sửa rồi lấy lại.")


class BadPull(DomainError):
    """What is to be read is incomplete: a connection, one statement, minutes."""

    code = "bad_pull"
    text = gettext_lazy(
        "Chọn kết nối và viết một câu lệnh SELECT có các cột indicator, area, period, numerator."
    )


@dataclass(frozen=True, slots=True)
class Pull:
    """What a source reads: from which connection, by which statement, every how many minutes."""

    connection: str
    statement: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a database gave, or why it did not."""

    rows: list[dict[str, object]]
    error: str = ""


def due_sources(*, at: datetime) -> list[int]:
    """Give the sources whose turn it is, among those whose database is connected."""
    sources = Source.objects.filter(
        kind=SourceKind.DATABASE, is_open=True, pull_minutes__gt=0,
        connection__in=settings.PULL_DATABASES,
    ).order_by("pk")  # fmt: skip
    return [
        source.pk
        for source in sources
        if source.pulled_at is None
        or source.pulled_at + timedelta(minutes=source.pull_minutes) <= at
    ]


def fetch(*, source: Source) -> Fetched:
    """Ask the source's database; nothing of ours is locked meanwhile."""
    try:
        rows = read_rows(source.connection, source.statement)
    except DatabaseSilent as silent:
        return Fetched([], str(silent)[:400] or type(silent).__name__)
    except TooManyRows as many:
        return Fetched([], str(_TOO_MANY % {"most": many}))
    missing = [part for part in NEEDED if rows and part not in rows[0]]
    if missing:
        return Fetched([], str(_MISSING % {"columns": ", ".join(missing)}))
    return Fetched(rows)


@transaction.atomic
def keep_pulled(*, source_id: int, fetched: Fetched, today: date, at: datetime) -> Batch | None:
    """Load what was fetched as a batch of its own, or keep why nothing came; once per pull.

    Whoever fetched meanwhile finds the batch of that turn and adds nothing.
    """
    source = Source.objects.select_for_update().get(pk=source_id)
    turn, source.pulled_at = source.pulled_at, at
    source.last_error = fetched.error
    source.save(update_fields=["pulled_at", "last_error"])
    if fetched.error:
        return None
    made_of = {"connection": source.connection, "statement": source.statement}
    rows = [{part: row.get(part, "") for part in PARTS} for row in fetched.rows]
    key = f"{source.connection} {turn.isoformat() if turn else '0'}"
    batch = take_rows(source=source, rows=rows, key=key, today=today, at=at, made_of=made_of)
    batch.title = f"{source.connection} {local(batch.given_at):%H:%M %d/%m/%Y}"
    batch.save(update_fields=["title"])
    return batch


def pull_now(*, source: Source, actor: Actor, today: date, at: datetime) -> Batch:
    """Fetch at once, because a steward asks.

    :raises SourceClosed: the source is not a database, or closed.
    :raises PullFailed: nothing came; the source keeps why.
    """
    if source.kind != SourceKind.DATABASE or not source.is_open:
        raise SourceClosed
    batch = keep_pulled(source_id=source.pk, fetched=fetch(source=source), today=today, at=at)
    if batch is None:
        raise PullFailed
    return batch


@transaction.atomic
def plan_pull(*, source: Source, pull: Pull, actor: Actor, at: datetime) -> None:
    """Change what a source reads and how often (0 minutes: only by hand); the ledger says who.

    :raises SourceClosed: the source is not a database.
    :raises BadPull: the connection is unknown, or the text is not one statement that reads.
    """
    statement = pull.statement.strip().rstrip(";").strip()
    if source.kind != SourceKind.DATABASE:
        raise SourceClosed
    first_word = statement.partition(" ")[0].partition("\n")[0].lower()
    if first_word not in _READING_WORDS or ";" in statement:
        raise BadPull
    if pull.connection not in settings.PULL_DATABASES or not 0 <= pull.minutes <= _MOST_MINUTES:
        raise BadPull
    source.connection, source.statement = pull.connection, statement
    source.pull_minutes = pull.minutes
    source.save(update_fields=["connection", "statement", "pull_minutes"])
    record(
        kind="INDICATOR_PULL_PLANNED", subject=f"indicator-source:{source.code}",
        payload={"connection": pull.connection, "statement": statement, "minutes": pull.minutes},
        actor=actor, at=at,
    )  # fmt: skip
