"""Every payment write is killed at every statement, then repeated: no đồng is lost or doubled.

The provider is the real peer in a process of its own; in the end our books are compared with its
list over HTTP.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial, wraps
from typing import Any

import httpx
import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.live_server_helper import LiveServer

from peers.payment.signing import headers
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local, now
from tinhso.core.rls import acting_as
from tinhso.core.tests.killing import cut_off_at, killed_at, stride
from tinhso.core.tests.processes import running_python
from tinhso.payments.gateways.demo import DemoProvider
from tinhso.payments.models import (
    AttemptState,
    CashDrawer,
    DrawerClosing,
    IntentState,
    JournalEntry,
    JournalLine,
    PaymentAttempt,
    PaymentIntent,
    Refund,
    RefundState,
)
from tinhso.payments.operations import (
    ClaimClosed,
    DrawerClosed,
    RefundClosed,
    approve_refund,
    check_attempt,
    close_drawer,
    pay_out_refund,
    request_refund,
    send_refund,
    start_attempt,
    take_cash,
)
from tinhso.payments.queries.balances import drawer_balance
from tinhso.payments.tests.factories import Office, make_intent, make_office
from tools.postgres import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AMOUNT = 16_000
PATIENCE = timedelta(seconds=60)
Strike = Callable[[int, Callable[[], object]], bool]
Act = Callable[["World", Any], object]
_MOST_BOUNDARIES = 400
PATH = "/nop-phi/bao/demo/"


@dataclass
class World:
    """An office and the provider it works with."""

    office: Office
    url: str
    secret: str

    def control(self, **words: object) -> None:
        """Tell the provider how to behave."""
        assert httpx.post(f"{self.url}/control", json=words).status_code == 200

    def orders(self) -> dict[str, dict[str, Any]]:
        """Give the provider's own list of orders, by our code."""
        return {order["order_code"]: order for order in httpx.get(f"{self.url}/orders").json()}

    def started(self) -> PaymentAttempt:
        """Give an order with the provider."""
        return start_attempt(intent=self.claim(), provider_code="demo", at=now())

    def claim(self) -> PaymentIntent:
        """Give a claim nobody has paid."""
        return make_intent(self.office, amount_vnd=AMOUNT)

    def paid(self) -> PaymentAttempt:
        """Give an order the payer paid and nobody told us of."""
        attempt = self.started()
        httpx.post(attempt.payment_url, data={"do": "pay"})
        return attempt

    def captured(self) -> PaymentAttempt:
        """Give an order paid and booked."""
        return check_attempt(attempt=self.paid(), at=now())

    def asked_back(self) -> Refund:
        """Give a refund the clerk asked for."""
        attempt = PaymentAttempt.objects.select_related("intent").get(pk=self.captured().pk)
        words: dict[str, Any] = {
            "amount_vnd": AMOUNT,
            "reason": "Nộp nhầm",
            "actor": self.office.clerk,
        }
        return request_refund(attempt=attempt, at=now(), **words)

    def approved(self) -> Refund:
        """Give a refund the accountant approved."""
        return _approve(self, self.asked_back())


@pytest.fixture
def world(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Give an office and the provider as a process; notifications get lost unless asked for."""
    port = free_port()
    monkeypatch.setenv("PAYMENT_PORT", str(port))
    monkeypatch.setenv("PAYMENT_STORE", ":memory:")
    monkeypatch.setenv("TINHSO_PAYMENT_SECRET", settings.PAYMENT_DEMO_SECRET)
    settings.PAYMENT_DEMO_URL = f"http://localhost:{port}"
    with running_python("from peers.payment.__main__ import main; main()"):
        _wait_for(settings.PAYMENT_DEMO_URL)
        with acting_as(SYSTEM):
            _forget_jobs()
            office = make_office()
        made = World(office, settings.PAYMENT_DEMO_URL, settings.PAYMENT_DEMO_SECRET)
        made.control(notify="drop")
        yield made
    call_command("flush", interactive=False, verbosity=0)


def _forget_jobs() -> None:
    """Delete what other tests ordered: the flush after a test leaves the queue alone."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")


def _wait_for(url: str) -> None:
    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=transport) as client:
        assert client.get(f"{url}/health").status_code == 200


def _approve(world: World, refund: Refund) -> Refund:
    return approve_refund(refund=refund, note="", actor=world.office.accountant, at=now())


