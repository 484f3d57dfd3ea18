"""Money on a case's way: asked at filing or after appraisal, confirmed by the payment itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from tinhso.cases.events import PaymentConfirmed, PaymentRequested
from tinhso.cases.models import Case, CaseState
from tinhso.cases.operations.acts import Act, finish_act, lock_case, start_act
from tinhso.cases.operations.clock import due_changes, due_of, pause_clock, resume_clock
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.permissions import agencies_of
from tinhso.cases.queries import assess_case, known_exemption
from tinhso.cases.rules import MACHINE, Action
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.money import format_vnd
from tinhso.core.rls import acting_as
from tinhso.payments.api import (
    Claim,
    IntentState,
    NothingToPay,
    PaymentIntent,
    cancel_intent,
    find_open_intent,
    intents_of_subject,
    lines_to_keep,
    open_intent,
    request_refund_of_subject,
)
from tinhso.procedures.api import AT_FILING, english_name, payment_terms_of

_Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExtraCharge:
    """A charge the fee table does not know, such as another office's notice: name, sum, law."""

    name: str
    amount_vnd: int
    basis: str


@dataclass(frozen=True, slots=True)
class PaymentAsked:
    """What an officer asks to be paid: quantities found out, who is spared, a charge beside.

    ``exemption`` is the kind of person the officer accepts; empty spares nobody.
    """

    reason: str = ""
    quantities: Mapping[str, int] = field(default_factory=dict)
    exemption: str = ""
    extra: ExtraCharge | None = None


def ask_at_filing(*, case: Case, actor: Actor, at: datetime) -> None:
    """Ask for a fee that is known and due when a case is filed; runs in the filing."""
    if case.fee_vnd and payment_terms_of(case.version).due == AT_FILING:
        lines = lines_to_keep(assess_case(case))
        open_intent(claim=_claim(case, lines, "filing"), actor=actor, at=at)


def _claim(case: Case, lines: list[_Line], occasion: str) -> Claim:
    return Claim(
        subject=f"case:{case.pk}",
        purpose=case.procedure_name,
        purpose_en=english_name(case.version_id),
        reference_text=case.code or "",
        person_id=case.applicant_id,
        payer_name=case.applicant_name,
        mandate_id=case.mandate_id,
        agency_id=case.receiving_agency_id,
        reader_agency_ids=agencies_of(case),
        lines=lines,
        idempotency_key=f"case:{case.pk}:{occasion}",
    )


def request_payment(*, case: Case, asked: PaymentAsked, actor: Actor, at: datetime) -> Case:
    """Ask the applicant for what the case costs; where the procedure says so the clock stops.

    What was paid before is taken off; a claim still open for another amount is replaced.

    :raises NothingToPay: when nothing is left to pay.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the case.
    """
    locked = start_act(case=case, action=Action.REQUEST_PAYMENT, actor=actor)
    kind = known_exemption(locked.version, asked.exemption)
    assessment = assess_case(locked, exemption=kind, quantities=asked.quantities)
    lines = [*lines_to_keep(assessment), *_extra_lines(asked.extra)]
    total_vnd = sum(line["amount_vnd"] for line in lines)
    claim = _claim(locked, [*lines, *_paid_before(locked)], f"request:{locked.event_count}")
    if claim.amount_vnd <= 0:
        raise NothingToPay
    intent = _replaced(claim, actor, at)
    if payment_terms_of(locked.version).pauses_clock:
        pause_clock(case=locked, reason="PAYMENT", at=at)
    facts = {"reason": asked.reason.strip(), "amount": format_vnd(intent.amount_vnd)}
    changes = {"fee_vnd": total_vnd, "fee_exemption": kind}
    act = Act(Action.REQUEST_PAYMENT, changes, facts, news=PaymentRequested)
    finish_act(case=locked, act=act, actor=actor, at=at)
    tell_applicant(
        case=locked, template="payment_requested", at=at, facts={"amount": facts["amount"]}
    )
    return locked


