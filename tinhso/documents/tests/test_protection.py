"""Issued documents are made to last with OCSP and time-stamps over HTTP, or nothing is written."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pyhanko.pdf_utils.reader import PdfFileReader
from pytest_django import Settings

from peers.trust.server import TrustServer
from tinhso.documents.api import Document, load_bytes, revoke_certificate, sign_as_person
from tinhso.documents.gateways import authority, protection, trust_services
from tinhso.documents.gateways.anchors import Anchors
from tinhso.documents.gateways.pdf_validation import read_facts
from tinhso.documents.gateways.trust_services import CertificateNotGood, TrustServiceAway
from tinhso.documents.models import Certificate, DocumentState, RenditionRole
from tinhso.documents.operations import (
    list_due_for_protection,
    protect_document,
    verify_content,
    verify_document,
)
from tinhso.documents.operations.anchoring import anchors_at
from tinhso.documents.operations.protecting import protect_content
from tinhso.documents.rules.evidence import Role, Trust
from tinhso.documents.rules.lifetimes import next_protection
from tinhso.documents.rules.verdicts import Conclusion, judge
from tinhso.documents.tests import attacks
from tinhso.documents.tests.factories import AT, Office
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.ledger.api import find_entries

YEARS_LATER = AT + timedelta(days=365 * 8)


class Clock:
    """The time of the trust services, moved by a test."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(settings: Settings, tmp_path: Path, clock: Clock) -> Iterator[TrustServer]:
    server = TrustServer(0, tmp_path / "services", "test-only", clock)
    server.start()
    settings.TRUST_URL, settings.TRUST_KEY = f"http://127.0.0.1:{server.port}", "test-only"
    trust_services.forget_answers()
    yield server
    server.stop()


@pytest.fixture
def issued(office: Office, services: TrustServer) -> Document:
    return office.issued()


def newest(document: Document) -> bytes:
    rendition = document.renditions.order_by("-ordinal")[0]
    return load_bytes(rendition.file.sha256)


def only_root(at: datetime) -> Anchors:
    """Know the root and nothing else: everything must come from the file."""
    root = authority.der(trust_services.load_chain().root)
    return Anchors(roots=(root,), others=(), revocation_lists=(), at=at)


def test_leader_s_signature_is_stamped_when_made(issued: Document) -> None:
    facts = read_facts(newest(issued), replace(only_root(AT), revocation_lists=lists(AT)))

    assert [fact.proven_at for fact in facts.signers] == [AT, AT]
    assert judge(facts).is_valid


def lists(at: datetime) -> tuple[bytes, ...]:
    return trust_services.revocation_lists(at)


def test_slip_waits_for_no_stamp(office: Office, services: TrustServer) -> None:
    from tinhso.documents.api import issue_signed

    services.fail("tsa", "drop")
    slip = issue_signed(actor=office.clerk, at=AT, **office.slip_plan())

    assert slip.state == DocumentState.ISSUED
    assert list(list_due_for_protection(at=AT)) == [slip]
    job = ProcrastinateJob.objects.get(task_name="tinhso.documents.tasks.protect_document")
    assert job.priority < 0, "what somebody waits for is worked off first"


def test_protected_document_holds_by_itself(issued: Document) -> None:
    before = newest(issued)

    assert protect_document(document=issued, at=AT)

    content = newest(issued)
    facts = read_facts(content, only_root(AT))
    assert content.startswith(before)
    assert [fact.role for fact in facts.signatures] == [
        Role.PERSON,
        Role.ORGANISATION,
        Role.TIMESTAMP,
    ]
    assert judge(facts).is_valid


def test_protecting_twice_happens_once(issued: Document) -> None:
    assert [protect_document(document=issued, at=AT) for _ in range(3)] == [True, False, False]
    assert issued.renditions.filter(role=RenditionRole.ARCHIVED).count() == 1
    kinds = [entry.kind for entry in find_entries(f"document:{issued.token}")]
    assert kinds.count("DOCUMENT_PROTECTED") == 1


def test_both_the_issued_and_the_protected_bytes_are_valid(issued: Document) -> None:
    before = newest(issued)
    protect_document(document=issued, at=AT)

    found = [verify_content(content=content, at=AT) for content in (before, newest(issued))]

    assert [one.verdict.is_valid for one in found] == [True, True]
    assert verify_document(document=issued, at=AT).verdict.is_valid


