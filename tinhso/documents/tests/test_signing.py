"""A document is numbered, signed by the person, then sealed: in that order or not at all."""

import pytest

from tinhso.core.actors import Actor
from tinhso.documents.api import (
    DocumentKind,
    DocumentNotReady,
    DocumentState,
    SignerNotAllowed,
    issue_signed,
    load_bytes,
    seal,
    sign_as_person,
)
from tinhso.documents.models import RenditionRole
from tinhso.documents.tests.factories import AT, Office, make_agency, make_officer
from tinhso.ledger.api import find_entries


def test_result_passes_from_draft_over_signature_to_seal(office: Office) -> None:
    document = office.issued()

    assert document.state == DocumentState.ISSUED
    assert document.notation == "01/GKS"
    assert [r.role for r in document.renditions.order_by("ordinal")] == [
        "DRAFT",
        "SIGNED",
        "ISSUED",
    ]
    signers = [s.signer_name for s in document.signatures.order_by("ordinal")]
    assert signers == ["Phạm Thị Ngọc Hương", "Ủy ban nhân dân phường Tân Phú"]


def test_draft_takes_no_number(office: Office) -> None:
    office.draft()

    assert office.signed().number == 1


def test_numbers_follow_without_gap_in_agency_register_and_year(office: Office) -> None:
    numbers = [office.signed().number for _ in range(3)]
    other_register = office.signed(register="QĐ-UBND")

    assert numbers == [1, 2, 3]
    assert other_register.notation == "01/QĐ-UBND"


def test_number_of_a_refused_signature_is_used_by_the_next(office: Office) -> None:
    with pytest.raises(SignerNotAllowed):
        sign_as_person(document=office.draft(), actor=office.clerk, at=AT)

    assert office.signed().number == 1


def test_sealed_bytes_begin_with_the_signed_ones(office: Office) -> None:
    document = office.issued()
    signed, issued = (
        load_bytes(document.renditions.get(role=role).file.sha256)
        for role in (RenditionRole.SIGNED, RenditionRole.ISSUED)
    )

    assert issued.startswith(signed)


def test_slip_is_numbered_signed_and_sealed_in_one_go(office: Office) -> None:
    slip = issue_signed(actor=office.clerk, at=AT, **office.slip_plan())

    assert slip.state == DocumentState.ISSUED
    assert slip.notation == "01/TNHS"
    assert slip.signatures.count() == 2


def test_result_cannot_be_issued_in_one_go(office: Office) -> None:
    with pytest.raises(SignerNotAllowed):
        issue_signed(actor=office.leader, at=AT, **office.plan(kind=DocumentKind.RESULT))


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "REGISTRAR", "ADMINISTRATOR"])
def test_only_a_leader_signs_a_result(office: Office, role: str) -> None:
    officer = make_officer(office.agency, role, "Người Khác")

    with pytest.raises(SignerNotAllowed):
        sign_as_person(document=office.draft(), actor=officer, at=AT)


def test_leader_of_another_agency_cannot_sign(office: Office) -> None:
    stranger = make_officer(make_agency("Sở Y tế"), "LEADER", "Người Khác")

    with pytest.raises(SignerNotAllowed):
        sign_as_person(document=office.draft(), actor=stranger, at=AT)


def test_citizen_cannot_sign(office: Office) -> None:
    with pytest.raises(SignerNotAllowed):
        sign_as_person(document=office.draft(), actor=office.citizen, at=AT)


def test_seal_needs_the_signature_first(office: Office) -> None:
    with pytest.raises(DocumentNotReady):
        seal(document=office.draft(), actor=office.registrar, at=AT)


def test_only_the_registry_clerk_seals(office: Office) -> None:
    with pytest.raises(SignerNotAllowed):
        seal(document=office.signed(), actor=office.leader, at=AT)


def test_registry_clerk_of_another_agency_cannot_seal(office: Office) -> None:
    stranger: Actor = make_officer(make_agency("Sở Y tế"), "REGISTRAR", "Người Khác")

    with pytest.raises(SignerNotAllowed):
        seal(document=office.signed(), actor=stranger, at=AT)


def test_document_is_signed_once_and_sealed_once(office: Office) -> None:
    document = office.issued()

    with pytest.raises(DocumentNotReady):
        sign_as_person(document=document, actor=office.leader, at=AT)
    with pytest.raises(DocumentNotReady):
        seal(document=document, actor=office.registrar, at=AT)


def test_signature_and_seal_are_in_the_ledger(office: Office) -> None:
    document = office.issued()

    kinds = [entry.kind for entry in find_entries(f"document:{document.token}")]

    assert kinds == ["DOCUMENT_SIGNED", "DOCUMENT_ISSUED"]