def _notify(world: World, attempt: PaymentAttempt) -> None:
    said = world.orders()[attempt.order_code] | {"message_id": f"m{attempt.pk}"}
    body = json.dumps(said).encode()
    answer = Client().post(
        PATH, body, "application/json", headers=headers(world.secret, f"POST {PATH}", body)
    )
    assert answer.status_code == 200


def _start(world: World, intent: PaymentIntent) -> None:
    start_attempt(intent=intent, provider_code="demo", at=now())


def _query(world: World, attempt: PaymentAttempt) -> None:
    check_attempt(attempt=attempt, at=now())


def _send(world: World, refund: Refund) -> None:
    send_refund(refund=Refund.objects.get(pk=refund.pk), at=now())


def _claim_and_drawer(world: World) -> tuple[PaymentIntent, CashDrawer]:
    intent = world.claim()
    return intent, world.office.drawer(f"Quầy {intent.pk}")


def _take(world: World, made: tuple[PaymentIntent, CashDrawer]) -> None:
    intent, drawer = made
    take_cash(intent=intent, drawer=drawer, actor=world.office.clerk, at=now())


def _full_drawer(world: World) -> CashDrawer:
    made = _claim_and_drawer(world)
    _take(world, made)
    return made[1]


def _close(world: World, drawer: CashDrawer) -> None:
    counts = {10_000: 1, 5_000: 1, 1_000: 1}
    close_drawer(drawer=drawer, counts=counts, note="", actor=world.office.clerk, at=now())


def _cash_to_give_back(world: World) -> tuple[Refund, CashDrawer]:
    intent, drawer = _claim_and_drawer(world)
    _take(world, (intent, drawer))
    attempt = PaymentAttempt.objects.select_related("intent").get(intent=intent)
    words: dict[str, Any] = {
        "amount_vnd": AMOUNT,
        "reason": "Nộp nhầm",
        "actor": world.office.clerk,
    }
    return _approve(world, request_refund(attempt=attempt, at=now(), **words)), drawer


def _pay_out(world: World, made: tuple[Refund, CashDrawer]) -> None:
    refund, drawer = made
    pay_out_refund(refund=refund, drawer=drawer, actor=world.office.clerk, at=now())


def _entries(intent: PaymentIntent) -> list[str]:
    entries = JournalEntry.objects.filter(intent=intent).order_by("pk")
    return list(entries.values_list("kind", flat=True))


def _jobs(task: str, **args: int) -> int:
    named = ProcrastinateJob.objects.filter(task_name=f"tinhso.payments.tasks.{task}")
    return named.filter(args__contains=args).count()


def _is_started_once(world: World, intent: PaymentIntent) -> None:
    [attempt] = intent.attempts.all()
    assert attempt.state == AttemptState.STARTED
    assert world.orders()[attempt.order_code]["amount_vnd"] == AMOUNT


def _is_captured_once(world: World, attempt: PaymentAttempt) -> None:
    intent = PaymentIntent.objects.get(pk=attempt.intent_id)
    assert intent.state == IntentState.PAID
    assert _entries(intent) == ["CLAIM", "CAPTURE"]
    assert _jobs("issue_intent_receipt", intent_id=intent.pk) == 1
    assert _jobs("announce_payment", intent_id=intent.pk) == 1


def _is_approved_once(world: World, refund: Refund) -> None:
    refund.refresh_from_db()
    assert refund.state == RefundState.APPROVED
    assert _entries(refund.intent) == ["CLAIM", "CAPTURE", "REFUND_APPROVED"]
    assert _jobs("send_refund", refund_id=refund.pk) == 1


def _is_sent_once(world: World, refund: Refund) -> None:
    refund.refresh_from_db()
    assert (refund.state, bool(refund.provider_refund)) == (RefundState.DONE, True)
    assert _entries(refund.intent) == ["CLAIM", "CAPTURE", "REFUND_APPROVED", "REFUND_PAID"]


def _is_taken_once(world: World, made: tuple[PaymentIntent, CashDrawer]) -> None:
    intent, drawer = made
    _is_captured_once(world, intent.attempts.get())
    assert drawer_balance(drawer) == AMOUNT


def _is_closed_once(world: World, drawer: CashDrawer) -> None:
    closing = DrawerClosing.objects.get(drawer=drawer)
    assert (closing.expected_vnd, closing.counted_vnd) == (AMOUNT, AMOUNT)
    assert drawer_balance(drawer) == 0
    assert _jobs("issue_closing_report", closing_id=closing.pk) == 1


def _is_paid_out_once(world: World, made: tuple[Refund, CashDrawer]) -> None:
    refund, drawer = made
    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    assert _entries(refund.intent) == ["CLAIM", "CAPTURE", "REFUND_APPROVED", "REFUND_PAID"]
    assert drawer_balance(drawer) == 0


