"""A file with a mark of secrecy is refused, or taken away once read, wherever it is sent."""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from tinhso.cases.api import (
    Case,
    Channel,
    Filing,
    Offices,
    accept_case,
    advance_copy,
    order_copy,
    submit_case,
)
from tinhso.cases.models import DraftPaper, PaperDuty
from tinhso.cases.tests.factories import (
    AT,
    Ward,
    example_answers,
    make_case,
    make_draft,
    make_version,
    make_ward,
    photo,
)
from tinhso.cases.tests.walk import SOON, asked_for_more
from tinhso.contact.models import Contact, ContactEvent, Letter
from tinhso.contact.tests.doors import form_of_a_person, letter_arrives, open_key
from tinhso.contact.tests.factories import Line
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document, ScanState, StoredFile, Upload, can_read_scans, load_bytes
from tinhso.documents.models import FileReading
from tinhso.documents.tests.factories import read_waiting_files
from tinhso.identity.models import CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Door, QuarantinedItem
from tinhso.records.tests.incoming_factories import a_pdf

pytestmark = pytest.mark.django_db
needs_tesseract = pytest.mark.skipif(
    not can_read_scans(), reason="tesseract with Vietnamese is not installed"
)
FONT = Path("node_modules/@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf")
NOTICE = "Tệp có dấu chỉ độ mật"
PAPER = "birth-notice"


@pytest.fixture
def keeper(db: None) -> OfficerAccount:
    """Give the province's security officer."""
    committee = make_agency("H10", kind="PEOPLES_COMMITTEE", tier="PROVINCE")
    return make_officer(committee, "SECURITY_OFFICER")


@pytest.fixture
def ward(keeper: OfficerAccount) -> Ward:
    """Give a ward below that province, which has no security officer of its own."""
    made = make_ward()
    made.committee.parent = Agency.objects.get(code="H10")
    made.committee.save()
    return made


@pytest.fixture
def account(db: None) -> CitizenAccount:
    """Give a citizen."""
    return make_citizen()


def secret(name: str = "giay.pdf") -> SimpleUploadedFile:
    """Give a PDF that says what it is."""
    return SimpleUploadedFile(name, a_pdf("TỐI MẬT", "Phương án tác chiến"), "application/pdf")


def scanned(*lines: str, name: str = "anh.png") -> SimpleUploadedFile:
    """Give a picture of printed lines, as a scanner would."""
    drawn = Image.new("L", (1000, 120 + 90 * len(lines)), 255)
    pen, letters = ImageDraw.Draw(drawn), ImageFont.truetype(FONT, 44)
    for number, line in enumerate(lines):
        pen.text((80, 60 + 90 * number), line, fill=0, font=letters)
    output = BytesIO()
    drawn.save(output, "PNG")
    return SimpleUploadedFile(name, output.getvalue(), "image/png")


def sealed() -> list[tuple[str, str, str]]:
    """Give what lies in quarantine: by which door, which degree, of which agency."""
    with acting_as(SYSTEM):
        rows = QuarantinedItem.objects.exclude(file=None).order_by("pk")
        return list(rows.values_list("door", "level", "agency__code"))


def uploads() -> list[str]:
    with acting_as(SYSTEM):
        return list(Upload.objects.order_by("pk").values_list("name", flat=True))


def test_a_paper_of_an_application_is_refused_and_sealed(
    client: Client, account: CitizenAccount, keeper: OfficerAccount, ward: Ward
) -> None:
    draft = make_draft(account, make_version())
    sign_in(client, account)
    url = reverse("cases:draft_papers", args=[draft.token])

    page = client.post(url, {f"file-{PAPER}": [photo(), secret()], "go": "next"})

    assert NOTICE in page.content.decode()
    assert (len(uploads()), draft.papers.count()) == (1, 1)
    assert sealed() == [(Door.TEXT, "TOI_MAT", "H10")]
    told = Notification.objects.get(template="secret_shut_away")
    assert told.person_id == keeper.person_id


def test_a_name_with_a_mark_is_enough(client: Client, account: CitizenAccount, ward: Ward) -> None:
    draft = make_draft(account, make_version())
    sign_in(client, account)

    client.post(
        reverse("cases:draft_papers", args=[draft.token]),
        {f"file-{PAPER}": [photo("TUYỆT_MẬT.jpg")], "go": "next"},
    )

    assert sealed() == [(Door.TEXT, "TUYET_MAT", "H10")]
    assert not uploads()


