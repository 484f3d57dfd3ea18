"""The verifier never calls a tampered file valid, and always an honest one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from pytest_django import Settings

from tinhso.documents.gateways import authority, pades
from tinhso.documents.gateways.pdf_validation import read_facts
from tinhso.documents.gateways.verifier_process import read_facts_apart
from tinhso.documents.models import RenditionRole
from tinhso.documents.operations.anchoring import anchors_at
from tinhso.documents.operations.certificates import certificate_of_agency, signing_key
from tinhso.documents.operations.verification import show_pages, verify_content
from tinhso.documents.rules import Box
from tinhso.documents.rules.evidence import Obstacle, Trust
from tinhso.documents.rules.verdicts import Conclusion, Reason, Verdict, judge
from tinhso.documents.tests import attacks
from tinhso.documents.tests.factories import AT, Office, make_agency
from tinhso.documents.tests.test_verification import bytes_of

LATER = AT + timedelta(days=400)
ADDED_AFTER = [
    attacks.with_added_page,
    attacks.with_annotation,
    attacks.with_catalogue_replaced,
    attacks.with_field_value_changed,
    attacks.with_hidden_text_shown,
    attacks.with_other_appearance,
    attacks.with_white_box,
]


def verdict(pdf: bytes) -> Verdict:
    return judge(read_facts(pdf, anchors_at(LATER, signed_at=AT)))


@lru_cache(maxsize=8)
def picture_of_nothing() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(40, 40))
        pdf.save(output)
    return output.getvalue()


def with_signature(pdf: bytes, field: str, key: pades.SigningKey) -> bytes:
    wish = pades.SignatureWish(
        field=field,
        page=1,
        box=Box(10, 10, 50, 50),
        picture=picture_of_nothing(),
        name="x",
        reason="x",
        location="x",
        at=AT,
    )
    return pades.sign_pdf(pdf, wish, key)


def key_of(subject: authority.Subject, from_days: int = -1, to_days: int = 900) -> pades.SigningKey:
    """Make a key and a certificate of the trusted authority for anybody."""
    store, label = authority.key_store(), f"t{x509.random_serial_number():x}"[:40]
    issued = authority.issue_certificate(
        store.create_key(label),
        subject,
        x509.random_serial_number(),
        AT + timedelta(days=from_days),
        AT + timedelta(days=to_days),
    )
    return pades.SigningKey(store, label, issued, (authority.load_authority().issuing,))


@pytest.fixture
def person(office: Office) -> pades.SigningKey:
    return key_of(authority.Subject("Phạm Thị Ngọc Hương", office.agency.name, "Chủ tịch"))


@pytest.fixture
def seal_key(office: Office) -> pades.SigningKey:
    return signing_key(certificate_of_agency(agency=office.agency, at=AT))


@pytest.fixture
def unsigned(office: Office) -> bytes:
    return bytes_of(office.draft(), RenditionRole.DRAFT)


def test_person_then_seal_is_valid(
    unsigned: bytes, person: pades.SigningKey, seal_key: pades.SigningKey
) -> None:
    signed = with_signature(with_signature(unsigned, "A", person), "B", seal_key)

    assert verdict(signed).reasons == (Reason.SIGNED_BY_KNOWN,)


def test_two_people_then_seal_is_valid(
    unsigned: bytes, person: pades.SigningKey, seal_key: pades.SigningKey
) -> None:
    signed = with_signature(with_signature(unsigned, "A", person), "A2", person)

    assert verdict(with_signature(signed, "B", seal_key)).is_valid


def test_seal_before_person_is_invalid(
    unsigned: bytes, person: pades.SigningKey, seal_key: pades.SigningKey
) -> None:
    signed = with_signature(with_signature(unsigned, "B", seal_key), "A", person)

    assert verdict(signed).reasons == (Reason.WRONG_ORDER,)


def test_person_without_seal_is_invalid(unsigned: bytes, person: pades.SigningKey) -> None:
    assert verdict(with_signature(unsigned, "A", person)).reasons == (Reason.NOT_SEALED,)


def test_person_posing_as_seal_is_invalid(unsigned: bytes, person: pades.SigningKey) -> None:
    signed = with_signature(with_signature(unsigned, "NguoiKy", person), "CoQuan", person)

    assert verdict(signed).reasons == (Reason.NOT_SEALED,)


def test_seal_without_person_is_invalid(unsigned: bytes, seal_key: pades.SigningKey) -> None:
    assert verdict(with_signature(unsigned, "B", seal_key)).reasons == (Reason.NO_PERSON,)


def test_seal_of_another_agency_is_invalid(unsigned: bytes, person: pades.SigningKey) -> None:
    other = signing_key(certificate_of_agency(agency=make_agency("Sở Y tế"), at=AT))
    signed = with_signature(with_signature(unsigned, "A", person), "B", other)

    assert verdict(signed).reasons == (Reason.OTHER_AGENCY,)


def test_seal_torn_from_another_document_is_invalid(office: Office) -> None:
    first, second = bytes_of(office.issued()), bytes_of(office.issued())
    mine, other = (pdf.rindex(b"/Contents <") for pdf in (first, second))
    length = first.index(b">", mine) - mine
    swapped = first[:mine] + second[other : other + length] + first[mine + length :]

    assert verdict(swapped).conclusion is Conclusion.INVALID


def test_certificate_expired_when_it_signed_is_invalid(
    office: Office, unsigned: bytes, seal_key: pades.SigningKey
) -> None:
    old = key_of(authority.Subject("Cũ", office.agency.name), -900, -1)
    signed = with_signature(with_signature(unsigned, "A", old), "B", seal_key)

    assert Reason.OUTSIDE_PERIOD in verdict(signed).reasons
    assert verdict(signed).conclusion is Conclusion.INVALID


def test_certificate_of_nobody_we_know_is_undetermined(
    office: Office, unsigned: bytes, tmp_path: Path, settings: Settings
) -> None:
    signed = bytes_of(office.issued())
    settings.PKI_DIR = tmp_path / "other-pki"

    found = verdict(signed)

    assert found.conclusion is Conclusion.UNDETERMINED
    assert found.reasons == (Reason.UNKNOWN_ISSUER,)


def test_root_an_administrator_trusts_makes_an_outside_file_valid(
    office: Office, tmp_path: Path, settings: Settings
) -> None:
    signed, outside = bytes_of(office.issued()), authority.load_authority()
    lists = anchors_at(LATER).revocation_lists
    folder = tmp_path / "trusted"
    folder.mkdir()
    for name, certificate in (("root", outside.root), ("issuing", outside.issuing)):
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        (folder / f"{name}.pem").write_bytes(pem)
    for number, content in enumerate(lists):
        (folder / f"{number}.crl").write_bytes(content)
    settings.PKI_DIR = tmp_path / "other-pki"
    settings.TRUST_DIR = folder

    assert verdict(signed).reasons == (Reason.SIGNED_BY_KNOWN,)


def test_certificate_of_ours_on_a_file_we_never_issued_is_invalid(
    office: Office, unsigned: bytes, seal_key: pades.SigningKey
) -> None:
    signed = with_signature(unsigned, "B", seal_key)

    found = verify_content(content=signed, at=AT)

    assert found.verdict.reasons[0] is Reason.NOT_ON_RECORD
    assert found.verdict.conclusion is Conclusion.INVALID


@pytest.mark.parametrize("attack", ADDED_AFTER)
def test_nothing_may_be_added_after_the_seal(
    office: Office, attack: Callable[[bytes], bytes]
) -> None:
    changed = attack(bytes_of(office.issued()))

    found = verdict(changed)

    assert found.conclusion is Conclusion.INVALID
    assert Reason.CHANGED_AFTER in found.reasons


@pytest.mark.parametrize("attack", ADDED_AFTER)
def test_nothing_may_be_added_between_person_and_seal(
    unsigned: bytes,
    person: pades.SigningKey,
    seal_key: pades.SigningKey,
    attack: Callable[[bytes], bytes],
) -> None:
    changed = attack(with_signature(unsigned, "A", person))

    assert not verdict(with_signature(changed, "B", seal_key)).is_valid


def test_no_truncation_is_valid(office: Office) -> None:
    cuts = list(attacks.truncations(bytes_of(office.issued())))

    assert len(cuts) > 15
    assert [len(cut) for cut in cuts if verdict(cut).is_valid] == []


@pytest.fixture
def issued(office: Office) -> bytes:
    return bytes_of(office.issued())


def test_no_flipped_bit_is_valid(issued: bytes) -> None:
    anchors = anchors_at(LATER, signed_at=AT)

    @example_settings(
        max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.integers(0, len(issued) * 8 - 1))
    def flipped(bit: int) -> None:
        changed = bytearray(issued)
        changed[bit // 8] ^= 1 << bit % 8
        assert not judge(read_facts(bytes(changed), anchors)).is_valid

    flipped()


def test_file_is_read_apart_as_it_is_read_here(issued: bytes) -> None:
    anchors = anchors_at(LATER, signed_at=AT)

    assert read_facts_apart(issued, anchors) == read_facts(issued, anchors)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"GIF89a", b"%PDF-" + b"[" * 200_000]
)
def test_bad_input_is_answered(office: Office, content: bytes) -> None:
    facts = read_facts_apart(content, anchors_at(LATER))

    assert facts.obstacle in (Obstacle.NOT_PDF, Obstacle.DAMAGED, Obstacle.TOO_HEAVY)


def test_white_box_is_shown_beside_what_was_signed(office: Office, issued: bytes) -> None:
    changed = attacks.with_white_box(issued)
    found = verify_content(content=changed, at=LATER)

    pages = show_pages(content=changed, found=found)

    assert pages.differing == (1,)
    assert pages.pairs[0].signed != pages.pairs[0].shown


def test_honest_file_looks_as_it_was_signed(office: Office, issued: bytes) -> None:
    found = verify_content(content=issued, at=LATER)

    pages = show_pages(content=issued, found=found)

    assert (pages.differing, len(pages.pairs)) == ((), 1)


def test_revocation_that_cannot_be_checked_is_undetermined(issued: bytes) -> None:
    anchors = replace(anchors_at(LATER, signed_at=AT), revocation_lists=())

    facts = read_facts(issued, anchors)

    assert {fact.trust for fact in facts.signers} == {Trust.UNCHECKED}
    assert judge(facts).reasons == (Reason.UNCHECKED,)
