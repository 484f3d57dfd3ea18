"""What a receiver does with a document that arrived: receive, return, work on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.state_machine import TransitionRefused
from tinhso.dispatch.models import InboundMessage
from tinhso.dispatch.operations.reporting import report
from tinhso.dispatch.permissions import check_registrar, check_works_for
from tinhso.dispatch.rules import RECEIVER, REPORTS, Act, Taken
from tinhso.ledger.api import record


class NotPossibleNow(DomainError):
    """The state of the message does not allow this any more."""

    code = "not_possible_now"
    text = gettext_lazy(
        "Văn bản không còn ở trạng thái cho phép việc này. Hãy tải lại trang để xem tình trạng mới."
    )


class ReasonMissing(DomainError):
    """Returning or declining wants a reason the sender can act on."""

    code = "reason_required"
    text = gettext_lazy("Ghi lý do để nơi gửi biết cần làm gì.")


@transaction.atomic
def receive_document(
    *, message: InboundMessage, registered_as: str, actor: Actor, at: datetime
) -> InboundMessage:
    """Take a document over (03): the same day is its deadline. Done again, nothing changes.

    ``registered_as`` is how the incoming register calls it (``records:12``), shown to the clerk.

    :raises NotPossibleNow: it was returned, recalled or replaced, or is no document.
    :raises NotYours: the actor is not the agency's registry clerk.
    """
    check_registrar(actor, message.agency_id)
    locked = lock(message)
    if locked.received_at is not None and locked.state != Taken.RECALLED:
        if registered_as and not locked.registered_as:
            locked.registered_as = registered_as
            locked.save(update_fields=["registered_as"])
        return locked
    locked.registered_as = registered_as[:80]
    locked.received_at = at
    _move(locked, "receive", actor, at)
    return locked


@transaction.atomic
def return_document(
    *, message: InboundMessage, reason: str, actor: Actor, at: datetime
) -> InboundMessage:
    """Send a document back (02): not authentic, damaged or not for this agency (article 21).

    :raises ReasonMissing: no reason is given.
    :raises NotPossibleNow: it was received or returned already.
    :raises NotYours: the actor is not the agency's registry clerk.
    """
    check_registrar(actor, message.agency_id)
    if not reason.strip():
        raise ReasonMissing
    locked = lock(message)
    _move(locked, "return", actor, at, reason.strip())
    return locked


@transaction.atomic
def report_progress(
    *, message: InboundMessage, step: str, actor: Actor, at: datetime, note: str = ""
) -> InboundMessage:
    """Tell the sender how a received document fares: ``assign`` 04, ``start`` 05, ``finish`` 06.

    :raises NotPossibleNow: it was not received, is done, returned, recalled or replaced.
    :raises NotYours: the actor does not work for the receiving agency.
    """
    check_works_for(actor, message.agency_id)
    if step not in {"assign", "start", "finish"}:
        raise NotPossibleNow
    locked = lock(message)
    _move(locked, step, actor, at, note)
    return locked


def lock(message: InboundMessage) -> InboundMessage:
    """Give the row locked, with its agency and envelope."""
    with acting_as(SYSTEM):
        rows = InboundMessage.objects.select_related("agency", "envelope")
        return rows.select_for_update(of=("self",)).get(pk=message.pk)


def target(message: InboundMessage, step: str) -> str:
    """Give the state a step leads to.

    :raises NotPossibleNow: the present state has no such step.
    """
    try:
        return RECEIVER.target(action=step, state=message.state)
    except TransitionRefused as error:
        raise NotPossibleNow from error


def _move(message: InboundMessage, step: str, actor: Actor, at: datetime, words: str = "") -> None:
    if message.act not in {Act.NEW, Act.REPLACE}:
        raise NotPossibleNow
    message.state = target(message, step)
    message.save(update_fields=["state", "registered_as", "received_at"])
    report(message=message, status=REPORTS[step], actor=actor, at=at, description=words)
    if step in {"receive", "return"}:
        record_act(message, f"DISPATCH_{message.state}", actor, at, words)


def record_act(
    message: InboundMessage, kind: str, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """Enter what a receiver decided into the ledger."""
    record(
        kind=kind,
        subject=f"inbound:{message.token}",
        payload={
            "document_id": message.document_id,
            "act": message.act,
            "agency": message.agency.code,
            "reason": reason,
        },
        actor=actor,
        at=at,
    )