WRITES: dict[str, tuple[Callable[[World], Any], Act, Act]] = {
    "order": (World.claim, _start, _is_started_once),
    "notification": (World.paid, _notify, _is_captured_once),
    "query": (World.paid, _query, _is_captured_once),
    "refund approved": (World.asked_back, _approve, _is_approved_once),
    "refund sent": (World.approved, _send, _is_sent_once),
    "cash": (_claim_and_drawer, _take, _is_taken_once),
    "cash paid out": (_cash_to_give_back, _pay_out, _is_paid_out_once),
    "closing": (_full_drawer, _close, _is_closed_once),
}


def _in_one_transaction(act: Act) -> Act:
    """Let an act run as requests and tasks do: in a transaction around it."""

    @wraps(act)
    def run(world: World, made: Any) -> None:
        with acting_as(SYSTEM):
            act(world, made)

    return run


def _repeat(act: Act, world: World, made: Any) -> None:
    """Do it again, as a person, the provider or the task would; done already is as good."""
    with suppress(ClaimClosed, RefundClosed, DrawerClosed):
        act(world, made)


def _sweep(name: str, world: World, strike: Strike, step: int) -> int:
    """Strike at every ``step``-th boundary of a write, each on a fresh one; count the strikes."""
    prepare, plain, check = WRITES[name]
    act = plain if plain is _notify else _in_one_transaction(plain)
    for number in range(1, _MOST_BOUNDARIES, step):
        with acting_as(SYSTEM):
            made = prepare(world)
        struck = strike(number, partial(act, world, made))
        _repeat(act, world, made)
        with acting_as(SYSTEM):
            check(world, made)
        if not struck:
            return number // step
    raise AssertionError("the write never ended")


def _check_books(world: World) -> None:
    """Compare our books with themselves and with the provider's own lists."""
    assert not JournalLine.objects.values("entry").annotate(s=Sum("amount_vnd")).exclude(s=0)
    captured = PaymentAttempt.objects.filter(state=AttemptState.CAPTURED, provider="demo")
    ours = set(captured.values_list("order_code", "provider_transaction", "captured_vnd"))
    theirs = {
        (code, order["transaction"], order["amount_vnd"])
        for code, order in world.orders().items()
        if order["status"] == "CAPTURED"
    }
    assert ours == theirs
    stated = [line.movement for line in DemoProvider().statement(local(now()).date())]
    sent_back = sorted((m.transaction, m.amount_vnd) for m in stated if m.kind == "REFUND")
    done = Refund.objects.filter(state=RefundState.DONE, attempt__provider="demo")
    assert sorted(done.values_list("provider_refund", "amount_vnd")) == sent_back
    known = set(PaymentAttempt.objects.values_list("order_code", flat=True))
    assert all(
        order["status"] == "PENDING" for code, order in world.orders().items() if code not in known
    )


@pytest.mark.parametrize("name", WRITES)
def test_write_killed_at_every_boundary_loses_and_doubles_nothing(world: World, name: str) -> None:
    assert _sweep(name, world, killed_at, stride()) > 3

    with acting_as(SYSTEM):
        _check_books(world)


@pytest.mark.parametrize("name", WRITES)
def test_write_that_loses_the_database_loses_and_doubles_nothing(world: World, name: str) -> None:
    assert _sweep(name, world, cut_off_at, 5) > 1

    with acting_as(SYSTEM):
        _check_books(world)


BEHAVIOURS: list[dict[str, object]] = [
    {"notify": "duplicate"},
    {"notify": "delay", "delay_ms": 300},
    {"outcome": "fail-then-capture", "delay_ms": 300},
    {"notify": "reorder", "outcome": "fail-then-capture", "delay_ms": 200},
]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_provider_that_misbehaves_on_command_is_booked_once(
    world: World, live_server: LiveServer, settings: LazySettings, behaviour: dict[str, object]
) -> None:
    settings.SITE_URL = live_server.url
    with acting_as(SYSTEM):
        attempt = world.started()
    world.control(**behaviour)

    httpx.post(attempt.payment_url, data={"do": "pay"})
    give_up_at = now() + PATIENCE
    while attempt.state != AttemptState.CAPTURED and now() < give_up_at:
        time.sleep(0.1)
        with acting_as(SYSTEM):
            attempt.refresh_from_db()

    with acting_as(SYSTEM):
        _is_captured_once(world, attempt)
        _check_books(world)
