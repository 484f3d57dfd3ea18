"""Loads of a source: how fresh its numbers are, its batches, the rows put aside."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.indicators.models import Batch, QuarantinedRow, Source, SourceKind


class Freshness(StrEnum):
    """Whether a source sent numbers as often as it must."""

    FRESH = "FRESH"
    LATE = "LATE"
    NEVER = "NEVER"
    FREE = "FREE"


def freshness_of(source: Source, at: datetime) -> Freshness:
    """Tell how fresh a source is; one without a rule, or fed by daily work, is free."""
    if not source.fresh_hours or source.kind == SourceKind.WORK:
        return Freshness.FREE
    if source.received_at is None:
        return Freshness.NEVER
    is_late = at - source.received_at > timedelta(hours=source.fresh_hours)
    return Freshness.LATE if is_late else Freshness.FRESH


def batches_of(source: Source, cursor: str | None, size: int = 20) -> KeysetPage[Batch]:
    """Give a page of a source's loads, the newest first.

    :raises BadCursor: the cursor is of another list.
    """
    batches = Batch.objects.filter(source=source).defer("content")
    return page_by_keyset(batches, order=("-given_at", "-id"), cursor=cursor, size=size)


def quarantined_of(batch: Batch) -> QuerySet[QuarantinedRow]:
    """Give a batch's rows put aside, in the order of the file."""
    return QuarantinedRow.objects.filter(batch=batch).order_by("row_number", "id")
