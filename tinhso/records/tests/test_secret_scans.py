"""Marks on scans and in office files are found at every entry; what leaves waits for that."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image, ImageDraw, ImageFont
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import find_outgoing, list_transmissions, list_unreceived
from tinhso.dispatch.models import Envelope, EnvelopeState, InboundFile, InboundMessage
from tinhso.documents.api import SecrecyLevel, StoredFile, can_read_scans, store_file
from tinhso.identity.tests.factories import sign_in
from tinhso.records.models import (
    Arrival,
    Attachment,
    Door,
    OutgoingDocument,
    QuarantinedItem,
    Reading,
    Task,
    TaskNote,
)
from tinhso.records.operations import (
    GivenFile,
    Update,
    attach_file,
    issue_outgoing,
    send_update,
    take_in,
    take_in_what_waits,
)
from tinhso.records.operations.reading import FilesBeingRead, read_attachment, read_evidence
from tinhso.records.operations.revising import send_waiting_update
from tinhso.records.tests.factories import AT, Department
from tinhso.records.tests.incoming_factories import Office, a_pdf, assigned

pytestmark = pytest.mark.django_db
needs_tesseract = pytest.mark.skipif(
    not can_read_scans(), reason="tesseract with Vietnamese is not installed"
)
DOCX = "word/document.xml"
FONT = Path("node_modules/@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf")


def picture(*lines: str) -> bytes:
    """Give a PNG of printed lines, as a scanner would."""
    drawn = Image.new("L", (1000, 120 + 90 * len(lines)), 255)
    pen, letters = ImageDraw.Draw(drawn), ImageFont.truetype(FONT, 44)
    for number, line in enumerate(lines):
        pen.text((80, 60 + 90 * number), line, fill=0, font=letters)
    output = io.BytesIO()
    drawn.save(output, "PNG")
    return output.getvalue()


def office_file(*lines: str, pictures: tuple[bytes, ...] = ()) -> bytes:
    """Give a DOCX of paragraphs and pictures."""
    said = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        package.writestr(
            DOCX, f'<w:document xmlns:w="{space}"><w:body>{said}</w:body></w:document>'
        )
        for number, content in enumerate(pictures):
            package.writestr(f"word/media/image{number}.png", content)
    return output.getvalue()


def attached(department: Department, name: str, content: bytes) -> OutgoingDocument:
    found, author = department.draft(deliver_to=["H10.11"]), department.actor("SPECIALIST")
    with acting_as(author):
        attach_file(outgoing=found, file=GivenFile(name, content), actor=author, at=AT)
    return found


def stubs() -> list[tuple[str, str]]:
    with acting_as(SYSTEM):
        return list(QuarantinedItem.objects.order_by("pk").values_list("door", "level"))


def read_all() -> None:
    with acting_as(SYSTEM):
        for pk in Attachment.objects.values_list("pk", flat=True):
            read_attachment(attachment_id=pk, at=AT)


@pytest.mark.parametrize("text", ["TUYỆT MẬT", "Độ mật: Tuyệt mật"])
def test_a_mark_in_an_office_file_is_refused_at_once(department: Department, text: str) -> None:
    attached(department, "ke hoach.docx", office_file("Kế hoạch", text))

    assert stubs() == [(Door.TEXT, SecrecyLevel.TUYET_MAT)]
    assert not Attachment.objects.exists()


def test_an_office_file_without_pictures_is_read_whole(department: Department) -> None:
    attached(department, "ke hoach.docx", office_file("Kế hoạch trồng rừng"))

    assert Attachment.objects.get().reading == Reading.READ


def test_a_bomb_or_a_hostile_part_says_nothing_and_harms_nothing(department: Department) -> None:
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(DOCX, b"<w>" + b" " * (60 * 1024 * 1024))
    entity = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w><t>&a;</t></w>'
    hostile = io.BytesIO()
    with zipfile.ZipFile(hostile, "w") as package:
        package.writestr(DOCX, entity)

    for content in (swollen.getvalue(), hostile.getvalue()):
        attached(department, "a.docx", content)

    assert set(Attachment.objects.values_list("reading", flat=True)) <= {"WAITING", "LOOKED"}


def test_without_tesseract_the_person_answers_and_the_page_says_so(
    department: Department, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("operations.reading", "views.outgoing"):
        monkeypatch.setattr(f"tinhso.records.{place}.can_read_scans", lambda: False)
    found = attached(department, "anh.png", picture("Số liệu"))
    sign_in(client, department.accounts["SPECIALIST"])

    page = client.get(f"/cong-van/di/{found.official.token}/").content.decode()

    assert Attachment.objects.get().reading == Reading.LOOKED
    assert "Máy này chưa cài nhận dạng chữ" in page
    assert "người kèm tệp đã xem mọi trang" in page


@needs_tesseract
@pytest.mark.parametrize("name", ["anh.png", "ke hoach.docx"])
def test_a_mark_on_a_scan_takes_the_file_off_its_draft(
    department: Department, client: Client, name: str
) -> None:
    marked = picture("TỐI MẬT", "Kế hoạch diễn tập")
    content = office_file("Xem ảnh", pictures=(marked,)) if name.endswith("x") else marked
    found = attached(department, name, content)
    kept = Attachment.objects.get()
    sign_in(client, department.accounts["SPECIALIST"])
    address = f"/cong-van/di/{found.official.token}/tep/{kept.token}/"

    waiting = client.get(address).status_code
    read_all()

    assert (waiting, client.get(address).status_code) == (404, 404)
    assert stubs() == [(Door.SCAN, SecrecyLevel.TOI_MAT)]
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.filter(pk=kept.file_id).exists()
    assert "FILE_SHUT_AWAY" in found.official.events.values_list("kind", flat=True)


@needs_tesseract
def test_nothing_leaves_before_its_scans_are_read(department: Department) -> None:
    found, clerk = department.signed(), department.actor("REGISTRAR")
    with acting_as(SYSTEM):
        kept = Attachment.objects.create(
            official=found.official, token="a" * 26, name="anh.png", media_type="image/png",
            file=_stored(picture("Số liệu hộ tịch")), reading=Reading.WAITING, added_at=AT,
        )  # fmt: skip

    with acting_as(clerk), pytest.raises(FilesBeingRead):
        issue_outgoing(outgoing=found, actor=clerk, at=AT)
    read_all()
    kept.refresh_from_db()
    with acting_as(clerk):
        issue_outgoing(outgoing=found, actor=clerk, at=AT)

    assert kept.reading == Reading.READ


def _stored(content: bytes) -> StoredFile:
    return store_file(content, "image/png", AT)


@needs_tesseract
@pytest.mark.parametrize(("words", "is_sent"), [("Biểu mẫu", True), ("TUYỆT MẬT", False)])
def test_an_update_leaves_when_its_scans_are_read(
    department: Department, words: str, is_sent: bool
) -> None:
    Department("H10.11", "Sở Tài chính tỉnh Bình Phước")
    found, clerk = department.issued(deliver_to=["H10.11"]), department.actor("REGISTRAR")
    update = Update("Bổ sung", files=(GivenFile("bieu.png", picture(words, "Năm 2021")),))
    with acting_as(clerk):
        send_update(outgoing=found, update=update, actor=clerk, at=AT)
        with pytest.raises(FilesBeingRead):
            send_update(outgoing=found, update=Update("Nữa"), actor=clerk, at=AT)
    kinds = set(found.official.events.values_list("kind", flat=True))

    read_all()
    with acting_as(SYSTEM):
        first = send_waiting_update(official_id=found.pk, at=AT)
        again = send_waiting_update(official_id=found.pk, at=AT)
        came = InboundMessage.objects.filter(act="UPDATE").count()

    assert "UPDATE_SENT" not in kinds
    assert (first, again, came) == (is_sent, False, int(is_sent))


@needs_tesseract
def test_a_mark_on_scanned_evidence_takes_it_out_of_its_task(client: Client) -> None:
    office = Office()
    assigned(office)
    task = Task.objects.get()
    sign_in(client, office.account("HEAD_OF_UNIT", at_department=True))
    scan = SimpleUploadedFile("anh.png", picture("MẬT", "Số liệu"), "image/png")
    client.post(
        f"/can-bo/nhiem-vu/{task.token}/viec/tien-do/",
        {"text": "Xong", "percent": "50", "evidence": scan},
    )
    note = TaskNote.objects.get(kind="PROGRESS")
    before = client.get(f"/can-bo/nhiem-vu/{task.token}/").content.decode()

    with acting_as(SYSTEM):
        read_evidence(note_id=note.pk, at=AT)
        read_evidence(note_id=note.pk, at=AT)

    after = client.get(f"/can-bo/nhiem-vu/{task.token}/").content.decode()
    note.refresh_from_db()
    assert "Đang nhận dạng chữ" in before
    assert 'href="/tep/' not in before
    assert "anh.png" not in after
    assert "Niêm phong tệp minh chứng" in after
    assert (note.upload_id, stubs()) == (None, [(Door.SCAN, SecrecyLevel.MAT)])
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskNote.objects.filter(pk=note.pk).update(text="khác")


def test_a_marked_file_of_dispatch_is_shut_away_there_too_once(department: Department) -> None:
    office = Office()
    document = department.issued(deliver_to=["H10"])
    with acting_as(SYSTEM):
        message = InboundMessage.objects.get()
        file = InboundFile.objects.get()
        file.file = _stored(a_pdf("MẬT", "Kế hoạch"))
        file.save()

    receipt = take_in(inbound_id=message.pk, at=AT)
    take_in_what_waits(at=AT.replace(hour=9))

    with acting_as(SYSTEM):
        message.refresh_from_db()
        envelope = Envelope.objects.get(pk=message.envelope_id)
        outgoing = find_outgoing(
            agency_id=document.official.agency_id, reference=f"records:{document.pk}"
        )
        assert outgoing is not None
        assert [one.state for one in list_transmissions(outgoing)] == ["RETURNED"]
        assert not Arrival.objects.exists()
        assert not InboundFile.objects.exists()
    assert receipt.quarantined is not None
    assert (message.state, message.subject) == ("SHUT_AWAY", "…")
    assert envelope.state == EnvelopeState.QUARANTINED
    assert list_unreceived(before=AT.replace(hour=9)) == []
    assert stubs() == [(Door.TEXT, SecrecyLevel.MAT)]
    assert office.agency.pk == message.agency_id


@needs_tesseract
def test_scans_are_read_to_the_end_a_few_pages_at_a_time(
    department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinhso.documents.operations.reading.PAGES_AT_ONCE", 1)
    pictures = (picture("Năm 2021"), picture("Phụ lục"), picture("TUYỆT MẬT", "Bản đồ"))
    attached(department, "ke hoach.docx", office_file("Kế hoạch", pictures=pictures))
    pk = Attachment.objects.get().pk

    with acting_as(SYSTEM):
        for part in range(2):
            read_attachment(attachment_id=pk, part=part, at=AT)
        half_read = Attachment.objects.get().reading
        read_attachment(attachment_id=pk, part=2, at=AT)

    ordered = ProcrastinateJob.objects.filter(task_name__endswith="read_attachment_task")
    assert sorted(job.args["part"] for job in ordered) == [0, 1, 2]
    assert half_read == Reading.WAITING
    assert not Attachment.objects.exists()
    assert stubs() == [(Door.SCAN, SecrecyLevel.TUYET_MAT)]
