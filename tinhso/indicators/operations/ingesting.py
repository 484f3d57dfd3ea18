"""Batches of numbers: received, mapped, loaded in parts; what breaks a rule waits for a person."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.live import announce
from tinhso.indicators.gateways.tables import read_table
from tinhso.indicators.models import Batch, BatchState, QuarantinedRow, Source
from tinhso.indicators.operations.recording import NewFact, Origin, Recorded, record_facts
from tinhso.indicators.queries.row_reading import ReadRow, RowProblem, RowReader, broken_rules
from tinhso.indicators.rules import ValueKind
from tinhso.indicators.rules.quality import RELEASABLE
from tinhso.indicators.rules.tables import PARTS, ColumnMap
from tinhso.ledger.api import record

ROWS_AT_ONCE = 2_000
_KIND = {
    "FILE": ValueKind.REPORTED,
    "HTTP": ValueKind.OBSERVED,
    "DATABASE": ValueKind.REPORTED,
}


class ColumnsMissing(DomainError):
    """Nothing gives a part every fact needs."""

    code = "columns_missing"
    text = gettext_lazy("Chọn cột, hoặc ghi giá trị chung, cho chỉ tiêu, địa bàn, kỳ và giá trị.")


class BatchTaken(DomainError):
    """The batch is loaded, or being loaded, already."""

    code = "batch_taken"
    text = gettext_lazy("Lượt nạp này đã được xử lý. Hãy tải lại trang để xem kết quả.")


class SourceClosed(DomainError):
    """The source is closed, or takes numbers another way."""

    code = "source_closed"
    text = gettext_lazy("Nguồn số liệu này không nhận tệp. Hãy chọn nguồn khác.")


class NotReleasable(DomainError):
    """The row cannot be understood, so there is no number to let through."""

    code = "not_releasable"
    text = gettext_lazy("Dòng này chưa đọc được nên không cho qua được. Hãy sửa tệp rồi nạp lại.")


class RowDecided(DomainError):
    """Somebody decided on the row already."""

    code = "row_decided"
    text = gettext_lazy("Dòng này đã được xử lý.")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody gave it."""

    name: str
    content: bytes


@transaction.atomic
def receive_batch(*, source: Source, file: GivenFile, actor: Actor, at: datetime) -> Batch:
    """Keep a file until its columns are chosen; the same bytes again give the first batch.

    :raises SourceClosed: the source takes no files.
    :raises UnreadableTable: the file is no table.
    """
    if not source.is_open or source.kind != "FILE":
        raise SourceClosed
    digest = hashlib.sha256(file.content).hexdigest()
    known = Batch.objects.filter(source=source, digest=digest).first()
    if known is not None:
        return known
    table = read_table(file.name, file.content)
    batch = _new_batch(source, file.name, digest, actor, at)
    batch.content, batch.row_count = file.content, len(table.rows)
    batch.save()
    return batch


def _new_batch(source: Source, title: str, digest: str, actor: Actor, at: datetime) -> Batch:
    return Batch(
        token=new_token(), source=source, agency_id=source.agency_id, title=title[:200],
        digest=digest, given_by=actor.name or actor.reference, given_at=at,
    )  # fmt: skip


@transaction.atomic
def order_loading(*, batch: Batch, column_map: ColumnMap, actor: Actor, at: datetime) -> None:
    """Remember which column is what, for the source too, and have the worker load the batch.

    :raises ColumnsMissing: a needed part has no column and no common value.
    :raises BatchTaken: it was ordered already.
    """
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state != BatchState.RECEIVED:
        raise BatchTaken
    if column_map.missing():
        raise ColumnsMissing
    chosen = {"columns": dict(column_map.columns), "fixed": dict(column_map.fixed)}
    locked.mapping, locked.state = chosen, BatchState.LOADING
    locked.save(update_fields=["mapping", "state"])
    Source.objects.filter(pk=locked.source_id).update(mapping=chosen)
    record(
        kind="INDICATOR_BATCH_ORDERED", subject=f"indicator-batch:{locked.token}",
        payload={"digest": locked.digest, "rows": locked.row_count}, actor=actor, at=at,
    )  # fmt: skip
    app.configure_task("tinhso.indicators.tasks.load_batch").defer(batch_id=locked.pk)


def topic_of(batch: Batch) -> str:
    """Give what a page listens to while a batch is loaded."""
    return f"indicator-batch:{batch.token}"


def map_of(written: Mapping[str, Any]) -> ColumnMap:
    """Give a mapping as it is kept in JSON."""
    return ColumnMap(written.get("columns", {}), written.get("fixed", {}))


@transaction.atomic
def load_part(*, batch_id: int, today: date, at: datetime) -> bool:
    """Load the next rows of a batch; tells whether there are more.

    Facts, rows put aside and how far it came are one transaction: killed and run again, no row is
    lost and none is loaded twice.
    """
    batch = Batch.objects.select_for_update().select_related("source").get(pk=batch_id)
    if batch.state != BatchState.LOADING or batch.content is None:
        return False
    rows = read_table(batch.title, bytes(batch.content)).rows
    part = rows[batch.done_count : batch.done_count + ROWS_AT_ONCE]
    _take_rows(batch, part, map_of(batch.mapping), today, at)
    announce(topic_of(batch))
    if batch.done_count < len(rows):
        batch.save()
        return True
    _finish(batch, at)
    return False


