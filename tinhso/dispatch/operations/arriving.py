"""A message that was read becomes a row of each agency of ours it is addressed to, once."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import F

from tinhso.core.actors import SYSTEM
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.events import publish
from tinhso.core.identifiers import new_token
from tinhso.dispatch.events import DocumentArrived, RevisionRequested
from tinhso.dispatch.models import Envelope, InboundFile, InboundMessage, Partner
from tinhso.dispatch.operations.reporting import report
from tinhso.dispatch.rules import Act, Decision, Message, Status, Taken
from tinhso.dispatch.rules.deadlines import acknowledge_by
from tinhso.dispatch.rules.digests import content_digest
from tinhso.documents.api import store_file
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency

_DOCUMENTS = (Act.NEW, Act.REPLACE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as read, with what is known of its envelope and sender."""

    envelope: Envelope
    message: Message
    signature: str
    sender_agency: Agency | None = None
    partner: Partner | None = None


def arrive(arrival: Arrival, agency: Agency, at: datetime) -> InboundMessage | None:
    """Enter a message for an agency; ``None`` when the same was there. Run as the platform."""
    row = _row(arrival, agency, at)
    InboundMessage.objects.bulk_create([row], ignore_conflicts=True)
    there = InboundMessage.objects.select_related("agency", "envelope").get(
        agency=agency,
        document_id=row.document_id,
        act=row.act,
        content_sha256=row.content_sha256,
    )
    if there.token != row.token:
        InboundMessage.objects.filter(pk=there.pk).update(copy_count=F("copy_count") + 1)
        return None
    _keep_files(arrival.message, there, at)
    _find_original(there)
    _record(there, at)
    if there.act in _DOCUMENTS:
        report(message=there, status=Status.ARRIVED, actor=SYSTEM, at=at)
        _announce(there, at)
        _bind_earlier_revisions(there, at)
    if there.act != Act.NEW:
        _ask(there, at)
    return there


def _row(arrival: Arrival, agency: Agency, at: datetime) -> InboundMessage:
    message, head = arrival.message, arrival.message.head
    act = _act_for(message, agency)
    return InboundMessage(
        token=new_token(),
        envelope=arrival.envelope,
        agency=agency,
        act=act,
        document_id=str(head.document_id),
        target_document_id=_target(message, act),
        content_sha256=content_digest(message),
        sender_organ_id=message.sender.organ_id,
        sender_name=_sender_name(arrival),
        sender_agency=arrival.sender_agency,
        partner=arrival.partner,
        signature=arrival.signature,
        code=head.document_id.code[:80],
        type_code=head.type_code,
        type_name=head.type_name[:100],
        subject=head.subject[:1000],
        signer_name=head.signer.full_name[:200],
        signer_position=head.signer.position[:200],
        issued_on=head.document_id.issued_on,
        due_on=head.due_on,
        priority=int(head.priority),
        head=_further(message),
        reason=message.business.reason[:500],
        state=Taken.ARRIVED,
        decision=Decision.NONE if act is Act.NEW else Decision.OPEN,
        arrived_at=at,
        acknowledge_by=acknowledge_by(local(at), load_calendar()),
    )


def _act_for(message: Message, agency: Agency) -> Act:
    """Give what a message means for one agency: an update may take it off or add it."""
    business = message.business
    if business.act is not Act.UPDATE:
        return business.act
    for change in business.receivers:
        if change.organ_id == agency.code:
            return Act.NEW if change.is_added else Act.RECALL
    return Act.UPDATE


def _target(message: Message, act: Act) -> str:
    if act is Act.NEW:
        return ""
    if act is Act.REPLACE:
        replaced = message.business.replaced
        return str(replaced[0]) if replaced else ""
    return str(message.business.target or message.head.document_id)


def _sender_name(arrival: Arrival) -> str:
    if arrival.sender_agency is not None:
        return arrival.sender_agency.name
    known = arrival.partner.name if arrival.partner else ""
    return (known or arrival.message.sender.name or arrival.message.sender.organ_id)[:200]


def _further(message: Message) -> dict[str, object]:
    head, business = message.head, message.business
    return {
        "number": head.number,
        "notation": head.notation,
        "place": head.place,
        "content": head.content,
        "competence": head.signer.competence,
        "places_sent": list(head.places_sent),
        "appendixes": list(head.appendixes),
        "page_count": head.page_count,
        "copy_count": head.copy_count,
        "responds_to": [str(answered) for answered in head.responds_to],
        "replaced": [str(replaced) for replaced in business.replaced],
        "is_paper_sent": business.is_paper_sent,
        "staff": asdict(business.staff),
        "steering": head.steering,
    }


def _keep_files(message: Message, row: InboundMessage, at: datetime) -> None:
    for ordinal, file in enumerate(message.files, start=1):
        InboundFile.objects.create(
            message=row,
            agency_id=row.agency_id,
            ordinal=ordinal,
            name=file.name,
            media_type=file.media_type[:100],
            description=file.description[:300],
            file=store_file(file.content, file.media_type[:100], at),
        )


def _find_original(row: InboundMessage) -> None:
    """Bind a revision to the newest form of the document it is about, if that has come."""
    if not row.target_document_id:
        return
    documents = InboundMessage.objects.filter(
        agency_id=row.agency_id,
        document_id=row.target_document_id,
        act__in=_DOCUMENTS,
        sender_organ_id=row.sender_organ_id,
    )
    row.original = documents.exclude(pk=row.pk).order_by("-pk").first()
    row.save(update_fields=["original"])


def _bind_earlier_revisions(row: InboundMessage, at: datetime) -> None:
    """Bind revisions that overtook the document they are about."""
    waiting = InboundMessage.objects.filter(
        agency_id=row.agency_id,
        target_document_id=row.document_id,
        sender_organ_id=row.sender_organ_id,
        original__isnull=True,
    ).exclude(pk=row.pk)
    for revision in waiting:
        revision.original = row
        revision.save(update_fields=["original"])
        _ask(revision, at)


def _announce(row: InboundMessage, at: datetime) -> None:
    publish(
        DocumentArrived(
            inbound_id=row.pk,
            agency_id=row.agency_id,
            document_id=row.document_id,
            act=row.act,
            priority=row.priority,
            at=at,
        )
    )


def _ask(row: InboundMessage, at: datetime) -> None:
    publish(
        RevisionRequested(
            inbound_id=row.pk,
            original_id=row.original_id,
            agency_id=row.agency_id,
            act=row.act,
            at=at,
        )
    )


def _record(row: InboundMessage, at: datetime) -> None:
    record(
        kind="DISPATCH_ARRIVED",
        subject=f"inbound:{row.token}",
        payload={
            "document_id": row.document_id,
            "act": row.act,
            "agency": row.agency.code,
            "envelope": row.envelope.sha256,
        },
        actor=SYSTEM,
        at=at,
    )
