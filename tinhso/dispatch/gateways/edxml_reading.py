"""The lenient reader: edXML as senders really write it, into plain values.

Root ``edXML`` or ``edXMLEnvelope``, prefixed or not, elements in any order, names in any case;
dates year first or day first; files packed or not. What cannot be made out is refused by name.
"""

from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from tinhso.core.clock import VIETNAM
from tinhso.core.text import squeeze
from tinhso.dispatch.gateways.edxml_files import read_files
from tinhso.dispatch.rules.codes import Priority, act_of, status_of, type_of
from tinhso.dispatch.rules.document_ids import (
    DocumentId,
    NotADocumentId,
    parse_document_id,
    read_day,
)
from tinhso.dispatch.rules.limits import LIMITS, Limits
from tinhso.dispatch.rules.message import (
    Business,
    DocumentHead,
    Message,
    Organ,
    ReceiverChange,
    Signer,
    Staff,
    StatusNote,
    TraceStep,
)
from tinhso.dispatch.rules.nodes import Node
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason

_DOCUMENT_CODE = 80
_MOMENTS = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S")


def read(root: etree._Element, limits: Limits = LIMITS) -> Message | StatusNote:
    """Read a parsed envelope.

    :raises EnvelopeRefused: with the reason and the field or file it is about.
    """
    top = Node(root)
    if top.name not in {"edxml", "edxmlenvelope"}:
        raise EnvelopeRefused(Reason.NOT_EDXML, top.name)
    header = top.descend("edXMLHeader")
    if header is None:
        raise EnvelopeRefused(Reason.NOT_EDXML, "edXMLHeader")
    status = header.child("Status")
    return _status(status) if status is not None else _message(top, header, limits)


