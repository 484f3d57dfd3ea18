"""Nothing but the bytes that were issued is valid: cut, changed or added, the verdict says no."""

import io
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.documents.api import Document, load_bytes, revoke_certificate, sign_as_person
from tinhso.documents.gateways.file_store import path_of
from tinhso.documents.gateways.pdf_validation import read_facts
from tinhso.documents.models import Certificate, DocumentState, RenditionRole
from tinhso.documents.operations.anchoring import anchors_at
from tinhso.documents.operations.verification import verify_content, verify_document
from tinhso.documents.rules.verdicts import Conclusion, Policy, Reason, Verdict, judge
from tinhso.documents.tests.attacks import (
    with_added_page,
    with_annotation,
    with_other_appearance,
    with_white_box,
)
from tinhso.documents.tests.factories import AT, Office

LATER = AT + timedelta(days=400)
INVALID = Conclusion.INVALID


def bytes_of(document: Document, role: RenditionRole = RenditionRole.ISSUED) -> bytes:
    return load_bytes(document.renditions.get(role=role).file.sha256)


def judge_alone(pdf: bytes) -> Verdict:
    """Judge by cryptography and structure alone, as if the platform had no record."""
    return judge(read_facts(pdf, anchors_at(LATER, signed_at=AT)))


ATTACKS = [with_added_page, with_white_box, with_annotation, with_other_appearance]


@pytest.fixture
def document(office: Office) -> Document:
    return office.issued()


def test_issued_bytes_are_valid(document: Document) -> None:
    content = bytes_of(document)

    assert verify_document(document=document, at=LATER).verdict.is_valid
    assert verify_content(content=content, at=LATER).verdict.is_valid
    assert judge_alone(content).is_valid


@pytest.mark.parametrize("attack", ATTACKS)
def test_change_added_after_the_seal_is_refused(document: Document, attack: object) -> None:
    changed = attack(bytes_of(document))  # type: ignore[operator]

    assert judge_alone(changed).conclusion is INVALID
    assert verify_content(content=changed, at=LATER).verdict.conclusion is INVALID


@pytest.mark.parametrize("attack", ATTACKS)
def test_change_between_signature_and_seal_is_refused(office: Office, attack: object) -> None:
    document = office.signed()
    changed = attack(bytes_of(document, RenditionRole.SIGNED))  # type: ignore[operator]

    assert judge_alone(changed).conclusion is INVALID


