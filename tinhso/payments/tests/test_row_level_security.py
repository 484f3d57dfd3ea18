"""Every table of money is locked: payers see their own, agencies theirs, strangers nothing."""

from collections.abc import Callable

import pytest
from django.db import connection

from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.payments.models import ProviderMessage, StatementLine
from tinhso.payments.operations import close_drawer, record_outcome, take_cash
from tinhso.payments.tests.factories import AT, Office, captured, make_attempt, make_intent

pytestmark = pytest.mark.django_db
OF_AGENCY = (
    "payments_paymentintent",
    "payments_paymentattempt",
    "payments_refund",
    "payments_journalentry",
    "payments_journalline",
    "payments_cashdrawer",
    "payments_drawerclosing",
    "payments_difference",
)
OF_PLATFORM = ("payments_statementline", "payments_providermessage")
OF_PAYER = {"payments_paymentintent", "payments_paymentattempt", "payments_refund"}


def _fill(office: Office, account: CitizenAccount) -> None:
    """Leave a row in every table: paid twice online, paid in cash, a counted drawer."""
    intent = make_intent(office, account)
    for attempt in (make_attempt(intent), make_attempt(intent)):
        record_outcome(outcome=captured(attempt), at=AT)
    drawer = office.drawer()
    take_cash(intent=make_intent(office, account), drawer=drawer, actor=office.clerk, at=AT)
    close_drawer(drawer=drawer, counts={}, note="Chưa đếm", actor=office.clerk, at=AT)
    StatementLine.objects.create(
        provider="demo", day=AT.date(), kind="CAPTURE", transaction="1", order_code="1",
        amount_vnd=1, at=AT,
    )  # fmt: skip
    ProviderMessage.objects.create(
        provider="demo", message_id="1", order_code="1", status="CAPTURED", received_at=AT
    )


def _count(table: str, actor: Actor) -> int:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("table", [*OF_AGENCY, *OF_PLATFORM])
def test_only_those_concerned_read_a_row(
    table: str, office: Office, account: CitizenAccount
) -> None:
    _fill(office, account)
    concerned: dict[str, Callable[[], Actor]] = {
        "payer": lambda: actor_of_account(account),
        "accountant": lambda: office.accountant,
    }
    others = (
        PUBLIC,
        actor_of_account(make_citizen(full_name="Phạm Thị Khác")),
        actor_of_account(make_officer(None, "ACCOUNTANT")),
    )

    assert _count(table, SYSTEM) > 0
    assert bool(_count(table, concerned["payer"]())) == (table in OF_PAYER)
    assert bool(_count(table, concerned["accountant"]())) == (table in OF_AGENCY)
    assert [_count(table, other) for other in others] == [0, 0, 0]
