"""Recall, update, replace: asked by the issuer, decided by the receiver's clerk."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.rls import acting_as
from tinhso.dispatch.events import RevisionDecided
from tinhso.dispatch.gateways import edxml_reading
from tinhso.dispatch.gateways.edxml_parsing import parse
from tinhso.dispatch.models import InboundMessage, OutgoingMessage, Transmission
from tinhso.dispatch.operations.composing import Addressee, compose, organ_of
from tinhso.dispatch.operations.parcels import DocumentToSend
from tinhso.dispatch.operations.receiving import (
    NotPossibleNow,
    ReasonMissing,
    lock,
    record_act,
    target,
)
from tinhso.dispatch.operations.reporting import report
from tinhso.dispatch.operations.sending import Sending, send
from tinhso.dispatch.permissions import check_registrar, check_works_for
from tinhso.dispatch.rules import (
    Act,
    Business,
    Decision,
    Message,
    Organ,
    Sent,
    Status,
    Taken,
    TraceStep,
)
from tinhso.documents.api import load_bytes
from tinhso.orgs.api import get_agency_by_id

_CLOSED = (Sent.RETURNED, Sent.TAKEN_BACK, Sent.FAILED)


class NothingToRevise(DomainError):
    """No recipient holds the document any more, or each has an earlier request to answer first."""

    code = "nothing_to_revise"
    text = gettext_lazy(
        "Không còn nơi nhận nào để gửi yêu cầu này: văn bản đã bị trả lại, đã thu hồi, hoặc nơi"
        " nhận chưa trả lời yêu cầu trước."
    )


class OriginalNotThere(DomainError):
    """The document a request is about has not come yet: there is nothing to decide."""

    code = "original_not_there"
    text = gettext_lazy("Văn bản gốc chưa đến, chưa thể quyết định. Yêu cầu vẫn được giữ lại.")


@transaction.atomic
def recall_document(
    *,
    outgoing: OutgoingMessage,
    reason: str,
    actor: Actor,
    at: datetime,
    organ_ids: Collection[str] = (),
) -> OutgoingMessage:
    """Ask recipients (all, or those named) to take a sent document out; each decides (13, 16).

    :raises ReasonMissing: no reason is given.
    :raises NothingToRevise: nobody holds it, or all have an open request.
    :raises NotYours: the actor does not work for the sending agency.
    """
    check_works_for(actor, outgoing.agency_id)
    if not reason.strip():
        raise ReasonMissing
    addressees = _holders(outgoing, organ_ids)
    sent = edxml_reading.read(parse(load_bytes(outgoing.file.sha256)))
    if not isinstance(sent, Message):
        raise NothingToRevise
    agency = get_agency_by_id(outgoing.agency_id)
    message = replace(
        sent,
        recipients=tuple(Organ(each.organ_id, each.name) for each in addressees),
        sender=organ_of(agency),
        business=Business(act=Act.RECALL, reason=reason.strip(), target=sent.head.document_id),
        trace=(TraceStep(agency.code, at),),
        files=(),
    )
    key = _key(outgoing, Act.RECALL, at)
    sending = Sending(Act.RECALL, message, addressees, outgoing.reference, key, outgoing)
    return send(sending, agency, actor, at)


@transaction.atomic
def update_document(
    *,
    outgoing: OutgoingMessage,
    document: DocumentToSend,
    reason: str,
    actor: Actor,
    at: datetime,
) -> OutgoingMessage:
    """Send a corrected form under the same number to whoever holds the document (15, 16).

    :raises ReasonMissing: no reason is given.
    :raises NothingToRevise: nobody holds it, or all have an open request.
    :raises NotYours: the actor does not work for the sending agency.
    """
    check_works_for(actor, outgoing.agency_id)
    if not reason.strip():
        raise ReasonMissing
    addressees = _holders(outgoing, ())
    agency = get_agency_by_id(outgoing.agency_id)
    plain = compose(act=Act.UPDATE, agency=agency, document=document, addressees=addressees, at=at)
    if str(plain.head.document_id) != outgoing.document_id:
        raise NothingToRevise
    business = replace(plain.business, reason=reason.strip(), changes_document=True)
    sending = Sending(
        Act.UPDATE,
        replace(plain, business=business),
        addressees,
        outgoing.reference,
        _key(outgoing, Act.UPDATE, at),
        outgoing,
    )
    return send(sending, agency, actor, at)


def _key(outgoing: OutgoingMessage, act: Act, at: datetime) -> str:
    return f"{outgoing.token}:{act}:{at.isoformat()}"


def _holders(outgoing: OutgoingMessage, organ_ids: Collection[str]) -> tuple[Addressee, ...]:
    """Give who holds a document and has no open request about it."""
    rows = Transmission.objects.filter(outgoing=outgoing).exclude(state__in=_CLOSED)
    rows = rows.select_related("recipient_agency", "partner").order_by("pk")
    if organ_ids:
        rows = rows.filter(organ_id__in=organ_ids)
    asked = Transmission.objects.filter(outgoing__original=outgoing, decision=Decision.OPEN)
    open_at = set(asked.values_list("organ_id", flat=True))
    found = tuple(
        Addressee(row.organ_id, row.recipient_name, row.recipient_agency, row.partner)
        for row in rows.select_for_update(of=("self",))
        if row.organ_id not in open_at
    )
    if not found:
        raise NothingToRevise
    return found


@transaction.atomic
def decide_revision(
    *, message: InboundMessage, agrees: bool, reason: str, actor: Actor, at: datetime
) -> InboundMessage:
    """Agree to (15) or decline (16) a recall, update or replacement; done again, nothing changes.

    An agreed recall closes the document to everybody here and says so (13). An agreed update or
    replacement is what holds from now on. Declining wants a reason.

    :raises OriginalNotThere: the document it is about has not come.
    :raises NotPossibleNow: it was decided the other way, or is a new document.
    :raises ReasonMissing: declined without a reason.
    :raises NotYours: the actor is not the agency's registry clerk.
    """
    check_registrar(actor, message.agency_id)
    wanted = Decision.AGREED if agrees else Decision.DECLINED
    request = lock(message)
    if request.decision == wanted:
        return request
    if request.decision != Decision.OPEN:
        raise NotPossibleNow
    if request.original is None:
        raise OriginalNotThere
    if not agrees and not reason.strip():
        raise ReasonMissing
    original = lock(request.original)
    request.decision = wanted
    with acting_as(SYSTEM):
        _carry_out(request, original, agrees=agrees, at=at)
    _tell(request, original, reason.strip(), actor, at)
    return request


def _carry_out(
    request: InboundMessage, original: InboundMessage, *, agrees: bool, at: datetime
) -> None:
    is_document = request.act == Act.REPLACE
    if agrees and request.act == Act.RECALL:
        original.state = target(original, "recall")
    elif agrees:
        original.state = target(original, "replace")
    original.save(update_fields=["state"])
    if not agrees or request.act == Act.RECALL:
        request.state = Taken.RETURNED if is_document else Taken.CLOSED
    else:
        request.state, request.received_at = Taken.RECEIVED, at
    request.save(update_fields=["state", "decision", "received_at"])


def _tell(
    request: InboundMessage, original: InboundMessage, reason: str, actor: Actor, at: datetime
) -> None:
    is_agreed = request.decision == Decision.AGREED
    status = Status.AGREED if is_agreed else Status.DECLINED
    report(message=request, status=status, actor=actor, at=at, description=reason)
    if is_agreed and request.act == Act.RECALL:
        report(message=request, status=Status.TAKEN_BACK, actor=actor, at=at)
    record_act(request, f"DISPATCH_REVISION_{request.decision}", actor, at, reason)
    publish(
        RevisionDecided(
            inbound_id=request.pk,
            original_id=original.pk,
            agency_id=request.agency_id,
            act=request.act,
            is_agreed=is_agreed,
            at=at,
        )
    )
