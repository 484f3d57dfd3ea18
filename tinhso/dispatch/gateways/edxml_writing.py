"""The strict writer: our messages as edXML of QCVN 102:2016/BTTTT, checked against our schema."""

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lxml import etree

from tinhso.core.clock import local
from tinhso.dispatch.rules.document_ids import DocumentId
from tinhso.dispatch.rules.message import (
    AttachedFile,
    Business,
    DocumentHead,
    Message,
    Organ,
    Staff,
    StatusNote,
    TraceStep,
)

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
XLINK = "http://www.w3.org/1999/xlink"
_SCHEMA_FILE = Path(__file__).with_name("edxml.xsd")


class NotOurForm(Exception):
    """What was to be written does not fit the schema: a mistake in the caller."""


def write_message(message: Message) -> etree._Element:
    """Give the envelope of a message, unsigned.

    :raises NotOurForm: a value is missing or too long.
    """
    root, header = _envelope()
    _message_header(header, message)
    trace = _add(header, "TraceHeaderList")
    for step in message.trace:
        _trace(trace, step)
    _business(trace, message.business, message.head.document_id)
    body = _add(root[0], "edXMLBody")
    manifest = _add(body, "edXMLManifest", version="1.0")
    attached = _add(root, "AttachmentEncoded")
    for number, file in enumerate(message.files, start=1):
        _attach(manifest, attached, number, file)
    return _checked(root)


def write_status(note: StatusNote) -> etree._Element:
    """Give the envelope of a status message, unsigned.

    Form as implementations of the standard agree on it (secondary: to be confirmed).

    :raises NotOurForm: a value is missing or too long.
    """
    root, header = _envelope()
    status = _add(header, "Status")
    _document_reference(status, "ResponseFor", note.document_id)
    _organ(status, "From", note.sender)
    _add(status, "StatusCode", str(note.status))
    _add(status, "Description", note.description)
    _add(status, "Timestamp", f"{local(note.at):%Y/%m/%d %H:%M:%S}")
    _staff(status, note.staff)
    return _checked(root)


def as_bytes(root: etree._Element) -> bytes:
    """Give the bytes of an envelope: UTF-8 with its declaration."""
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def check_form(root: etree._Element) -> None:
    """Refuse what our own schema does not allow.

    :raises NotOurForm: with the first difference.
    """
    schema = _schema()
    if not schema.validate(root):
        raise NotOurForm(str(schema.error_log.last_error))


@lru_cache(maxsize=1)
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_SCHEMA_FILE))


def _checked(root: etree._Element) -> etree._Element:
    check_form(root)
    return root


def _envelope() -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={None: NAMESPACE, "xlink": XLINK})
    return root, _add(_add(root, "edXMLEnvelope"), "edXMLHeader")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text:
        element.text = _writable(text)
    return element


def _writable(text: str) -> str:
    return "".join(letter for letter in text if letter in "\t\n" or letter.isprintable())


def _message_header(header: etree._Element, message: Message) -> None:
    head = message.head
    into = _add(header, "MessageHeader")
    _organ(into, "From", message.sender)
    for organ in message.recipients:
        _organ(into, "To", organ)
    code = _add(into, "Code")
    _add(code, "CodeNumber", head.number)
    _add(code, "CodeNotation", head.notation)
    promulgation = _add(into, "PromulgationInfo")
    _add(promulgation, "Place", head.place)
    _add(promulgation, "PromulgationDate", f"{head.document_id.issued_on:%Y/%m/%d}")
    kind = _add(into, "DocumentType")
    _add(kind, "Type", head.type_code)
    _add(kind, "TypeName", head.type_name)
    _add(into, "Subject", head.subject)
    _add(into, "Content", head.content)
    signer = _add(into, "SignerInfo")
    _add(signer, "Competence", head.signer.competence)
    _add(signer, "Position", head.signer.position)
    _add(signer, "FullName", head.signer.full_name)
    if head.due_on:
        _add(into, "DueDate", f"{head.due_on:%Y/%m/%d}")
    _further(into, head)