def test_signatures_outlive_their_certificates(issued: Document, clock: Clock) -> None:
    protect_document(document=issued, at=AT)
    clock.now = YEARS_LATER
    known = replace(only_root(YEARS_LATER), revocation_lists=lists(YEARS_LATER))

    facts = read_facts(newest(issued), known)

    assert all(fact.trust is Trust.TRUSTED for fact in facts.signers)
    assert judge(facts).is_valid


def test_periodic_work_has_waiting_documents_protected(
    issued: Document, services: TrustServer
) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from tinhso.documents.tasks import find_unprotected_documents
    from tinhso.documents.tasks import protect_document as protect_task

    services.fail("tsa", "drop")
    protect_task(document_id=issued.pk)
    ProcrastinateJob.objects.all()._raw_delete("default")

    find_unprotected_documents(0)
    find_unprotected_documents(0)

    asked = ProcrastinateJob.objects.filter(task_name__endswith="protect_document")
    assert [job.args for job in asked] == [{"document_id": issued.pk}] * 2
    services.fail("tsa", "ok")
    protect_task(document_id=issued.pk)
    protect_task(document_id=issued.pk)
    assert issued.renditions.filter(role=RenditionRole.ARCHIVED).count() == 1


def test_without_protection_they_do_not(
    office: Office, services: TrustServer, clock: Clock
) -> None:
    from tinhso.documents.api import issue_signed

    slip = issue_signed(actor=office.clerk, at=AT, **office.slip_plan())

    clock.now = YEARS_LATER
    known = replace(only_root(YEARS_LATER), revocation_lists=lists(YEARS_LATER))
    facts = read_facts(newest(slip), known)

    assert not judge(facts).is_valid


def test_document_is_stamped_anew_before_its_stamp_ages(issued: Document, clock: Clock) -> None:
    protect_document(document=issued, at=AT)
    issued.refresh_from_db()
    assert issued.protect_at is not None
    later = issued.protect_at + timedelta(days=1)
    clock.now = later
    trust_services.forget_answers()

    assert list(list_due_for_protection(at=later - timedelta(days=2))) == []
    assert list(list_due_for_protection(at=later)) == [issued]
    assert protect_document(document=issued, at=later)

    facts = read_facts(newest(issued), only_root(later))
    assert [fact.role for fact in facts.signatures].count(Role.TIMESTAMP) == 2
    assert [fact.proven_at for fact in facts.signers] == [AT, AT]
    assert judge(facts).is_valid


@pytest.mark.parametrize("mode", ["error", "drop", "garbage"])
def test_no_stamp_means_no_signature_and_nothing_lost(
    office: Office, services: TrustServer, mode: str
) -> None:
    draft = office.draft()
    services.fail("tsa", mode)

    with pytest.raises(TrustServiceAway, match="Không có gì bị mất"):
        sign_as_person(document=draft, actor=office.leader, at=AT)

    draft.refresh_from_db()
    assert (draft.state, draft.number) == (DocumentState.DRAFT, None)
    services.fail("tsa", "ok")
    assert sign_as_person(document=draft, actor=office.leader, at=AT).number == 1


@pytest.mark.parametrize(
    ("service", "mode"), [("tsa", "drop"), ("ocsp", "drop"), ("ocsp", "garbage")]
)
def test_protection_waits_while_a_service_is_away(
    issued: Document, services: TrustServer, service: str, mode: str
) -> None:
    services.fail(service, mode)
    trust_services.forget_answers()

    with pytest.raises(TrustServiceAway):
        protect_document(document=issued, at=AT)

    assert list(list_due_for_protection(at=AT)) == [issued]
    services.fail(service, "ok")
    assert protect_document(document=issued, at=AT)


def test_revoked_certificate_leaves_nothing_incomplete(
    issued: Document, services: TrustServer
) -> None:
    serial = issued.signatures.all()[0].certificate_serial
    services.hierarchy.revoke(int(serial, 16), AT - timedelta(minutes=1))
    count = issued.renditions.count()

    with pytest.raises(CertificateNotGood):
        protect_document(document=issued, at=AT)

    assert issued.renditions.count() == count


@pytest.mark.parametrize("mode", ["drop", "garbage"])
def test_authority_away_means_no_certificate_and_a_clear_word(
    office: Office, services: TrustServer, mode: str
) -> None:
    draft = office.draft()
    services.fail("ca", mode)

    with pytest.raises(TrustServiceAway):
        sign_as_person(document=draft, actor=office.leader, at=AT)

    assert not Certificate.objects.exists()


