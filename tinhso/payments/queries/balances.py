"""Balances: sums over the journal, never stored anywhere."""

from datetime import date, datetime, time, timedelta

from django.db.models import Sum

from tinhso.core.clock import VIETNAM
from tinhso.payments.models import CashDrawer, JournalLine
from tinhso.payments.rules.bookings import Account


def balance(account: Account, holder: str | None = None, intent_id: int | None = None) -> int:
    """Give what an account holds, in đồng: debit above zero. Reads what the actor may see."""
    lines = JournalLine.objects.filter(account=str(account))
    if holder is not None:
        lines = lines.filter(holder=holder)
    if intent_id is not None:
        lines = lines.filter(entry__intent_id=intent_id)
    total: int | None = lines.aggregate(total=Sum("amount_vnd"))["total"]
    return total or 0


def drawer_balance(drawer: CashDrawer) -> int:
    """Give what a drawer should hold now, in đồng."""
    return balance(Account.CASH, drawer.key)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Give the first moment of a day in Vietnam and that of the next."""
    begins = datetime.combine(day, time.min, VIETNAM)
    return begins, begins + timedelta(days=1)
