"""No mark of secrecy enters a draft: typed, said in a remark, in a file; somebody is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import SecrecyLevel, UploadWrongType
from tinhso.identity.tests.factories import sign_in
from tinhso.records.models import Attachment, Door, OutgoingDocument, QuarantinedItem
from tinhso.records.operations import (
    GivenFile,
    NotYourDraft,
    SecretDraft,
    TooManyFiles,
    add_remark,
    attach_file,
    keep_draft,
    remove_attachment,
    report_secret_draft,
)
from tinhso.records.tests.factories import AT, Department
from tinhso.records.tests.incoming_factories import a_pdf
from tinhso.records.tests.test_outgoing_pages import address, typed

pytestmark = pytest.mark.django_db
MARKS: tuple[dict[str, Any], ...] = (
    {"body": "TỐI MẬT\nKế hoạch bảo vệ mục tiêu"},
    {"abstract": "(MẬT) Về việc kiểm tra"},
    {"annexes": [{"title": "Danh sách", "body": "Độ mật: Mật\n1. A"}]},
    {"fields": {"note": "TUYỆT MẬT"}},
    {"bases": ["Căn cứ Luật", "MẬT"]},
)


def stubs() -> list[QuarantinedItem]:
    with acting_as(SYSTEM):
        return list(QuarantinedItem.objects.order_by("pk"))


@pytest.mark.parametrize("content", MARKS)
def test_nothing_of_a_marked_text_is_kept(department: Department, content: dict[str, Any]) -> None:
    found, author = department.draft(), department.actor("SPECIALIST")

    with acting_as(author), pytest.raises(SecretDraft):
        keep_draft(
            outgoing=found,
            version=found.version,
            change=department.change(**content),
            actor=author,
            at=AT,
        )

    with acting_as(SYSTEM):
        again = OutgoingDocument.objects.get(pk=found.pk)
    assert (again.version, again.content) == (found.version, found.content)


def test_words_like_bi_mat_are_ordinary(department: Department) -> None:
    found = department.draft(body="Giữ bí mật, bảo mật thông tin và đổi mật khẩu.")

    assert "mật khẩu" in found.content["body"]


def test_a_remark_is_looked_through_too(department: Department) -> None:
    found, head = department.draft(), department.actor("HEAD_OF_UNIT")
    with acting_as(head), pytest.raises(SecretDraft):
        add_remark(outgoing=found, text="MẬT", actor=head, at=AT)


def test_the_security_officer_gets_one_stub_an_hour_without_words(department: Department) -> None:
    found, author = department.draft(), department.actor("SPECIALIST")
    for minutes in (0, 1, 59, 61):
        with acting_as(author):
            report_secret_draft(
                official=found.official,
                level=SecrecyLevel.MAT,
                actor=author,
                at=AT + timedelta(minutes=minutes),
            )

    assert [(one.door, one.file_id) for one in stubs()] == [(Door.FIELDS, None)] * 2


def test_typing_a_mark_is_refused_on_the_page_and_told(
    client: Client, department: Department
) -> None:
    found = department.draft()
    sign_in(client, department.accounts["SPECIALIST"])
    marked = typed(found, body="TUYỆT MẬT\nKế hoạch")

    kept = client.post(address(found, "luu-tam/"), marked).content.decode()
    saved = client.post(address(found, "soan/"), {**marked, "luu": "1"})

    assert "Phát hiện dấu chỉ độ mật" in kept
    assert saved.status_code == 422
    assert "Kế hoạch" in saved.content.decode()
    assert len(stubs()) == 1


def attached(department: Department, file: GivenFile, found: OutgoingDocument) -> Attachment | None:
    author = department.actor("SPECIALIST")
    with acting_as(author):
        return attach_file(outgoing=found, file=file, actor=author, at=AT).attachment


def test_a_file_goes_along_and_comes_off(department: Department) -> None:
    found, author = department.draft(), department.actor("SPECIALIST")

    kept = attached(department, GivenFile("../phu luc.pdf", a_pdf("Số liệu")), found)

    assert kept is not None
    assert kept.name == "phu luc.pdf"
    with acting_as(author):
        remove_attachment(attachment=kept, actor=author, at=AT)
        assert not Attachment.objects.exists()


def test_a_marked_file_is_shut_away_instead(department: Department) -> None:
    found = department.draft()

    kept = attached(department, GivenFile("a.pdf", a_pdf("TỐI MẬT", "Kế hoạch")), found)

    assert kept is None
    assert [(one.door, one.level) for one in stubs()] == [(Door.TEXT, SecrecyLevel.TOI_MAT)]


def test_files_of_other_kinds_and_strangers_are_refused(department: Department) -> None:
    found, head = department.draft(), department.actor("REGISTRAR")
    with pytest.raises(UploadWrongType):
        attached(department, GivenFile("a.exe", b"MZ"), found)
    with pytest.raises(UploadWrongType):
        attached(department, GivenFile("a.pdf", b"MZ"), found)
    with pytest.raises(TooManyFiles):
        attached(department, GivenFile("a.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024)), found)
    with acting_as(head), pytest.raises(NotYourDraft):
        attach_file(outgoing=found, file=GivenFile("a.pdf", a_pdf("x")), actor=head, at=AT)


def test_files_through_the_page(client: Client, department: Department) -> None:
    found = department.draft()
    sign_in(client, department.accounts["SPECIALIST"])
    fine, marked = a_pdf("Số liệu"), a_pdf("MẬT", "Kế hoạch")

    unseen = client.post(
        address(found, "tep/"), {"file": SimpleUploadedFile("a.pdf", fine)}, follow=True
    )
    client.post(address(found, "tep/"), {"file": SimpleUploadedFile("a.pdf", fine), "seen": "1"})
    shut = client.post(
        address(found, "tep/"), {"file": SimpleUploadedFile("b.pdf", marked), "seen": "1"}
    )

    with acting_as(SYSTEM):
        kept = Attachment.objects.get()
    assert "rồi xác nhận không có dấu mật" in unseen.content.decode()
    assert shut.status_code == 409
    assert client.get(address(found, f"tep/{kept.token}/")).content == fine
    sign_in(client, Department("H10.11", "Sở Tài chính").accounts["LEADER"])
    assert client.get(address(found, f"tep/{kept.token}/")).status_code == 404
    assert client.post(address(found, f"tep/{kept.token}/bo/")).status_code == 404


def test_a_marked_file_is_not_measured(client: Client, department: Department) -> None:
    sign_in(client, department.accounts["SPECIALIST"])

    page = client.post(
        "/cong-van/the-thuc/", {"file": SimpleUploadedFile("b.pdf", a_pdf("MẬT", "Kế hoạch"))}
    )

    assert page.status_code == 409
    assert len(stubs()) == 1