def _extra_lines(extra: ExtraCharge | None) -> list[_Line]:
    if extra is None:
        return []
    return [_line("extra", extra.name, extra.name, extra.amount_vnd, extra.basis)]


def _line(code: str, name_vi: str, name_en: str, amount_vnd: int, basis: str = "") -> _Line:
    laws = [{"basis": basis, "certainty": "confirmed"}] if basis else []
    return {
        "code": code,
        "name": {"vi": name_vi, "en": name_en},
        "gross_vnd": amount_vnd,
        "amount_vnd": amount_vnd,
        "reckoning": [],
        "laws": laws,
        "exemption": None,
        "percent": 0,
    }


def _paid_before(case: Case) -> list[_Line]:
    with acting_as(SYSTEM):
        paid = intents_of_subject(f"case:{case.pk}").filter(state=IntentState.PAID)
        before_vnd = sum(intent.amount_vnd for intent in paid)
    return [_line("paid", "Trừ số đã nộp", "Less what was paid", -before_vnd)] if before_vnd else []


def _replaced(claim: Claim, actor: Actor, at: datetime) -> PaymentIntent:
    """Open a claim; one for the same amount stays, one for another is taken back first."""
    with acting_as(SYSTEM):
        found = find_open_intent(claim.subject)
        if found is not None and found.amount_vnd == claim.amount_vnd:
            return found
        if found is not None:
            cancel_intent(intent=found, actor=actor, at=at)
    return open_intent(claim=claim, actor=actor, at=at)


def confirm_payment(*, case_id: int, amount_vnd: int, at: datetime) -> None:
    """Note that a claim of the case was paid; a case that waited for it goes on.

    Told again, nothing more happens to a case that no longer waits. The payment is the authority:
    the platform writes the history.
    """
    with acting_as(SYSTEM):
        locked = lock_case(Case(pk=case_id))
        is_waiting = locked.state == CaseState.PAYMENT_REQUESTED
        action = Action.CONFIRM_PAYMENT if is_waiting else Action.NOTE_PAYMENT
        if not MACHINE.allows(action=action, state=locked.state) or _is_noted(locked, is_waiting):
            return
        facts = {"amount": format_vnd(amount_vnd)}
        if not is_waiting:
            finish_act(case=locked, act=Act(action, facts=facts), actor=SYSTEM, at=at)
            return
        resume_clock(case=locked, at=at)
        changes = {}
        if locked.accepted_at is not None:
            changes = due_changes(due_of(locked, accepted_at=locked.accepted_at))
        wanted = CaseState.FILED if locked.accepted_at is None else CaseState.IN_PROGRESS
        act = Act(action, changes, facts, str(wanted), news=PaymentConfirmed)
        finish_act(case=locked, act=act, actor=SYSTEM, at=at)


def _is_noted(case: Case, is_waiting: bool) -> bool:
    """Tell whether the history has as many payments as were made, or money is still to come."""
    claims = intents_of_subject(f"case:{case.pk}")
    if is_waiting:
        return claims.filter(state=IntentState.OPEN).exists()
    kinds = [Action.CONFIRM_PAYMENT, Action.NOTE_PAYMENT]
    noted = case.events.filter(kind__in=kinds).count()
    return noted >= claims.filter(state=IntentState.PAID).count()


def settle_ended(*, case: Case, at: datetime) -> None:
    """Take open claims of an ended case back; before work began, ask that its money goes back."""
    subject = f"case:{case.pk}"
    with acting_as(SYSTEM):
        found = find_open_intent(subject)
        if found is not None:
            cancel_intent(intent=found, actor=SYSTEM, at=at)
        if case.accepted_at is None:
            reason = gettext_noop("Hồ sơ dừng trước khi cơ quan bắt đầu giải quyết.")
            request_refund_of_subject(subject=subject, reason=reason, at=at)
