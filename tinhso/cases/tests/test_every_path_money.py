"""Random people, random acts, and money: claims, cash and news of it, late, doubled or lost.

The machine of ``test_every_path_model`` with a procedure that costs something. Whatever happens, a
case asks for money once, a payment counts once, and what is owed back is asked back.
"""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from tinhso.cases.handlers import let_case_go_on
from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import ExtraCharge, PaymentAsked, request_payment
from tinhso.cases.tasks import confirm_paid_cases
from tinhso.cases.tests.test_every_path_model import DONE, FIVE_DAYS, MOVES_DATE, Desk
from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.payments.api import IntentState, intents_of_subject, take_cash
from tinhso.payments.events import PaymentReceived
from tinhso.payments.models import AttemptState, JournalLine, PaymentAttempt, Refund
from tinhso.payments.tests.factories import Office

FEE_VND = 20_000
ENDED_EARLY = {"REFUSED", "WITHDRAWN", "STOPPED"}
#: What really happened to money over all runs.
PAID: set[str] = set()
MOVES_DATE["CONFIRM_PAYMENT"] = "PAUSED"


class DeskWithMoney(Desk):
    """The desk, with a drawer at its counter and a postman for news of payments."""

    ways = [{**way, "fee_vnd": FEE_VND} for way in FIVE_DAYS]

    @initialize()
    def open_the_office(self) -> None:
        """Make people, cases and a drawer at the counter."""
        super().open_the_office()
        clerk = self.actors[1]
        self.letters: list[PaymentReceived] = []
        people = self.ward.officers
        collecting = Office(self.ward.office, people["CLERK"], people["CLERK"], people["LEADER"])
        with acting_as(clerk):
            self.drawer = collecting.drawer()

    @rule(which=st.integers(0, 1), who=st.sampled_from((1, 1, 1, 6)))
    def pay(self, which: int, who: int) -> None:
        """Try to pay the open claim in cash; news of it is on its way."""
        subject, clerk = f"case:{self.cases[which]}", self.actors[who]
        with acting_as(SYSTEM):
            claim = intents_of_subject(subject).order_by("pk").last()
        if claim is None:
            return
        try:
            with acting_as(clerk), transaction.atomic():
                take_cash(intent=claim, drawer=self.drawer, actor=clerk, at=self.at)
        except DomainError:
            return
        PAID.add("paid")
        news = PaymentReceived(claim.pk, subject, claim.amount_vnd, "cash", self.at)
        self.letters.append(news)

    @precondition(lambda self: self.letters)
    @rule(pick=st.integers(0, 9), is_doubled=st.booleans())
    def news_arrives(self, pick: int, is_doubled: bool) -> None:
        """Deliver news of a payment, perhaps twice."""
        letter = self.letters.pop(pick % len(self.letters))
        for _ in range(2 if is_doubled else 1):
            let_case_go_on(letter)

    @precondition(lambda self: self.letters)
    @rule()
    def news_is_lost(self) -> None:
        """Lose every letter; the platform looks by itself."""
        self.letters.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tinhso.cases.tasks.now", lambda: self.at)
            confirm_paid_cases(0)
        with acting_as(SYSTEM):
            assert all(self._is_noted(case) for case in self._rows())

    @rule(which=st.integers(0, 1), who=st.sampled_from((1, 2, 2, 0, 7)), extra=st.integers(0, 3))
    def ask_for_money(self, which: int, who: int, extra: int) -> None:
        """Try to ask for the fee and a charge beside it."""
        charge = ExtraCharge("Thông báo", extra * 5_000, "Minh họa") if extra else None
        asked = PaymentAsked("Thêm", extra=charge)
        self.attempt(which, who, request_payment, asked=asked)

    @invariant()
    @precondition(lambda self: hasattr(self, "drawer"))
    def money_is_counted_once(self) -> None:
        """Compare claims, cash, history and what is to go back."""
        with acting_as(SYSTEM):
            unbalanced = JournalLine.objects.values("entry").annotate(s=Sum("amount_vnd"))
            assert not unbalanced.exclude(s=0)
            paid_vnd = sum(self._check_money(case) for case in self._rows())
            taken = PaymentAttempt.objects.filter(state=AttemptState.CAPTURED)
            assert sum(attempt.captured_vnd or 0 for attempt in taken) == paid_vnd

    def _rows(self) -> list[Case]:
        return list(Case.objects.filter(pk__in=self.cases).order_by("pk"))

    def _check_money(self, case: Case) -> int:
        claims = list(intents_of_subject(f"case:{case.pk}"))
        paid = [claim for claim in claims if claim.state == IntentState.PAID]
        open_claims = [claim for claim in claims if claim.state == IntentState.OPEN]
        assert len(open_claims) <= (0 if case.state in ENDED_EARLY else 1)
        kinds = CaseEvent.objects.filter(case=case).values_list("kind", flat=True)
        noted = [kind for kind in kinds if kind in {"CONFIRM_PAYMENT", "NOTE_PAYMENT"}]
        assert len(noted) <= len(paid)
        if case.state == "PAYMENT_REQUESTED":
            assert open_claims or len(noted) < len(paid)
        back = Refund.objects.filter(intent__subject=f"case:{case.pk}")
        owed = sum(claim.amount_vnd for claim in paid) if self._goes_back(case) else 0
        assert sum(refund.amount_vnd for refund in back) == owed
        return sum(claim.amount_vnd for claim in paid)

    @staticmethod
    def _is_noted(case: Case) -> bool:
        paid = intents_of_subject(f"case:{case.pk}").filter(state=IntentState.PAID)
        kinds = ["CONFIRM_PAYMENT", "NOTE_PAYMENT"]
        return paid.count() == CaseEvent.objects.filter(case=case, kind__in=kinds).count()

    @staticmethod
    def _goes_back(case: Case) -> bool:
        return case.state in ENDED_EARLY and case.accepted_at is None


def run(machine: Any, examples: int) -> None:
    """Let the machine run the same way every time."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_whatever_people_do_money_is_counted_once() -> None:
    DONE.clear()

    run(DeskWithMoney, 8)

    assert {"REQUEST_PAYMENT", "ACCEPT"} <= DONE, sorted(DONE)
    assert PAID
