"""From what a caller hands over to a message of the standard: organs, head, files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tinhso.dispatch.models import Partner
from tinhso.dispatch.operations.parcels import DocumentToSend, NothingToSend, Recipient
from tinhso.dispatch.rules import (
    DOCUMENT_TYPES,
    Act,
    AttachedFile,
    Business,
    DocumentHead,
    DocumentId,
    Message,
    Organ,
    TraceStep,
)
from tinhso.dispatch.rules.file_names import plain_name
from tinhso.documents.api import load_bytes
from tinhso.orgs.api import Agency, find_agency, get_agency_by_id, organisation_date


@dataclass(frozen=True, slots=True)
class Addressee:
    """A recipient found: one of our agencies or a partner, and how headers name it."""

    organ_id: str
    name: str
    agency: Agency | None = field(default=None, compare=False)
    partner: Partner | None = field(default=None, compare=False)


def find_addressees(recipients: Iterable[Recipient]) -> tuple[Addressee, ...]:
    """Find the recipients, each once, in the order given.

    :raises NothingToSend: one is neither an agency of ours nor an active partner.
    """
    found = {addressee.organ_id: addressee for addressee in map(_find, recipients)}
    return tuple(found.values())


def _find(recipient: Recipient) -> Addressee:
    if recipient.agency_id is not None:
        agency = get_agency_by_id(recipient.agency_id)
        return Addressee(agency.code, agency.name, agency=agency)
    inside = find_agency(recipient.organ_id, organisation_date())
    if inside is not None:
        return Addressee(inside.code, inside.name, agency=inside)
    partner = Partner.objects.filter(organ_id=recipient.organ_id, is_active=True).first()
    if partner is None:
        raise NothingToSend
    return Addressee(partner.organ_id, partner.name, partner=partner)


def organ_of(agency: Agency) -> Organ:
    """Give an agency of ours as headers name it."""
    return Organ(
        organ_id=agency.code,
        name=agency.name,
        in_charge=agency.parent.name if agency.parent else "",
        address=agency.address,
        telephone=agency.phone,
    )


def compose(
    *,
    act: Act,
    agency: Agency,
    document: DocumentToSend,
    addressees: tuple[Addressee, ...],
    at: datetime,
) -> Message:
    """Give the message that carries a document."""
    document_id = id_of(agency, document)
    return Message(
        sender=organ_of(agency),
        recipients=tuple(Organ(each.organ_id, each.name) for each in addressees),
        head=_head(document_id, document),
        business=Business(act=act, target=document_id, replaced=document.replaces),
        trace=(TraceStep(agency.code, at),),
        files=tuple(
            AttachedFile(
                name=plain_name(file.name, number),
                media_type=file.media_type,
                content=load_bytes(file.file.sha256),
                description=file.description,
            )
            for number, file in enumerate(document.files, start=1)
        ),
    )


def id_of(agency: Agency, document: DocumentToSend) -> DocumentId:
    """Give how the document is known everywhere."""
    code = f"{document.number}/{document.notation}"
    return DocumentId(agency.code, document.issued_on, code)


def _head(document_id: DocumentId, document: DocumentToSend) -> DocumentHead:
    return DocumentHead(
        document_id=document_id,
        number=document.number,
        notation=document.notation,
        type_code=document.type_code,
        type_name=DOCUMENT_TYPES.get(document.type_code, document.type_code),
        subject=document.subject,
        place=document.place,
        signer=document.signer,
        due_on=document.due_on,
        priority=document.priority,
        places_sent=document.places_sent,
        page_count=document.page_count,
        copy_count=document.copy_count,
        responds_to=document.responds_to,
    )
