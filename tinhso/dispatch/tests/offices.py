"""Agencies with a registry clerk, a partner outside, documents to send."""

from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives import serialization

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import (
    DocumentToSend,
    FileToSend,
    OutgoingMessage,
    Recipient,
    Signer,
    send_document,
)
from tinhso.dispatch.models import Channel, Envelope, Partner
from tinhso.dispatch.operations import read_envelope, store_envelope
from tinhso.dispatch.tests.messages import AT, PDF, partner_key
from tinhso.documents.api import store_file
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency


@dataclass
class Registry:
    """An agency with its registry clerk (văn thư)."""

    agency: Agency
    account: OfficerAccount

    @property
    def actor(self) -> Actor:
        """Give the clerk as actor."""
        return actor_of_account(self.account)


def make_registry(code: str = "H10", name: str = "Ủy ban nhân dân tỉnh Bình Phước") -> Registry:
    """Make an agency with a registry clerk."""
    with acting_as(SYSTEM):
        agency = make_agency(code, name=name, short_name=name)
        return Registry(agency, make_officer(agency, "REGISTRAR"))


def make_partner(
    organ_id: str = "G09", *, is_signing: bool = True, accepts_unsigned: bool = False
) -> Partner:
    """Make an outside organisation, with the certificate of the tests' partner."""
    pem = partner_key()[1].public_bytes(serialization.Encoding.PEM).decode()
    return Partner.objects.create(
        organ_id=organ_id,
        name=f"Cơ quan ngoài {organ_id} (minh họa)",
        certificate_pem=pem if is_signing else "",
        accepts_unsigned=accepts_unsigned,
    )


def make_document(
    registry: Registry, *recipients: Recipient, number: str = "15", **changes: object
) -> DocumentToSend:
    """Give a document ready to send."""
    with acting_as(SYSTEM):
        file = store_file(PDF, "application/pdf", AT)
    values: dict[str, object] = {
        "agency_id": registry.agency.pk,
        "number": number,
        "notation": "UBND-KGVX",
        "issued_on": date(2021, 6, 1),
        "type_code": "CV",
        "subject": "V/v tổ chức Ngày hội chuyển đổi số",
        "files": (FileToSend(f"{number}.pdf", "application/pdf", file),),
        "signer": Signer("Nguyễn Văn Minh", "Chủ tịch", "TM. ỦY BAN NHÂN DÂN"),
        "place": "Bình Phước",
        "recipients": recipients,
    }
    return DocumentToSend(**{**values, **changes})  # type: ignore[arg-type] # its fields


def sent(registry: Registry, document: DocumentToSend, key: str = "k1") -> OutgoingMessage:
    """Send a document as its agency's registry clerk."""
    actor = registry.actor
    with acting_as(actor):
        return send_document(
            document=document, reference="records:1", idempotency_key=key, actor=actor, at=AT
        )


def came(content: bytes, number: str = "1") -> Envelope:
    """Let bytes come from the axis and be read."""
    with acting_as(SYSTEM):
        envelope = store_envelope(
            content=content, channel=Channel.AXIS, external_id=number, agency_id=None, at=AT
        )
        return read_envelope(envelope_id=envelope.pk, at=AT)
