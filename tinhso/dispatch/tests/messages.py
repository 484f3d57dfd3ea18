"""Messages to write and read in tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tinhso.core.clock import VIETNAM
from tinhso.dispatch.gateways import edxml_signing, edxml_writing
from tinhso.dispatch.rules import (
    Act,
    AttachedFile,
    Business,
    DocumentHead,
    DocumentId,
    Message,
    Organ,
    Priority,
    Signer,
    Status,
    StatusNote,
    TraceStep,
)

AT = datetime(2021, 6, 1, 9, 30, tzinfo=VIETNAM)
PDF = b"%PDF-1.7 demonstration"
MINISTRY = Organ("G09", "Bộ Nội vụ (minh họa)", email="vanthu@bo.example")
COMMITTEE = Organ("H10", "Ủy ban nhân dân tỉnh Bình Phước")


def message(act: Act = Act.NEW, number: str = "15", **changes: object) -> Message:
    """Give a message of the ministry to the committee."""
    document_id = DocumentId("G09", date(2021, 6, 1), f"{number}/BNV-VP")
    head = DocumentHead(
        document_id=document_id,
        number=number,
        notation="BNV-VP",
        type_code="CV",
        type_name="Công văn",
        subject="V/v báo cáo công tác cải cách hành chính",
        place="Hà Nội",
        signer=Signer("Trần Thị Minh Họa", "Thứ trưởng", "KT. BỘ TRƯỞNG"),
        due_on=date(2021, 6, 15),
        priority=Priority.URGENT,
        places_sent=("Như trên", "Lưu: VT"),
        page_count=3,
        copy_count=2,
        responds_to=(DocumentId("H10", date(2021, 5, 20), "125/UBND-NC"),),
    )
    whole = Message(
        sender=MINISTRY,
        recipients=(COMMITTEE,),
        head=head,
        business=Business(act=act, target=document_id),
        trace=(TraceStep("G09", AT),),
        files=() if act is Act.RECALL else (AttachedFile("15.pdf", "application/pdf", PDF),),
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # the fields of a message


def note(status: Status = Status.RECEIVED, **changes: object) -> StatusNote:
    """Give a status message of the committee about the ministry's document."""
    whole = StatusNote(
        sender=COMMITTEE,
        document_id=DocumentId("G09", date(2021, 6, 1), "15/BNV-VP"),
        status=status,
        at=AT,
        description="Đã tiếp nhận",
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # the fields of a note


def content_of(message: Message | StatusNote, *, signed: bool = False) -> bytes:
    """Give the bytes of an envelope, signed with the partner's key if asked for."""
    if isinstance(message, StatusNote):
        root = edxml_writing.write_status(message)
    else:
        root = edxml_writing.write_message(message)
    if signed:
        key, certificate = partner_key()
        pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
        root = edxml_signing.sign(
            root,
            certificate_pem=pem,
            with_key=lambda data: key.sign(data, ec.ECDSA(hashes.SHA256())),
        )
    return edxml_writing.as_bytes(root)


@lru_cache(maxsize=2)
def partner_key(name: str = "G09") -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Give a key outside the platform with its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=7300))
        .sign(key, hashes.SHA256())
    )
    return key, certificate
