"""How many procedures have every part the law names, how many are announced, what others lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.rules import ANNOUNCEMENT

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Completeness:
    """Procedures of a department: how many, how many with all parts, how many announced."""

    department: str
    total_count: int
    complete_count: int
    announced_count: int

    @property
    def percent(self) -> Decimal | None:
        """Give the share with every part, 0-100 with one decimal; ``None`` without procedures.

        Decree 63/2010/NĐ-CP article 8.2. Index 766 (Decision 766/QĐ-TTg), criterion 1.3: complete
        over published procedures.
        """
        return self._share(self.complete_count)

    @property
    def announced_percent(self) -> Decimal | None:
        """Give the share whose announcing decision is known, as `percent` is given.

        Decree 63/2010/NĐ-CP articles 13-15: publication, not a part of the content.
        """
        return self._share(self.announced_count)

    def _share(self, count: int) -> Decimal | None:
        if not self.total_count:
            return None
        return (Decimal(100 * count) / Decimal(self.total_count)).quantize(Decimal("0.1"))


def measure_completeness(on: date, *, with_demonstration: bool = False) -> list[Completeness]:
    """Give both measures of each department on a day, in order of name, in one query."""
    rows = (
        _measured(on, with_demonstration=with_demonstration)
        .values("field__department")
        .annotate(
            total=Count("pk"),
            complete=Count("pk", filter=Q(is_complete=True)),
            announced=Count("pk", filter=Q(is_announced=True)),
        )
        .order_by("field__department")
    )
    return [
        Completeness(row["field__department"], row["total"], row["complete"], row["announced"])
        for row in rows
    ]


def sum_completeness(measured: Iterable[Completeness]) -> Completeness:
    """Give both measures of all departments together, without a name."""
    rows = list(measured)
    return Completeness(
        department="",
        total_count=sum(row.total_count for row in rows),
        complete_count=sum(row.complete_count for row in rows),
        announced_count=sum(row.announced_count for row in rows),
    )


def list_incomplete(
    on: date,
    *,
    department: str = "",
    part: str = "",
    with_demonstration: bool = False,
    cursor: str | None = None,
) -> KeysetPage[ProcedureVersion]:
    """Give the procedures that lack a part or are not announced, in order of name, page by page.

    ``part`` is a part of the law, `ANNOUNCEMENT`, or empty for either.

    :raises BadCursor: the cursor is not one of this list.
    """
    rows = incomplete_versions(on, with_demonstration=with_demonstration)
    if department:
        rows = rows.filter(field__department=department)
    if part == ANNOUNCEMENT:
        rows = rows.filter(is_announced=False)
    elif part:
        rows = rows.filter(missing_parts__contains=[part])
    order = ("is_demonstration", "sort_key", "id")
    return page_by_keyset(rows, order=order, cursor=cursor, size=PAGE_SIZE)


def incomplete_versions(on: date, *, with_demonstration: bool) -> QuerySet[ProcedureVersion]:
    """Give every procedure in force that lacks a part or is not announced, without its content."""
    rows = _measured(on, with_demonstration=with_demonstration)
    lacking = rows.filter(Q(is_complete=False) | Q(is_announced=False))
    return lacking.select_related("procedure", "field").defer("content", "search_vector")


def _measured(on: date, *, with_demonstration: bool) -> QuerySet[ProcedureVersion]:
    rows = ProcedureVersion.objects.in_force(on)
    return rows if with_demonstration else rows.filter(is_demonstration=False)
