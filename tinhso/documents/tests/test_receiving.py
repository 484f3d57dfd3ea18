"""Bytes from outside are kept as they came, read safely, seen by their readers, audited whole."""

import io

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.sealed import SealBroken, seal_bytes, unseal_bytes
from tinhso.documents.api import (
    ReceivedFile,
    RegisterBook,
    audit_next,
    forget_received,
    keep_received,
    list_audits,
    list_received,
    load_received,
    open_audit,
    read_file_text,
    render_register,
    share_received,
    take_number,
)
from tinhso.documents.gateways import file_store
from tinhso.documents.models import IntegrityRun, StoredFile
from tinhso.documents.tasks import remove_forgotten_bytes
from tinhso.documents.tests.factories import AT, make_agency, make_officer
from tinhso.documents.tests.test_uploads import picture

pytestmark = pytest.mark.django_db


def keep(content: bytes = b"anything", name: str = "cong-van.pdf") -> ReceivedFile:
    return keep_received(
        content=content, name=name, agency_id=make_agency().pk, subject="incoming:1", at=AT
    )


def test_bytes_are_kept_exactly_even_when_no_program_can_open_them() -> None:
    content = b"\x00\x01 not a document \xff"

    received = keep(content, "C:\\thu\\la\u0000.exe")

    assert load_received(received) == content
    assert received.name == "la.exe"
    assert received.file.media_type == "application/octet-stream"


def test_what_a_row_names_cannot_be_changed() -> None:
    received = keep()
    other = keep(b"other")

    with pytest.raises(DatabaseError), transaction.atomic():
        ReceivedFile.objects.filter(pk=received.pk).update(file=other.file)


def test_only_the_agency_and_those_it_shares_with_see_a_file() -> None:
    received = keep()
    owner = make_officer(received.agency, "REGISTRAR", "Lan")
    other_agency = make_agency()
    other = make_officer(other_agency, "REGISTRAR", "Minh")

    with acting_as(other):
        before = list_received("incoming:1")
    with acting_as(owner):
        share_received(subject="incoming:1", agency_ids=[other_agency.pk])
    with acting_as(other):
        after = list_received("incoming:1")

    assert (before, after) == ([], [received])


def test_forgetting_removes_bytes_nothing_else_holds() -> None:
    first, second = keep(b"held twice"), keep(b"alone")
    keep_received(
        content=b"held twice", name="x", agency_id=first.agency_id, subject="incoming:2", at=AT
    )

    assert forget_received(subject="incoming:1") == 2
    assert file_store.path_of(second.file.sha256).exists(), "bytes go once the row is surely gone"
    for row in (first, second):
        remove_forgotten_bytes(sha256=row.file.sha256)

    assert not file_store.path_of(second.file.sha256).exists()
    assert file_store.path_of(first.file.sha256).exists()
    jobs = ProcrastinateJob.objects.filter(
        task_name="tinhso.documents.tasks.remove_forgotten_bytes"
    )
    assert [job.args for job in jobs] == [{"sha256": second.file.sha256}]


def test_bytes_stored_again_before_they_were_removed_stay() -> None:
    forgotten = keep(b"brought again").file.sha256
    forget_received(subject="incoming:1")
    again = keep(b"brought again")

    remove_forgotten_bytes(sha256=forgotten)

    assert file_store.load(again.file.sha256) == b"brought again"
    assert StoredFile.objects.get().size == len(b"brought again")


def test_text_of_a_born_digital_file_is_read_and_a_broken_file_is_not_whole() -> None:
    book = RegisterBook(
        agency_name="UBND",
        parent_name="",
        title="Sổ văn bản đến",
        period="",
        summary="",
        columns=("Trích yếu",),
        rows=(("Về việc phòng, chống dịch bệnh mùa khô",),),
    )

    found = read_file_text(render_register(book))

    assert found.is_whole
    assert "phòng, chống dịch bệnh mùa khô" in " ".join(found.text.split())
    assert not read_file_text(b"%PDF-1.7 broken").is_whole


def test_a_scan_is_not_whole_until_somebody_reads_it() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        output = io.BytesIO()
        pdf.save(output)

    assert not read_file_text(output.getvalue()).is_whole
    assert not read_file_text(picture()).is_whole


def test_numbers_follow_each_other_per_agency_register_and_year() -> None:
    agency = make_agency()

    taken = [take_number(agency_id=agency.pk, register="DEN", year=2026) for _ in range(3)]
    other = take_number(agency_id=agency.pk, register="DEN", year=2027)

    assert (taken, other) == ([1, 2, 3], 1)


def run_audit(size: int = 2) -> IntegrityRun:
    with acting_as(SYSTEM):
        run = open_audit(at=AT)
        while audit_next(run_id=run.pk, at=AT, size=size):
            pass
    return list_audits()[0]


def test_audit_reads_every_byte_and_names_what_differs() -> None:
    kept = [keep(bytes([65 + number]) * 10) for number in range(5)]
    clean = run_audit()
    changed, lost = (file_store.path_of(row.file.sha256) for row in kept[1:3])
    changed.chmod(0o640)
    changed.write_bytes(b"B" * 9 + b"b")
    lost.unlink()

    found = run_audit()

    assert (clean.file_count, clean.byte_count, clean.fault_count) == (5, 50, 0)
    assert found.fault_count == 2
    assert {(fault.sha256, fault.is_missing) for fault in found.faults.all()} == {
        (kept[1].file.sha256, False),
        (kept[2].file.sha256, True),
    }
    assert StoredFile.objects.count() == 5


def test_audit_goes_on_where_it_was_killed() -> None:
    for number in range(5):
        keep(bytes([65 + number]))
    with acting_as(SYSTEM):
        run = open_audit(at=AT)
        audit_next(run_id=run.pk, at=AT, size=2)
        again = open_audit(at=AT)

    assert again.pk == run.pk
    assert run_audit().file_count == 5
    assert not audit_next(run_id=run.pk, at=AT)


def test_sealed_bytes_open_for_their_purpose_only() -> None:
    sealed = seal_bytes(b"noi dung", "quarantine:1")

    assert unseal_bytes(sealed, "quarantine:1") == b"noi dung"
    with pytest.raises(SealBroken):
        unseal_bytes(sealed, "quarantine:2")
    with pytest.raises(SealBroken):
        unseal_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]), "quarantine:1")
