"""How many procedures have every legally required part, by department, and what the others lack."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.procedures.models import ProcedureVersion

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Completeness:
    """Procedures of a department: how many, and how many lack nothing."""

    department: str
    total_count: int
    complete_count: int

    @property
    def percent(self) -> Decimal | None:
        """Give the share of complete ones, 0-100 with one decimal; ``None`` without procedures.

        Index 766 (Decision 766/QĐ-TTg), criterion 1.3: complete over published procedures.
        """
        if not self.total_count:
            return None
        share = Decimal(100 * self.complete_count) / Decimal(self.total_count)
        return share.quantize(Decimal("0.1"))


def measure_completeness(on: date, *, with_demonstration: bool = False) -> list[Completeness]:
    """Give the completeness of each department on a day, in order of name, in one query."""
    rows = (
        _measured(on, with_demonstration=with_demonstration)
        .values("field__department")
        .annotate(total=Count("pk"), complete=Count("pk", filter=Q(is_complete=True)))
        .order_by("field__department")
    )
    return [Completeness(row["field__department"], row["total"], row["complete"]) for row in rows]


def list_incomplete(
    on: date,
    *,
    department: str = "",
    part: str = "",
    with_demonstration: bool = False,
    cursor: str | None = None,
) -> KeysetPage[ProcedureVersion]:
    """Give the procedures that lack a part, in order of name, page by page.

    :raises BadCursor: the cursor is not one of this list.
    """
    rows = incomplete_versions(on, with_demonstration=with_demonstration)
    if department:
        rows = rows.filter(field__department=department)
    if part:
        rows = rows.filter(missing_parts__contains=[part])
    order = ("is_demonstration", "sort_key", "id")
    return page_by_keyset(rows, order=order, cursor=cursor, size=PAGE_SIZE)


def incomplete_versions(on: date, *, with_demonstration: bool) -> QuerySet[ProcedureVersion]:
    """Give every procedure in force that lacks a part, without its content."""
    rows = _measured(on, with_demonstration=with_demonstration).filter(is_complete=False)
    return rows.select_related("procedure", "field").defer("content", "search_vector")


def _measured(on: date, *, with_demonstration: bool) -> QuerySet[ProcedureVersion]:
    rows = ProcedureVersion.objects.in_force(on)
    return rows if with_demonstration else rows.filter(is_demonstration=False)