@transaction.atomic
def take_rows(
    *,
    source: Source,
    rows: Sequence[dict[str, object]],
    key: str,
    today: date,
    at: datetime,
    made_of: Mapping[str, str] | None = None,
) -> Batch:
    """Load rows a system sent: columns are named like the parts of a fact.

    ``made_of`` says what they were read by, for whoever follows a number back.

    :raises SourceClosed: the source takes no rows now.
    """
    if not source.is_open or source.kind not in {"HTTP", "DATABASE"}:
        raise SourceClosed
    digest = hashlib.sha256(f"{source.code}:{key}".encode()).hexdigest()
    known = Batch.objects.filter(source=source, digest=digest).first()
    if known is not None:
        return known
    by = Actor(kind=ActorKind.SYSTEM, name=source.name)
    batch = _new_batch(source, key, digest, by, at)
    batch.row_count, batch.state = len(rows), BatchState.LOADING
    batch.save()
    parts = {part: part for part in PARTS}
    if made_of:
        batch.mapping = {"columns": parts, "fixed": {}, **made_of}
    for start in range(0, len(rows), ROWS_AT_ONCE):
        _take_rows(batch, rows[start : start + ROWS_AT_ONCE], ColumnMap(parts, {}), today, at)
    _finish(batch, at)
    return batch


def _finish(batch: Batch, at: datetime) -> None:
    good = batch.taken_count + batch.same_count
    batch.state = BatchState.TAKEN if not batch.refused_count else (
        BatchState.PARTLY if good else BatchState.REFUSED
    )  # fmt: skip
    batch.content, batch.taken_at = None, at
    batch.save()
    if good:
        Source.objects.filter(pk=batch.source_id).update(received_at=at, last_error="")


def _take_rows(
    batch: Batch,
    part: Sequence[dict[str, object]],
    column_map: ColumnMap,
    today: date,
    at: datetime,
) -> None:
    reader, source = RowReader(batch.source, column_map), batch.source
    read: list[ReadRow] = []
    aside: list[QuarantinedRow] = []
    # A file's first line names its columns; rows a system sent have no such line.
    first = batch.done_count + (1 if batch.content is None else 2)
    for number, row in enumerate(part, first):
        try:
            read.append(reader.read(row, number))
        except RowProblem as problem:
            aside.append(_aside(batch, number, row, problem))
    broken = broken_rules(source, read, today)
    aside += [
        _aside(batch, number, part[number - first], RowProblem(code))
        for number, code in broken.items()
    ]
    good = [fact_of(row, source) for row in read if row.row_number not in broken]
    found = _record(batch, good, at)
    QuarantinedRow.objects.bulk_create(aside, batch_size=500)
    batch.done_count += len(part)
    batch.taken_count += found.new + found.changed
    batch.same_count += len(good) - found.new - found.changed
    batch.refused_count += len(aside)


def _record(batch: Batch, facts: Sequence[NewFact], at: datetime, reason: str = "") -> Recorded:
    origin = Origin(batch.source, _KIND[batch.source.kind], batch, reason)
    by = Actor(kind=ActorKind.SYSTEM, name=batch.given_by)
    return record_facts(facts=facts, origin=origin, actor=by, at=at)


def fact_of(row: ReadRow, source: Source) -> NewFact:
    """Give the fact of a row, in the name of its source's agency."""
    return NewFact(
        indicator_id=row.indicator_id, area_id=row.area_id, agency_id=source.agency_id,
        period_id=row.period_id, numerator=row.numerator, denominator=row.denominator,
        breakdown=row.breakdown,
    )  # fmt: skip


def _aside(
    batch: Batch, number: int, row: Mapping[str, object], problem: RowProblem
) -> QuarantinedRow:
    return QuarantinedRow(
        batch=batch, agency_id=batch.agency_id, row_number=number, column=problem.part,
        code=problem.code, text=problem.given,
        values={column: _written(value) for column, value in row.items()},
    )  # fmt: skip


def _written(value: object) -> object:
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    return value if isinstance(value, str | int | float) else str(value)


@transaction.atomic
def decide_row(
    *, row: QuarantinedRow, is_released: bool, actor: Actor, at: datetime
) -> QuarantinedRow:
    """Let a row that broke a rule through, or reject it for good; the ledger says who did.

    :raises RowDecided: it was decided already.
    :raises NotReleasable: it cannot be understood, or its indicator is gone.
    """
    locked = QuarantinedRow.objects.select_for_update().select_related("batch__source").get(
        pk=row.pk
    )  # fmt: skip
    if locked.decision:
        raise RowDecided
    if is_released:
        _release(locked, actor, at)
    locked.decision = "RELEASED" if is_released else "REJECTED"
    locked.released_at, locked.released_by = at, actor.name or actor.reference
    locked.save(update_fields=["decision", "released_at", "released_by"])
    record(
        kind="INDICATOR_ROW_DECIDED", subject=f"indicator-batch:{locked.batch.token}",
        payload={"row": locked.row_number, "code": locked.code, "decision": locked.decision},
        actor=actor, at=at,
    )  # fmt: skip
    return locked


def _release(locked: QuarantinedRow, actor: Actor, at: datetime) -> None:
    if locked.code not in RELEASABLE:
        raise NotReleasable
    batch = locked.batch
    written = batch.mapping or {"columns": {part: part for part in locked.values}}
    try:
        read = RowReader(batch.source, map_of(written)).read(locked.values, locked.row_number)
    except RowProblem as problem:
        raise NotReleasable from problem
    _record(batch, [fact_of(read, batch.source)], at, f"{locked.code}: {actor.name}"[:300])
    Source.objects.filter(pk=batch.source_id).update(received_at=at)
