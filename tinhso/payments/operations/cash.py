"""Cash at the counter: taking it, and counting the drawer at the end of the day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.identity.api import get_person
from tinhso.ledger.api import record
from tinhso.payments.models import (
    AttemptState,
    CashDrawer,
    DrawerClosing,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
)
from tinhso.payments.operations.attempts import CASH, settle_waiting
from tinhso.payments.operations.intents import ClaimClosed, lock_intent, readers_with_overseer
from tinhso.payments.operations.journal import Entry, post
from tinhso.payments.operations.outcomes import Captured, capture_attempt
from tinhso.payments.permissions import require_cashier
from tinhso.payments.queries.balances import drawer_balance
from tinhso.payments.rules import bookings
from tinhso.payments.rules.bookings import Kind

#: Notes in circulation, in đồng, the largest first (to be confirmed against the State Bank's list).
NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)


class DrawerClosed(DomainError):
    """The drawer's day is over; money taken now would be in no report."""

    code = "drawer_closed"
    text = gettext_lazy("Quầy này đã khóa sổ hôm nay. Hãy thu ở quầy khác hoặc vào ngày mai.")


class DifferenceUnexplained(DomainError):
    """More or less was counted than was taken, and nobody says why."""

    code = "difference_unexplained"
    text = gettext_lazy("Số đếm khác số phải có. Hãy đếm lại, hoặc ghi lý do chênh lệch.")


class DrawerNameTaken(DomainError):
    """Drawers of an agency have names of their own."""

    code = "drawer_name_taken"
    text = gettext_lazy("Cơ quan đã có quầy thu tên này. Hãy đặt tên khác.")


@transaction.atomic
def add_drawer(*, agency_id: int, name: str, actor: Actor, at: datetime) -> CashDrawer:
    """Set up a drawer of the actor's agency.

    :raises NotCashier: the actor is no clerk of the agency.
    :raises DrawerNameTaken: the agency has one of this name.
    """
    require_cashier(actor, agency_id)
    with acting_as(SYSTEM):
        drawer, is_new = CashDrawer.objects.get_or_create(
            agency_id=agency_id,
            name=" ".join(name.split()),
            defaults={"reader_agency_ids": readers_with_overseer(agency_id), "created_at": at},
        )
    if not is_new:
        raise DrawerNameTaken
    return drawer


@transaction.atomic
def take_cash(
    *, intent: PaymentIntent, drawer: CashDrawer, actor: Actor, at: datetime
) -> PaymentAttempt:
    """Take a claim's whole amount in cash into a drawer; the receipt follows.

    Orders that wait at a provider are asked about first, so nobody pays twice.

    :raises NotCashier: the actor is no clerk of the drawer's agency, or it is another's claim.
    :raises ClaimClosed: the claim is paid or was taken back.
    :raises DrawerClosed: the drawer was counted today.
    """
    require_cashier(actor, drawer.agency_id)
    require_cashier(actor, intent.agency_id)
    settle_waiting(intent=intent, at=at)
    with acting_as(SYSTEM):
        held = CashDrawer.objects.select_for_update().get(pk=drawer.pk)
        if held.closings.filter(day=local(at).date()).exists():
            raise DrawerClosed
        locked = lock_intent(intent.pk)
        if locked.state != IntentState.OPEN:
            raise ClaimClosed
        return _take(locked, held, actor, at)


def _take(intent: PaymentIntent, drawer: CashDrawer, actor: Actor, at: datetime) -> PaymentAttempt:
    order_code = new_token()
    attempt = PaymentAttempt.objects.create(
        intent=intent,
        provider=CASH,
        order_code=order_code,
        amount_vnd=intent.amount_vnd,
        state=AttemptState.STARTED,
        drawer=drawer,
        taken_by_name=actor.name,
        created_at=at,
    )
    money = Captured(intent.amount_vnd, order_code, at)
    capture_attempt(intent=intent, attempt=attempt, money=money, actor=actor, at=at)
    attempt.save()
    return attempt


@transaction.atomic
def close_drawer(
    *, drawer: CashDrawer, counts: Mapping[int, int], note: str, actor: Actor, at: datetime
) -> DrawerClosing:
    """Count a drawer and end its day: the money goes to the treasury, a difference is booked.

    :param counts: how many notes of each value in đồng.
    :raises NotCashier: the actor is no clerk of the drawer's agency.
    :raises DrawerClosed: it was counted today.
    :raises DifferenceUnexplained: the count differs and the note is empty.
    """
    require_cashier(actor, drawer.agency_id)
    day = local(at).date()
    with acting_as(SYSTEM):
        held = CashDrawer.objects.select_for_update().get(pk=drawer.pk)
        if held.closings.filter(day=day).exists():
            raise DrawerClosed
        expected = drawer_balance(held)
        counted = sum(value * max(0, number) for value, number in counts.items())
        if counted != expected and not note.strip():
            raise DifferenceUnexplained
        closing = _closing(held, day, counts, actor, at)
        closing.expected_vnd, closing.counted_vnd = expected, counted
        closing.note = note.strip()
        closing.save()
        _deposit(closing, actor, at)
    return closing


def _closing(
    drawer: CashDrawer, day: date, counts: Mapping[int, int], actor: Actor, at: datetime
) -> DrawerClosing:
    return DrawerClosing(
        drawer=drawer,
        agency_id=drawer.agency_id,
        reader_agency_ids=drawer.reader_agency_ids,
        day=day,
        counts={str(value): number for value, number in counts.items() if number > 0},
        closed_by=get_person(actor.person_id or 0),
        closed_by_name=actor.name,
        closed_at=at,
    )


def _deposit(closing: DrawerClosing, actor: Actor, at: datetime) -> None:
    drawer = closing.drawer
    sides = bookings.deposit(
        expected_vnd=closing.expected_vnd,
        counted_vnd=closing.counted_vnd,
        drawer_key=drawer.key,
    )
    if sides:
        key = f"deposit:{closing.pk}"
        entry = Entry(key, Kind.DEPOSIT, drawer.agency_id, drawer.reader_agency_ids)
        post(entry=entry, sides=sides, actor=actor, at=at)
    record(
        kind="DRAWER_CLOSED",
        subject=f"drawer:{drawer.pk}",
        payload={
            "day": closing.day.isoformat(),
            "expected_vnd": closing.expected_vnd,
            "counted_vnd": closing.counted_vnd,
        },
        actor=actor,
        at=at,
    )
    app.configure_task("tinhso.payments.tasks.issue_closing_report", queue="documents").defer(
        closing_id=closing.pk, actor=actor.as_json()
    )