def test_flipped_bits_are_refused_wherever_they_are(document: Document) -> None:
    content = bytes_of(document)
    places = range(100, len(content) - 10, len(content) // 24)

    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 0x01

        assert not judge_alone(bytes(flipped)).is_valid, place


@pytest.mark.parametrize("ordinal", [0, 1])
def test_padding_around_a_signature_cannot_carry_anything(document: Document, ordinal: int) -> None:
    content = bytearray(bytes_of(document))
    signature = PdfFileReader(io.BytesIO(bytes(content))).embedded_signatures[ordinal]
    content[signature.byte_range[2] - 20] = ord("7")

    assert judge_alone(bytes(content)).conclusion is INVALID
    assert verify_content(content=bytes(content), at=LATER).verdict.conclusion is INVALID


def test_truncated_file_is_refused(document: Document) -> None:
    content = bytes_of(document)

    for length in (len(content) - 1, len(content) - 7, len(content) // 2, 100):
        found = verify_content(content=content[:length], at=LATER)

        assert not found.verdict.is_valid, length


def test_file_cut_back_to_before_the_seal_is_not_sealed(document: Document) -> None:
    cut = bytes_of(document, RenditionRole.SIGNED)

    assert Reason.NOT_SEALED in judge_alone(cut).reasons
    assert verify_content(content=cut, at=LATER).verdict.reasons == (Reason.NOT_SEALED,)


def test_draft_is_no_document(document: Document) -> None:
    draft = bytes_of(document, RenditionRole.DRAFT)

    assert verify_content(content=draft, at=LATER).verdict.reasons == (Reason.NOT_SEALED,)


@pytest.mark.parametrize("tail", [b"\n", b"\x00", b"PK\x03\x04evil", b"%%EOF\n"])
def test_bytes_after_the_end_are_refused(document: Document, tail: bytes) -> None:
    content = bytes_of(document) + tail

    assert verify_content(content=content, at=LATER).verdict.conclusion is INVALID


def test_bytes_after_the_end_are_refused_by_structure_alone(document: Document) -> None:
    assert judge_alone(bytes_of(document) + b"PK\x03\x04evil").conclusion is INVALID


def test_file_of_another_document_is_not_this_one(office: Office) -> None:
    first, second = office.issued(), office.issued()

    found = verify_content(content=bytes_of(second), at=LATER, document=first)

    assert found.verdict.conclusion is INVALID


def test_signers_on_record_must_be_those_in_the_file(document: Document) -> None:
    facts = read_facts(bytes_of(document), anchors_at(LATER, signed_at=AT))

    assert judge(facts, Policy(serials=("1", "2"))).reasons == (Reason.OTHER_SIGNERS,)


def test_foreign_pdf_is_undetermined(document: Document) -> None:
    foreign = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)

    assert verify_content(content=foreign.getvalue(), at=LATER).verdict.is_undetermined


def test_picture_is_undetermined(document: Document) -> None:
    found = verify_content(content=b"\xff\xd8\xff\xe0 anh", at=LATER)

    assert found.verdict.reasons == (Reason.NOT_PDF,)


def test_certificate_revoked_later_keeps_what_it_signed(document: Document, office: Office) -> None:
    for certificate in Certificate.objects.all():
        revoke_certificate(
            certificate=certificate, reason="Thôi việc", actor=office.leader, at=LATER
        )

    found = verify_document(document=document, at=LATER + timedelta(days=1))

    assert found.verdict.is_valid


def test_certificate_revoked_before_makes_the_signature_worthless(
    document: Document, office: Office
) -> None:
    for certificate in Certificate.objects.all():
        before = AT - timedelta(hours=1)
        revoke_certificate(
            certificate=certificate, reason="Lộ khóa", actor=office.leader, at=before
        )

    assert verify_document(document=document, at=LATER).verdict.conclusion is INVALID


def test_revoked_certificate_signs_nothing_more(document: Document, office: Office) -> None:
    old = Certificate.objects.get(is_organisation=False)
    revoke_certificate(certificate=old, reason="Đổi khóa", actor=office.leader, at=AT)

    signed = sign_as_person(document=office.draft(), actor=office.leader, at=AT)

    assert signed.signatures.get().certificate_serial != old.serial


def test_bytes_changed_on_disk_are_found(document: Document) -> None:
    path = path_of(document.renditions.get(role=RenditionRole.ISSUED).file.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")

    assert verify_document(document=document, at=LATER).verdict.reasons == (Reason.DAMAGED,)


def test_recalled_document_is_not_valid(document: Document) -> None:
    document.state = DocumentState.REVOKED
    document.save()

    assert verify_content(content=bytes_of(document), at=LATER).verdict.reasons == (
        Reason.RECALLED,
    )


def test_unsealed_document_is_not_issued(office: Office) -> None:
    found = verify_document(document=office.signed(), at=LATER)

    assert found.verdict.reasons == (Reason.NOT_ISSUED,)


def test_independent_tools_accept_both_signatures(
    document: Document, office: Office, tmp_path: Path
) -> None:
    content = bytes_of(document)
    (tmp_path / "document.pdf").write_bytes(content)

    pdfsig = run("pdfsig", "-nocert", str(tmp_path / "document.pdf")).stdout.decode()

    assert pdfsig.count("Signature Validation: Signature is Valid.") == 2
    assert "Total document signed" in pdfsig
    for signature in PdfFileReader(io.BytesIO(content)).embedded_signatures:
        assert openssl_accepts(signature, content, office, tmp_path)


def test_openssl_refuses_a_changed_range(
    document: Document, office: Office, tmp_path: Path
) -> None:
    content = bytes_of(document)
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[1]

    assert not openssl_accepts(signature, content.replace(b"Tinos", b"tinos"), office, tmp_path)


def openssl_accepts(signature: object, content: bytes, office: Office, folder: Path) -> bool:
    from cryptography.hazmat.primitives.serialization import Encoding

    from tinhso.documents.gateways.authority import load_authority

    start, first, second, last = signature.byte_range  # type: ignore[attr-defined]
    signed = content[start : start + first] + content[second : second + last]
    message: cms.ContentInfo = cms.ContentInfo(
        {"content_type": "signed_data", "content": signature.signed_data}  # type: ignore[attr-defined]
    )
    authority = load_authority()
    (folder / "signed").write_bytes(signed)
    (folder / "cms").write_bytes(message.dump())
    (folder / "root.pem").write_bytes(authority.root.public_bytes(Encoding.PEM))
    done = run(
        *["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(folder / "cms")],
        *["-content", str(folder / "signed"), "-CAfile", str(folder / "root.pem")],
        *["-purpose", "any", "-attime", str(int(AT.timestamp())), "-out", "/dev/null"],
    )
    return done.returncode == 0


def run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603