def texts(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Give every element's name and own text outside the attached bytes, to look for marks."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name.lower() != "contenttransferencoded" and element.text:
            yield name, element.text[:100_000]


def _message(top: Node, header: Node, limits: Limits) -> Message:
    into = header.child("MessageHeader")
    if into is None:
        raise EnvelopeRefused(Reason.FIELD_MISSING, "MessageHeader")
    recipients = tuple(_organ(node) for node in into.children("To"))
    if len(recipients) > limits.recipients:
        raise EnvelopeRefused(Reason.TOO_MANY_RECIPIENTS, str(len(recipients)))
    sender = into.child("From")
    if sender is None or not recipients:
        raise EnvelopeRefused(Reason.FIELD_MISSING, "From" if sender is None else "To")
    trace = header.child("TraceHeaderList")
    head = _head(into, _organ(sender))
    return Message(
        sender=_organ(sender),
        recipients=recipients,
        head=head,
        business=_business(trace, head.document_id),
        trace=_trace(trace),
        files=tuple(read_files(top, limits)),
    )


def _head(into: Node, sender: Organ) -> DocumentHead:
    code, other = into.child_or_empty("Code"), into.child_or_empty("OtherInfo")
    number, notation = code.text("CodeNumber"), code.text("CodeNotation")
    kind, signer = into.child_or_empty("DocumentType"), into.child_or_empty("SignerInfo")
    place = into.child_or_empty("PromulgationInfo")
    name = kind.text("TypeName")
    subject = into.text("Subject") or into.text("Content")
    if not subject:
        raise EnvelopeRefused(Reason.FIELD_MISSING, "Subject")
    return DocumentHead(
        document_id=_own_id(into, sender, place, _code(number, notation)),
        number=number,
        notation=notation,
        type_code=type_of(name, notation),
        type_name=name,
        subject=subject,
        content=into.text("Content"),
        place=place.text("Place"),
        signer=Signer(signer.text("FullName"), signer.text("Position"), signer.text("Competence")),
        due_on=_day_or_none(into.text("DueDate")),
        priority=_priority(other.text("Priority")),
        places_sent=into.child_or_empty("ToPlaces").texts("Place"),
        appendixes=other.child_or_empty("Appendixes").texts("Appendix"),
        page_count=_number(other.text("PageAmount")),
        copy_count=_number(other.text("PromulgationAmount")),
        sphere=other.text("SphereOfPromulgation"),
        typist=other.text("TyperNotation"),
        steering=_steering(into.text("SteeringType")),
        responds_to=tuple(_references(into)),
    )


def _code(number: str, notation: str) -> str:
    return f"{number}/{notation}" if number and notation else number or notation


def _own_id(into: Node, sender: Organ, place: Node, code: str) -> DocumentId:
    """Give the document id: as written, else made of issuer, day and number."""
    written = into.text("DocumentId")
    try:
        if written:
            return _bounded(parse_document_id(written))
        return _bounded(DocumentId(sender.organ_id, read_day(place.text("PromulgationDate")), code))
    except ValueError as error:
        raise EnvelopeRefused(Reason.FIELD_BAD, f"DocumentId {written}") from error


def _bounded(document_id: DocumentId) -> DocumentId:
    if not document_id.code or len(document_id.code) > _DOCUMENT_CODE:
        raise NotADocumentId(document_id.code[:_DOCUMENT_CODE])
    return document_id


def _organ(node: Node) -> Organ:
    organ_id = node.text("OrganId")
    if not 0 < len(organ_id) <= 35:
        raise EnvelopeRefused(Reason.FIELD_BAD, f"{node.name}/OrganId {organ_id}")
    return Organ(
        organ_id=organ_id,
        name=node.text("OrganName")[:200],
        in_charge=node.text("OrganizationInCharge")[:200],
        address=node.text("OrganAdd"),
        email=node.text("Email")[:200],
        telephone=node.text("Telephone")[:200],
        fax=node.text("Fax")[:200],
        website=node.text("Website")[:200],
    )


def _references(into: Node) -> Iterator[DocumentId]:
    """Give the documents answered; a reference that cannot be made out is left out."""
    for node in into.children("ResponseFor"):
        found = _reference(node)
        if found is not None:
            yield found


def _reference(node: Node) -> DocumentId | None:
    try:
        if node.text("DocumentId"):
            return _bounded(parse_document_id(node.text("DocumentId")))
        day = read_day(node.text("PromulgationDate"))
        return _bounded(DocumentId(node.text("OrganId"), day, node.text("Code")))
    except ValueError:
        return None


def _business(trace: Node | None, own: DocumentId) -> Business:
    node = trace.child("Bussiness", "Business") if trace is not None else None
    if node is None:
        return Business(target=own)
    act = act_of(node.text("BussinessDocType", "BusinessDocType"))
    if act is None:
        raise EnvelopeRefused(Reason.UNKNOWN_ACT, node.text("BussinessDocType"))
    changes = node.child_or_empty("BussinessDocumentInfo", "BusinessDocumentInfo")
    return Business(
        act=act,
        reason=node.text("BussinessDocReason", "BusinessDocReason")[:500],
        target=_target(node) or own,
        replaced=tuple(_replaced(node)),
        receivers=tuple(
            ReceiverChange(receiver.text("OrganId"), receiver.text("ReceiverType") == "1")
            for receiver in changes.child_or_empty("ReceiverList").children("Receiver")
        ),
        changes_document=changes.text("DocumentInfo") == "1",
        changes_receivers=changes.text("DocumentReceiver") == "1",
        is_paper_sent=node.text("Paper") == "1",
        staff=_staff(node),
    )


def _target(node: Node) -> DocumentId | None:
    written = node.text("DocumentId")
    if not written:
        return None
    try:
        return _bounded(parse_document_id(written))
    except ValueError as error:
        raise EnvelopeRefused(Reason.FIELD_BAD, f"Bussiness/DocumentId {written}") from error


def _replaced(node: Node) -> Iterator[DocumentId]:
    for replaced in node.child_or_empty("ReplacementInfoList").children("ReplacementInfo"):
        found = _reference(replaced)
        if found is not None:
            yield found


def _staff(node: Node) -> Staff:
    staff = node.child_or_empty("StaffInfo")
    return Staff(
        staff.text("Department")[:200],
        staff.text("Staff")[:200],
        staff.text("Mobile")[:200],
        staff.text("Email")[:200],
    )


def _trace(trace: Node | None) -> tuple[TraceStep, ...]:
    if trace is None:
        return ()
    steps = []
    for node in trace.children("TraceHeader"):
        at = _moment(node.text("Timestamp"))
        if at is not None:
            steps.append(TraceStep(node.text("OrganId")[:35], at))
    return tuple(steps[:100])


def _status(node: Node) -> StatusNote:
    answered = _reference(node.child_or_empty("ResponseFor"))
    if answered is None:
        raise EnvelopeRefused(Reason.FIELD_BAD, "ResponseFor")
    status = status_of(node.text("StatusCode"))
    if status is None:
        raise EnvelopeRefused(Reason.UNKNOWN_STATUS, node.text("StatusCode"))
    at = _moment(node.text("Timestamp"))
    if at is None:
        raise EnvelopeRefused(Reason.FIELD_BAD, "Timestamp")
    return StatusNote(
        sender=_organ(node.child_or_empty("From")),
        document_id=answered,
        status=status,
        at=at,
        description=node.text("Description")[:500],
        staff=_staff(node),
    )


def _moment(text: str) -> datetime | None:
    for form in _MOMENTS:
        try:
            return datetime.strptime(squeeze(text)[:19], form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    return None


def _day_or_none(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _priority(text: str) -> Priority:
    number = _number(text)
    return Priority(number) if number <= max(Priority) else Priority.NORMAL


def _steering(text: str) -> int:
    number = _number(text)
    return number if number <= 3 else 0