def _further(into: etree._Element, head: DocumentHead) -> None:
    _list(into, "ToPlaces", "Place", head.places_sent)
    other = _add(into, "OtherInfo")
    _add(other, "Priority", str(int(head.priority)))
    _add(other, "SphereOfPromulgation", head.sphere)
    _add(other, "TyperNotation", head.typist)
    _add(other, "PromulgationAmount", str(head.copy_count))
    _add(other, "PageAmount", str(head.page_count))
    _list(other, "Appendixes", "Appendix", head.appendixes)
    for answered in head.responds_to:
        _document_reference(into, "ResponseFor", answered)
    _add(into, "SteeringType", str(head.steering))
    _add(into, "DocumentId", str(head.document_id))


def _organ(into: etree._Element, name: str, organ: Organ) -> None:
    element = _add(into, name)
    for field, value in (
        ("OrganId", organ.organ_id),
        ("OrganizationInCharge", organ.in_charge),
        ("OrganName", organ.name),
        ("OrganAdd", organ.address),
        ("Email", organ.email),
        ("Telephone", organ.telephone),
        ("Fax", organ.fax),
        ("Website", organ.website),
    ):
        _add(element, field, value)


def _list(into: etree._Element, name: str, item: str, texts: Sequence[str]) -> None:
    element = _add(into, name)
    for text in texts:
        _add(element, item, text)


def _document_reference(into: etree._Element, name: str, document_id: DocumentId) -> None:
    element = _add(into, name)
    _add(element, "OrganId", document_id.organ_id)
    _add(element, "Code", document_id.code)
    _add(element, "PromulgationDate", f"{document_id.issued_on:%Y/%m/%d}")
    _add(element, "DocumentId", str(document_id))


def _trace(into: etree._Element, step: TraceStep) -> None:
    element = _add(into, "TraceHeader")
    _add(element, "OrganId", step.organ_id)
    _add(element, "Timestamp", f"{local(step.at):%Y/%m/%d %H:%M:%S}")


def _business(into: etree._Element, business: Business, own: DocumentId) -> None:
    element = _add(into, "Bussiness")
    _add(element, "BussinessDocType", business.act.code)
    _add(element, "BussinessDocReason", business.reason)
    if business.changes_document or business.changes_receivers:
        changes = _add(element, "BussinessDocumentInfo")
        _add(changes, "DocumentInfo", str(int(business.changes_document)))
        _add(changes, "DocumentReceiver", str(int(business.changes_receivers)))
        receivers = _add(changes, "ReceiverList")
        for change in business.receivers:
            receiver = _add(receivers, "Receiver")
            _add(receiver, "ReceiverType", str(int(change.is_added)))
            _add(receiver, "OrganId", change.organ_id)
    _add(element, "DocumentId", str(business.target or own))
    _staff(element, business.staff)
    _add(element, "Paper", str(int(business.is_paper_sent)))
    if business.replaced:
        replacements = _add(element, "ReplacementInfoList")
        for replaced in business.replaced:
            _add(_add(replacements, "ReplacementInfo"), "DocumentId", str(replaced))


def _staff(into: etree._Element, staff: Staff) -> None:
    element = _add(into, "StaffInfo")
    _add(element, "Department", staff.department)
    _add(element, "Staff", staff.name)
    _add(element, "Mobile", staff.mobile)
    _add(element, "Email", staff.email)


def _attach(
    manifest: etree._Element, attached: etree._Element, number: int, file: AttachedFile
) -> None:
    content_id = f"{hashlib.sha256(file.content).hexdigest()[:32]}.{number}"
    reference = _add(manifest, "Reference")
    reference.set(f"{{{XLINK}}}href", f"cid:{content_id}")
    _add(reference, "ContentId", f"cid:{content_id}")
    _add(reference, "ContentType", file.media_type)
    _add(reference, "Description", file.description)
    _add(reference, "AttachmentName", file.name)
    attachment = _add(attached, "Attachment")
    _add(attachment, "ContentType", file.media_type)
    _add(attachment, "ContentId", content_id)
    _add(attachment, "Description", file.description)
    _add(attachment, "ContentTransferEncoded", base64.b64encode(file.content).decode())
    _add(attachment, "AttachmentName", file.name)