def test_lists_that_cannot_be_read_make_no_file_invalid(
    issued: Document, services: TrustServer, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a.crl").write_bytes(b"no list")
    settings.TRUST_DIR = tmp_path
    services.fail("ocsp", "garbage")
    trust_services.forget_answers()

    facts = read_facts(newest(issued), anchors_at(AT))

    assert judge(facts).conclusion is Conclusion.UNDETERMINED


def test_revocation_reaches_the_services(
    issued: Document, office: Office, services: TrustServer, clock: Clock
) -> None:
    from tinhso.documents.tasks import report_revocation

    certificate = Certificate.objects.get(is_organisation=True)
    revoke_certificate(certificate=certificate, reason="Lộ khóa", actor=office.leader, at=AT)

    report_revocation(certificate_id=certificate.pk)
    report_revocation(certificate_id=certificate.pk)

    assert services.hierarchy.revoked_at(int(certificate.serial, 16)) == AT
    clock.now = AT + timedelta(hours=1)
    with pytest.raises(CertificateNotGood):
        protect_content(newest(issued), clock.now)


def test_stranger_gets_no_certificate(office: Office, services: TrustServer) -> None:
    trust_services.load_chain()
    services._key = "another"

    with pytest.raises(TrustServiceAway):
        office.signed()


@pytest.mark.parametrize(
    "attack", [attacks.with_white_box, attacks.with_annotation, attacks.with_other_appearance]
)
def test_nothing_may_be_added_after_the_last_stamp(issued: Document, attack: object) -> None:
    protect_document(document=issued, at=AT)
    changed = attack(newest(issued))  # type: ignore[operator]

    assert not judge(read_facts(changed, only_root(AT))).is_valid


def test_openssl_and_pdfsig_accept_stamps_and_signatures(issued: Document, tmp_path: Path) -> None:
    protect_document(document=issued, at=AT)
    content = newest(issued)
    (tmp_path / "document.pdf").write_bytes(content)

    said = run("pdfsig", "-nocert", str(tmp_path / "document.pdf"))
    checked = run("qpdf", "--check", str(tmp_path / "document.pdf"))

    assert said.stdout.count(b"Signature Validation: Signature is Valid.") == 2
    assert b"Total document signed" in said.stdout
    assert checked.returncode == 0, checked.stderr
    assert openssl_accepts_stamp(content, tmp_path)


def openssl_accepts_stamp(content: bytes, folder: Path) -> bool:
    stamp = PdfFileReader(io.BytesIO(content)).embedded_timestamp_signatures[0]
    start, first, second, last = stamp.byte_range
    (folder / "stamped").write_bytes(
        content[start : start + first] + content[second : second + last]
    )
    token = tsp.ContentInfo({"content_type": "signed_data", "content": stamp.signed_data})
    (folder / "token").write_bytes(token.dump())
    (folder / "chain.pem").write_bytes(
        (Path(str(folder)) / "pki" / "trust-services.pem").read_bytes()
    )
    done = run(
        *["openssl", "ts", "-verify", "-token_in", "-in", str(folder / "token")],
        *["-data", str(folder / "stamped"), "-CAfile", str(folder / "chain.pem")],
        *["-attime", str(int(AT.timestamp()) + 1)],
    )
    return done.returncode == 0


def test_next_protection_is_a_year_before_the_first_end() -> None:
    ends, sunset = AT + timedelta(days=3650), AT + timedelta(days=2000)

    assert next_protection(ends, None) == ends - timedelta(days=365)
    assert next_protection(ends, sunset) == sunset - timedelta(days=365)
    assert next_protection(None, None) is None


def test_last_stamp_of_a_file_without_one_is_nothing(office: Office) -> None:
    assert protection.last_stamp_ends(newest(office.issued())) is None


def run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603


def test_administrator_sees_what_waits_and_what_is_stamped(
    client: Client, office: Office, issued: Document, clock: Clock
) -> None:
    sign_in(client, make_officer(office.agency, "ADMINISTRATOR"))
    url = reverse("documents:lasting")

    before = client.get(url).content.decode()
    ordered = client.post(url, follow=True).content.decode()
    protect_document(document=issued, at=AT)
    after = client.get(url).content.decode()

    assert issued.notation in before
    assert "Đã giao 1 văn bản" in ordered
    assert "Mọi văn bản đến lượt đều đã được đóng dấu" in after
    assert str(AT.year + 8) in after


def test_page_of_stamps_is_the_administrator_s(client: Client, office: Office) -> None:
    url = reverse("documents:lasting")
    assert client.get(url).status_code == 302
    sign_in(client, make_officer(office.agency, "LEADER"))
    assert client.get(url).status_code == 403
