"""Money for tests: an office with a clerk and an accountant, a payer, claims, a provider."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import VIETNAM
from tinhso.core.identifiers import new_token
from tinhso.identity.models import CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.payments.gateways.provider import ProviderOutcome
from tinhso.payments.models import AttemptState, CashDrawer, PaymentAttempt, PaymentIntent
from tinhso.payments.operations import Claim, add_drawer, open_intent
from tinhso.payments.rules.states import Status

AT = datetime(2021, 6, 2, 9, 0, tzinfo=VIETNAM)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Office:
    """An agency that collects, with its people."""

    agency: Agency
    clerk_account: OfficerAccount
    accountant_account: OfficerAccount
    leader_account: OfficerAccount

    @property
    def clerk(self) -> Actor:
        """Give the clerk as who acts."""
        return actor_of_account(self.clerk_account)

    @property
    def accountant(self) -> Actor:
        """Give the accountant as who acts."""
        return actor_of_account(self.accountant_account)

    @property
    def leader(self) -> Actor:
        """Give the leader as who acts."""
        return actor_of_account(self.leader_account)

    def drawer(self, name: str = "Quầy 1") -> CashDrawer:
        """Give a drawer of the office, made by its clerk."""
        agency_id, clerk = self.agency.pk, self.clerk
        return add_drawer(agency_id=agency_id, name=name, actor=clerk, at=AT)


def make_office() -> Office:
    """Make an agency with a clerk, an accountant and a leader."""
    agency = make_agency(f"H5.{next(_numbers)}", name="Bộ phận Một cửa phường Tân Phú")
    roles = ("CLERK", "ACCOUNTANT", "LEADER")
    return Office(agency, *(make_officer(agency, role) for role in roles))


def line(amount_vnd: int) -> dict[str, Any]:
    """Give one line of a claim."""
    return {
        "code": "copy",
        "name": {"vi": "Phí cấp bản sao trích lục", "en": "Copies of the extract"},
        "gross_vnd": amount_vnd,
        "amount_vnd": amount_vnd,
        "reckoning": [],
        "laws": [{"basis": "Thông tư 281/2016/TT-BTC", "certainty": "confirmed"}],
        "exemption": None,
        "percent": 0,
    }


def make_intent(
    office: Office, account: CitizenAccount | None = None, amount_vnd: int = 16_000, **more: Any
) -> PaymentIntent:
    """Ask a citizen for money."""
    person = (account or make_citizen()).person
    number = next(_numbers)
    words: dict[str, Any] = {
        "subject": f"test:{number}",
        "purpose": "Cấp bản sao trích lục hộ tịch",
        "person_id": person.pk,
        "payer_name": person.full_name,
        "agency_id": office.agency.pk,
        "lines": [line(amount_vnd)],
        "idempotency_key": f"test:{number}",
        **more,
    }
    return open_intent(claim=Claim(**words), actor=SYSTEM, at=AT)


def make_attempt(intent: PaymentIntent, provider: str = "demo") -> PaymentAttempt:
    """Start an attempt at a provider without asking it."""
    return PaymentAttempt.objects.create(
        intent=intent,
        provider=provider,
        order_code=new_token(),
        amount_vnd=intent.amount_vnd,
        state=AttemptState.STARTED,
        payment_url="http://localhost:1/pay/x",
        created_at=AT,
        next_check_at=AT,
    )


def captured(attempt: PaymentAttempt, amount_vnd: int | None = None) -> ProviderOutcome:
    """Give what a provider says of money that came."""
    return ProviderOutcome(
        order_code=attempt.order_code,
        status=Status.CAPTURED,
        amount_vnd=attempt.amount_vnd if amount_vnd is None else amount_vnd,
        transaction=f"GD{attempt.pk}",
        at=AT,
    )


def failed(attempt: PaymentAttempt) -> ProviderOutcome:
    """Give what a provider says of money that did not come."""
    return ProviderOutcome(
        order_code=attempt.order_code, status=Status.FAILED, failure="not-enough-money"
    )
