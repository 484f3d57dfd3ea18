"""What an agency takes: lists of claims, the day by way and drawer, drawers with their balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from tinhso.core.actors import Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.text import squeeze
from tinhso.payments.models import (
    AttemptState,
    CashDrawer,
    DrawerClosing,
    IntentState,
    JournalLine,
    PaymentAttempt,
    PaymentIntent,
    RefundState,
)
from tinhso.payments.permissions import drawers_for, intents_for, refunds_for
from tinhso.payments.queries.balances import day_bounds
from tinhso.payments.rules.bookings import Account

PAGE_SIZE = 20
EXPORT_LIMIT = 5000
_REFERENCE = "TT"


def find_intents(actor: Actor, *, state: str = "", text: str = "") -> QuerySet[PaymentIntent]:
    """Give the claims of the officer's agencies in a state, found by reference, code or name."""
    rows = intents_for(actor).select_related("receipt")
    if state in IntentState.values:
        rows = rows.filter(state=state)
    words = squeeze(text)
    if words:
        rows = rows.filter(_found_by(words))
    return rows


def _found_by(words: str) -> Q:
    number = words.upper().removeprefix(_REFERENCE).lstrip("0")
    if number.isascii() and number.isdigit() and len(number) < 16:
        return Q(pk=int(number)) | Q(reference_text__iexact=words)
    return Q(reference_text__iexact=words) | Q(payer_name__icontains=words)


def page_of_intents(rows: QuerySet[PaymentIntent], cursor: str | None) -> KeysetPage[PaymentIntent]:
    """Give one page of claims, newest first.

    :raises BadCursor: the cursor belongs to another list.
    """
    return page_by_keyset(rows, order=("-created_at", "-id"), cursor=cursor, size=PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class WayTotal:
    """What came by one way on a day: how many times, how much, how much went back."""

    way: str
    count: int
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """An agency's day: takings by way, refunds, drawers and how they were closed."""

    day: date
    ways: tuple[WayTotal, ...]
    refunded_vnd: int
    refund_count: int
    closings: tuple[DrawerClosing, ...]
    attempts: tuple[PaymentAttempt, ...]

    @property
    def total_vnd(self) -> int:
        """Give everything that came, in đồng."""
        return sum(way.amount_vnd for way in self.ways)

    @property
    def difference_vnd(self) -> int:
        """Give counted less expected over all drawers, in đồng."""
        return sum(closing.difference_vnd for closing in self.closings)


def day_report(actor: Actor, day: date) -> DayReport:
    """Give the day of the officer's agencies."""
    begins, ends = day_bounds(day)
    captured = _captured(actor, begins, ends)
    totals = captured.values("provider").annotate(n=Count("pk"), total=Sum("captured_vnd"))
    refunds = refunds_for(actor).filter(
        state=RefundState.DONE, done_at__gte=begins, done_at__lt=ends
    )
    back = refunds.aggregate(n=Count("pk"), total=Sum("amount_vnd"))
    closings = DrawerClosing.objects.filter(drawer__in=drawers_for(actor), day=day)
    return DayReport(
        day=day,
        ways=tuple(
            WayTotal(row["provider"], row["n"], row["total"]) for row in totals.order_by("provider")
        ),
        refunded_vnd=back["total"] or 0,
        refund_count=back["n"],
        closings=tuple(closings.select_related("drawer", "document").order_by("pk")),
        attempts=tuple(
            captured.select_related("intent__receipt", "drawer").order_by("captured_at", "pk")[
                :EXPORT_LIMIT
            ]
        ),
    )


def _captured(actor: Actor, begins: datetime, ends: datetime) -> QuerySet[PaymentAttempt]:
    return PaymentAttempt.objects.filter(
        intent__in=intents_for(actor),
        state=AttemptState.CAPTURED,
        captured_at__gte=begins,
        captured_at__lt=ends,
    )


@dataclass(frozen=True, slots=True)
class DrawerNow:
    """A drawer: what it should hold, and whether it was closed today."""

    drawer: CashDrawer
    balance_vnd: int
    closing: DrawerClosing | None


def list_drawers(actor: Actor, day: date) -> list[DrawerNow]:
    """Give the drawers of the officer's agencies as they are now, in three queries."""
    drawers = list(drawers_for(actor).select_related("agency"))
    balances = _balances(drawers)
    closed = DrawerClosing.objects.filter(drawer__in=drawers, day=day).select_related("document")
    closings = {closing.drawer_id: closing for closing in closed}
    return [
        DrawerNow(drawer, balances.get(drawer.key, 0), closings.get(drawer.pk))
        for drawer in drawers
    ]


def _balances(drawers: Iterable[CashDrawer]) -> dict[str, int]:
    lines = JournalLine.objects.filter(
        account=str(Account.CASH), holder__in=[drawer.key for drawer in drawers]
    )
    totals = lines.values("holder").annotate(total=Sum("amount_vnd"))
    return {row["holder"]: row["total"] for row in totals}