def test_a_supplement_is_refused_and_nothing_of_it_kept(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    case = asked_for_more(make_case(account, make_version()), ward)
    before = uploads()
    sign_in(client, account)
    url = reverse("cases:case_supplement", args=[case.token])

    page = client.post(url, {f"file-{PAPER}": [photo(), secret()]})

    assert NOTICE in page.content.decode()
    assert uploads() == before
    assert sealed() == [(Door.TEXT, "TOI_MAT", "H10")]


def counter_case(account: CitizenAccount, ward: Ward) -> Case:
    """Give a case filed and accepted at the counter."""
    clerk = ward.actor("CLERK")
    filing = Filing(
        version=make_version(),
        applicant=account.person,
        form=example_answers(),
        offices=Offices(ward.office.pk, ward.committee.pk),
        channel=Channel.COUNTER,
        papers_seen_at_counter=True,
    )
    with acting_as(SYSTEM):
        account.person.reader_agency_ids = [ward.office.pk]
        account.person.save()
    with acting_as(clerk):
        case = submit_case(filing=filing, actor=clerk, at=AT)
        return accept_case(case=case, actor=clerk, at=AT)


def duty_of(case: Case) -> PaperDuty:
    with acting_as(SYSTEM):
        return PaperDuty.objects.select_related("case", "scan").get(case=case, paper_code=PAPER)


def test_a_scan_at_the_counter_is_refused(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    case = counter_case(account, ward)
    sign_in(client, ward.officers["CLERK"])

    url = reverse("cases:digitise_paper", args=[case.token, PAPER])
    page = client.post(url, {"files": [secret()], "add": "1"}, follow=True)

    assert NOTICE in page.content.decode()
    assert sealed() == [(Door.TEXT, "TOI_MAT", "H10")]


@needs_tesseract
def test_no_copy_is_certified_of_a_page_with_a_mark(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    case, clerk = counter_case(account, ward), ward.actor("CLERK")
    sign_in(client, ward.officers["CLERK"])
    url = reverse("cases:digitise_paper", args=[case.token, PAPER])
    client.post(url, {"files": [photo(), scanned("TUYỆT MẬT", "Kế hoạch")], "add": "1"})
    with acting_as(clerk):
        order_copy(duty=duty_of(case), is_checked=True, valid_to=None, actor=clerk, at=SOON)

    with acting_as(SYSTEM):
        ends = [
            advance_copy(duty=duty_of(case), valid_to="", actor=clerk, at=SOON) for _ in range(2)
        ]
        scan = duty_of(case).scan
        assert scan is not None
        assert (scan.state, scan.pages.count(), ends) == (ScanState.OPEN, 1, [False, True])
        assert not Document.objects.filter(kind="COPY").exists()
    assert sealed() == [(Door.SCAN, "TUYET_MAT", "H10")]
    told = Notification.objects.filter(template="upload_shut_away")
    assert list(told.values_list("person_id", flat=True)) == [clerk.person_id]


@needs_tesseract
def test_a_photograph_is_taken_away_once_it_is_read(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    draft = make_draft(account, make_version())
    sign_in(client, account)
    url = reverse("cases:draft_papers", args=[draft.token])
    client.post(url, {f"file-{PAPER}": [scanned("MẬT", "Kế hoạch")]})
    with acting_as(SYSTEM):
        (former,) = StoredFile.objects.filter(media_type="image/png").values_list("sha256")

    read_waiting_files()
    read_waiting_files()

    assert not DraftPaper.objects.filter(draft=draft).exists()
    assert uploads() == ["Tệp đã niêm phong.png"]
    assert not StoredFile.objects.filter(sha256=former[0]).exists()
    assert sealed() == [(Door.SCAN, "MAT", "H10")]
    told = Notification.objects.get(template="upload_shut_away")
    assert told.person_id == account.person_id
    with acting_as(SYSTEM):
        stand_in = Upload.objects.get()
        picture = Image.open(BytesIO(load_bytes(stand_in.file.sha256)))
    assert picture.format == "PNG"


def scanned_pages(*pages: str) -> SimpleUploadedFile:
    """Give a PDF whose pages are pictures, a line on each."""
    pictures = [Image.open(scanned(line)) for line in pages]
    output = BytesIO()
    pictures[0].save(output, "PDF", save_all=True, append_images=pictures[1:])
    return SimpleUploadedFile("quet.pdf", output.getvalue(), "application/pdf")


@needs_tesseract
def test_a_scan_is_read_to_its_last_page(
    client: Client, account: CitizenAccount, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinhso.documents.operations.reading.PAGES_AT_ONCE", 1)
    draft = make_draft(account, make_version())
    sign_in(client, account)
    url = reverse("cases:draft_papers", args=[draft.token])
    client.post(url, {f"file-{PAPER}": [scanned_pages("Đơn", "Phụ lục", "TUYỆT MẬT")]})

    read_waiting_files()

    assert uploads() == ["Tệp đã niêm phong.pdf"]
    assert sealed() == [(Door.SCAN, "TUYET_MAT", "H10")]


@needs_tesseract
def test_an_ordinary_photograph_is_read_once_and_stays(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    version = make_version()
    drafts = [make_draft(account, version) for _ in range(2)]
    sign_in(client, account)

    for draft in drafts:
        url = reverse("cases:draft_papers", args=[draft.token])
        client.post(url, {f"file-{PAPER}": [scanned("GIẤY CHỨNG SINH", "Bảo mật thông tin")]})
    read_waiting_files()

    assert [draft.papers.count() for draft in drafts] == [1, 1]
    assert FileReading.objects.exclude(read_at=None).count() == FileReading.objects.count() == 1
    assert sealed() == []


REPORT = "/phan-anh/gui/hien-truong/"


def test_a_picture_of_a_report_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Line()

    form = form_of_a_person(monkeypatch)
    page = client.post(REPORT, {**form, "photos": photo("Độ mật: Mật.jpg")})

    assert NOTICE in page.content.decode()
    assert not Contact.objects.exists()
    assert sealed() == [(Door.TEXT, "MAT", "H10")]


@needs_tesseract
def test_a_picture_of_a_report_is_taken_off_it_once_read(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Line()
    form = form_of_a_person(monkeypatch)
    client.post(REPORT, {**form, "photos": scanned("TỐI MẬT", "Bản đồ bố phòng")})

    read_waiting_files()

    contact = Contact.objects.get()
    assert not contact.photos.exists()
    line = ContactEvent.objects.get(contact=contact, act="FILE_SHUT_AWAY")
    assert line.is_public
    (found,) = sealed()
    assert found[:2] == (Door.SCAN, "TOI_MAT")


def test_a_file_in_a_letter_is_refused_and_the_letter_taken(db: None) -> None:
    Line()
    letter = EmailMessage()
    for name, value in {
        "From": "Nguyễn Văn An <an@mail.example>", "To": "1022@tinhso.example",
        "Subject": "Gửi tài liệu", "Message-ID": "<m1@mail.example>",
    }.items():  # fmt: skip
        letter[name] = value
    letter.set_content("Tôi gửi kèm tài liệu nhặt được ở bến xe")
    letter.add_attachment(
        secret().read(), maintype="application", subtype="pdf", filename="nhat.pdf"
    )

    letter_arrives(letter.as_bytes())

    contact = Contact.objects.get()
    assert not contact.photos.exists()
    assert Letter.objects.filter(contact=contact).exists()
    assert sealed() == [(Door.TEXT, "TOI_MAT", "H10")]


def test_a_picture_sent_by_a_program_is_refused(client: Client) -> None:
    Line()
    open_key("k")
    answer = client.post(
        "/open311/v2/requests.json",
        {
            "api_key": "k", "service_code": "duong-hu-hong", "lat": "11.535", "long": "106.888",
            "description": "Ổ gà lớn giữa đường", "media": photo("TỐI MẬT.jpg"),
            "attribute[KICH_CO]": "LON",
        },
    )  # fmt: skip

    assert answer.status_code == 400
    assert NOTICE in answer.content.decode()
    assert not Contact.objects.exists()
    assert sealed() == [(Door.TEXT, "TOI_MAT", "H10")]
