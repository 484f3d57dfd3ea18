"""What a case costs and why; who may be spared; how far it is paid."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import translation
from django.utils.translation import get_language

from tinhso.cases.models import Case, CaseEvent, Draft
from tinhso.cases.rules import Action
from tinhso.core.clock import local
from tinhso.core.money import format_vnd
from tinhso.payments.api import (
    Assessment,
    FeeLine,
    IntentState,
    PaymentIntent,
    explain_assessment,
    intents_paid_since,
    list_intents_of_subject,
    person_kinds,
)
from tinhso.procedures.api import FeeAsked, ProcedureVersion, assess_fee, fee_table_of

_SUBJECT = "case:"


def assess_case(
    case: Case, *, exemption: str | None = None, quantities: Mapping[str, int] | None = None
) -> Assessment:
    """Give what a case costs by its answers, its way and the day it was filed.

    :param exemption: another kind of person than the case says; empty spares nobody.
    :param quantities: what an officer found out, such as a number of pages.
    """
    kind = case.fee_exemption if exemption is None else exemption
    asked = FeeAsked(
        channel=case.channel,
        on=local(case.filed_at).date(),
        answers=case.form,
        kinds=frozenset({kind} - {""}),
        case_kind=case.variant,
        quantities=quantities or {},
    )
    return assess_fee(case.version, asked)


def assess_draft(draft: Draft, channel: str, *, exemption: str = "") -> Assessment:
    """Give what an application would cost by the answers it has now."""
    asked = FeeAsked(
        channel=channel,
        on=local(draft.saved_at).date(),
        answers=draft.form,
        kinds=frozenset({exemption} - {""}),
        case_kind=draft.variant,
    )
    return assess_fee(draft.version, asked)


def exemptions_of(version: ProcedureVersion) -> dict[str, str]:
    """Give the kinds of person a version's fee spares, by code, in the reader's language."""
    spared = {exemption.kind for exemption in fee_table_of(version).exemptions}
    language = get_language() or "vi"
    return {
        kind.code: kind.name.get(language, kind.code)
        for kind in person_kinds()
        if kind.code in spared
    }


def known_exemption(version: ProcedureVersion, kind: str) -> str:
    """Give the kind of person if the version's fee spares it, else nothing."""
    return kind if kind and kind in exemptions_of(version) else ""


@dataclass(frozen=True, slots=True)
class CaseFee:
    """A case's fee: amount and why, its claims newest first, and whom the applicant says to be."""

    amount: str
    lines: tuple[FeeLine, ...]
    intents: tuple[PaymentIntent, ...]
    exemption: str = ""

    @property
    def open_intent(self) -> PaymentIntent | None:
        """Give the claim that waits for money, or ``None``."""
        waiting = (intent for intent in self.intents if intent.state == IntentState.OPEN)
        return next(waiting, None)

    @property
    def is_owed(self) -> bool:
        """Tell whether money is still to come."""
        return self.open_intent is not None


def find_payment_request(case: Case) -> CaseEvent | None:
    """Give the last request for money made on a case, or ``None``."""
    rows = CaseEvent.objects.filter(case=case, kind=Action.REQUEST_PAYMENT)
    return rows.order_by("-ordinal").first()


def fee_of_case(case: Case) -> CaseFee:
    """Give a case's fee as its applicant and its officers read it."""
    intents = tuple(list_intents_of_subject(f"case:{case.pk}"))
    return CaseFee(
        amount=format_vnd(case.fee_vnd),
        lines=tuple(explain_assessment(assess_case(case))),
        intents=intents,
        exemption=exemptions_of(case.version).get(case.fee_exemption, ""),
    )


def fee_words(case: Case) -> str:
    """Say what a case costs and how that was reckoned, in Vietnamese as slips are printed."""
    amount = format_vnd(case.fee_vnd)
    if not case.fee_vnd:
        return amount
    with translation.override("vi"):
        lines = [line for line in explain_assessment(assess_case(case)) if line.gross_vnd]
        parts = [f"{line.name}: {line.reasons[0].rstrip('.')}" for line in lines if line.reasons]
    return f"{amount} ({'; '.join(parts)})" if parts else amount


def unnoted_payments(*, since: datetime) -> list[tuple[int, int]]:
    """Give key and last amount of cases whose history has fewer payments since then than were made.

    Whoever told of a payment may have died in between. Read as the platform.
    """
    paid: Counter[int] = Counter()
    amounts: dict[int, int] = {}
    rows = intents_paid_since(since, _SUBJECT).values_list("subject", "amount_vnd")
    for subject, amount_vnd in rows:
        case_id = int(subject.removeprefix(_SUBJECT))
        paid[case_id] += 1
        amounts[case_id] = amount_vnd
    kinds = [Action.CONFIRM_PAYMENT, Action.NOTE_PAYMENT]
    events = CaseEvent.objects.filter(case_id__in=list(paid), kind__in=kinds, at__gte=since)
    noted = dict(events.values_list("case_id").annotate(number=Count("pk")))
    return [(key, amounts[key]) for key, number in paid.items() if noted.get(key, 0) < number]
