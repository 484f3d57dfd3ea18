"""Who may see a claim, take cash, ask for and decide a refund: the only way views get rows."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.payments.models import (
    CashDrawer,
    Difference,
    DrawerClosing,
    PaymentAttempt,
    PaymentIntent,
    Refund,
)

CASHIERS = frozenset({"CLERK"})
APPROVERS = frozenset({"ACCOUNTANT", "HEAD_OF_UNIT", "LEADER"})
REQUESTERS = frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT", "ACCOUNTANT"})
MONEY_OFFICERS = CASHIERS | APPROVERS
ACCOUNTANTS = frozenset({"ACCOUNTANT", "HEAD_OF_UNIT", "LEADER"})


class NotCashier(DomainError):
    """Only a clerk of the agency takes its money."""

    code = "not_cashier"
    text = gettext_lazy("Chỉ cán bộ một cửa của cơ quan thu mới nhận tiền tại quầy.")


class NotMoneyOfficer(DomainError):
    """The actor has no part in this agency's money."""

    code = "not_money_officer"
    text = gettext_lazy("Việc này thuộc thẩm quyền của kế toán hoặc lãnh đạo cơ quan thu.")


def is_cashier(actor: Actor, agency_id: int) -> bool:
    """Tell whether the actor may take cash for an agency."""
    return actor.is_officer and agency_id in actor.agency_ids and actor.has_role(*CASHIERS)


def require_cashier(actor: Actor, agency_id: int) -> None:
    """Refuse whoever may not take cash for an agency.

    :raises NotCashier: when they may not.
    """
    if not is_cashier(actor, agency_id):
        raise NotCashier


def _works_with(actor: Actor, agency_id: int, readers: Iterable[int]) -> bool:
    return actor.is_officer and not {agency_id, *readers}.isdisjoint(actor.agency_ids)


def may_approve(actor: Actor, agency_id: int, readers: Iterable[int]) -> bool:
    """Tell whether the actor may decide about an agency's money, whoever asked."""
    return _works_with(actor, agency_id, readers) and actor.has_role(*APPROVERS)


def require_approver(actor: Actor, agency_id: int, readers: Iterable[int]) -> None:
    """Refuse whoever may not decide about an agency's money.

    :raises NotMoneyOfficer: when they may not.
    """
    if not may_approve(actor, agency_id, readers):
        raise NotMoneyOfficer


def may_request_refund(actor: Actor, intent: PaymentIntent) -> bool:
    """Tell whether the actor may ask that a claim's money goes back."""
    is_near = _works_with(actor, intent.agency_id, intent.reader_agency_ids)
    return is_near and actor.has_role(*REQUESTERS)


def require_refund_requester(actor: Actor, intent: PaymentIntent) -> None:
    """Refuse whoever may not ask that a claim's money goes back.

    :raises NotMoneyOfficer: when they may not.
    """
    if not may_request_refund(actor, intent):
        raise NotMoneyOfficer


def _of_agencies(actor: Actor) -> Q:
    agencies = list(actor.agency_ids)
    return Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies)


def intents_for(actor: Actor) -> QuerySet[PaymentIntent]:
    """Give the claims an actor sees: one's own, those of one's agencies, those one may pay.

    A limited mandate shows only the claims on what was filed under it.
    """
    if actor.is_citizen and actor.person_id:
        own = PaymentIntent.objects.filter(person_id=actor.person_id)
        if actor.is_limited and actor.capacity is not None:
            return own.filter(mandate_id=actor.capacity.mandate_id)
        return own
    if actor.is_officer:
        return PaymentIntent.objects.filter(_of_agencies(actor))
    return PaymentIntent.objects.none()


def access_intent(actor: Actor, token: str) -> PaymentIntent:
    """Give a claim of the payer, or of an officer's agencies.

    :raises Http404: there is none for them.
    """
    intent = intents_for(actor).filter(token=token).first() if is_token(token) else None
    if intent is None:
        raise Http404
    return intent


def access_attempt(actor: Actor, order_code: str) -> PaymentAttempt:
    """Give an attempt of the payer's own claim.

    :raises Http404: there is none for them.
    """
    rows = PaymentAttempt.objects.select_related("intent")
    own = rows.filter(intent__in=intents_for(actor), order_code=order_code)
    attempt = own.first() if is_token(order_code) else None
    if attempt is None:
        raise Http404
    return attempt


def drawers_for(actor: Actor) -> QuerySet[CashDrawer]:
    """Give the drawers of the actor's agencies and of those below, by name."""
    if not actor.is_officer:
        return CashDrawer.objects.none()
    return CashDrawer.objects.filter(_of_agencies(actor)).order_by("agency_id", "name", "pk")


def access_drawer(actor: Actor, drawer_id: int) -> CashDrawer:
    """Give a drawer of the actor's agencies.

    :raises Http404: there is none for them.
    """
    drawer = drawers_for(actor).filter(pk=drawer_id).first()
    if drawer is None:
        raise Http404
    return drawer


def access_closing(actor: Actor, closing_id: int) -> DrawerClosing:
    """Give a closing of a drawer of the actor's agencies.

    :raises Http404: there is none for them.
    """
    rows = DrawerClosing.objects.filter(_of_agencies(actor)) if actor.is_officer else None
    closing = rows.select_related("drawer").filter(pk=closing_id).first() if rows else None
    if closing is None:
        raise Http404
    return closing


def refunds_for(actor: Actor) -> QuerySet[Refund]:
    """Give the refunds an officer sees."""
    if not actor.is_officer:
        return Refund.objects.none()
    return Refund.objects.filter(_of_agencies(actor)).select_related("intent", "attempt")


def access_refund(actor: Actor, token: str) -> Refund:
    """Give a refund of the actor's agencies.

    :raises Http404: there is none for them.
    """
    refund = refunds_for(actor).filter(token=token).first() if is_token(token) else None
    if refund is None:
        raise Http404
    return refund


def differences_for(actor: Actor) -> QuerySet[Difference]:
    """Give the disagreements an accountant or leader sees."""
    if not (actor.is_officer and actor.has_role(*ACCOUNTANTS)):
        return Difference.objects.none()
    return Difference.objects.filter(_of_agencies(actor)).select_related("attempt__intent")


def access_difference(actor: Actor, difference_id: int) -> Difference:
    """Give a disagreement of the actor's agencies.

    :raises Http404: there is none for them.
    """
    found = differences_for(actor).filter(pk=difference_id).first()
    if found is None:
        raise Http404
    return found
