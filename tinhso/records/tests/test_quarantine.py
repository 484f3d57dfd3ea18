"""Secret papers are refused at every entry, sealed for one person, and leave no trace of text."""

import io
import logging
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import SecrecyLevel, can_read_scans, draw_page
from tinhso.documents.models import ReceivedFile, StoredFile
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Door, OfficialDocument, QuarantinedItem, QuarantineState, Reading
from tinhso.records.operations import (
    AlreadyDecided,
    ArrivalFacts,
    Entry,
    GivenFile,
    decide_quarantined,
    read_scans,
    receive_document,
    seize,
)
from tinhso.records.tests.incoming_factories import AT, Office, a_pdf, arrived, receive, registered
from tinhso.records.tests.samples import sample_pdf

pytestmark = pytest.mark.django_db
SECRET = "Phương án tác chiến khu vực Lộc Ninh"
PAGE = "/can-bo/niem-phong/"


def traces(words: str) -> list[str]:
    """Give every table of the slice, and the outboxes, in which words can be read."""
    found = []
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names()
            if not name.startswith("django_")
        ]
        for name in tables:
            cursor.execute(
                f"select count(*) from {connection.ops.quote_name(name)} t"  # noqa: S608
                " where t::text ilike %s",
                [f"%{words}%"],
            )
            if cursor.fetchone()[0]:
                found.append(name)
    return found


@pytest.mark.parametrize(
    ("facts", "files", "door"),
    [
        ({"abstract": f"{SECRET} (MẬT)"}, (a_pdf,), Door.FIELDS),
        ({"note": "Tối mật"}, (a_pdf,), Door.FIELDS),
        ({}, (lambda: a_pdf("TUYỆT MẬT", SECRET),), Door.TEXT),
        ({}, (a_pdf, lambda: a_pdf("MẬT", SECRET)), Door.TEXT),
    ],
)
def test_a_mark_is_refused_and_nothing_of_it_can_be_read(
    facts: dict[str, str], files: tuple[object, ...], door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    office = Office()
    keeper = office.actor("SECURITY_OFFICER")
    caplog.set_level(logging.DEBUG)

    receipt = receive(office, *(make() for make in files), **facts)  # type: ignore[operator] # makers of files

    assert receipt.official is None
    assert receipt.quarantined is not None
    assert receipt.quarantined.door == door
    assert not OfficialDocument.objects.exists()
    assert not ReceivedFile.objects.exists()
    assert traces("tác chiến") == []
    assert "tác chiến" not in caplog.text
    assert Notification.objects.get().person_id == keeper.person_id


def test_only_the_security_officer_of_the_agency_opens_what_is_sealed(client: Client) -> None:
    office = Office()
    item = receive(office, a_pdf("MẬT", SECRET)).quarantined
    assert item is not None
    with acting_as(SYSTEM):
        stranger = make_officer(make_agency("H10.09"), "SECURITY_OFFICER")

    for account, status in (
        (office.account("REGISTRAR"), 403),
        (office.account("LEADER"), 403),
        (stranger, 404),
    ):
        sign_in(client, account)
        assert client.post(f"{PAGE}{item.token}/mo/").status_code == status
    sign_in(client, office.account("SECURITY_OFFICER"))
    opened = client.post(f"{PAGE}{item.token}/mo/")

    with zipfile.ZipFile(io.BytesIO(opened.content)) as package:
        assert package.read(package.namelist()[0]).startswith(b"%PDF-")


def test_the_registry_sees_that_something_was_sealed_but_not_what(client: Client) -> None:
    office = Office()
    receive(office, a_pdf("MẬT", SECRET))
    sign_in(client, office.account("REGISTRAR"))

    page = client.get(PAGE).content.decode()

    assert "Chữ trong tệp" in page
    assert "Mở tệp niêm phong" not in page
    assert "tác chiến" not in page


def test_row_security_hides_what_is_sealed_from_every_officer() -> None:
    office = Office()
    receive(office, a_pdf("MẬT"))

    for role in ("SECURITY_OFFICER", "LEADER", "REGISTRAR"):
        with acting_as(office.actor(role)):
            assert not QuarantinedItem.objects.exists()


def test_what_is_secret_is_destroyed_with_its_bytes_and_decided_once() -> None:
    office = Office()
    keeper = office.actor("SECURITY_OFFICER")
    item = receive(office, a_pdf("MẬT")).quarantined
    assert item is not None
    assert StoredFile.objects.count() == 1

    with acting_as(keeper):
        done = decide_quarantined(item=item, is_secret=True, reason="Két số 2", actor=keeper, at=AT)
        with pytest.raises(AlreadyDecided):
            decide_quarantined(item=item, is_secret=False, reason="", actor=keeper, at=AT)

    assert done.state == QuarantineState.DESTROYED
    assert not StoredFile.objects.exists()


def test_a_registered_document_is_seized_and_its_number_stays() -> None:
    office = Office()
    arrival = registered(office, abstract=SECRET)
    clerk = office.actor("REGISTRAR")

    with acting_as(clerk):
        seize(arrival=arrival, level=SecrecyLevel.MAT, door=Door.PERSON, actor=clerk, at=AT)

    official = OfficialDocument.objects.get()
    assert (official.number, official.abstract, official.search_text) == (1, "…", "")
    assert not ReceivedFile.objects.exists()
    assert traces("tác chiến") == []


def scanned(*words: str) -> bytes:
    """Give a PDF whose page is a picture of words."""
    from PIL import Image

    drawn = draw_page(sample_pdf("CV", body="\n\n".join(words)), 1, 200)
    output = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.convert("RGB").save(output, "PDF", resolution=200)
    with pikepdf.open(io.BytesIO(output.getvalue())) as pdf:
        clean = io.BytesIO()
        pdf.save(clean)
    return clean.getvalue()


def test_a_scan_waits_for_a_person_where_nothing_can_read_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tinhso.records.operations.arriving.can_read_scans", lambda: False)
    office = Office()

    arrival = arrived(office, scanned("MẬT", SECRET))

    assert arrival.reading == Reading.UNREAD
    assert arrival.words == ""


def test_a_mark_in_a_scan_seizes_the_document() -> None:
    if not can_read_scans():
        pytest.skip("tesseract with Vietnamese is not installed")
    office = Office()
    arrival = arrived(office, scanned("TUYỆT MẬT", SECRET), abstract="Văn bản số 5")

    with acting_as(SYSTEM):
        read_scans(arrival_id=arrival.pk, at=AT)

    item = QuarantinedItem.objects.get()
    assert (item.door, item.level) == (Door.SCAN, SecrecyLevel.TUYET_MAT)
    assert not ReceivedFile.objects.exists()


def test_a_scan_without_mark_can_be_searched() -> None:
    if not can_read_scans():
        pytest.skip("tesseract with Vietnamese is not installed")
    office = Office()
    arrival = arrived(office, scanned("Kế hoạch trồng rừng năm 2021"))

    with acting_as(SYSTEM):
        reading = read_scans(arrival_id=arrival.pk, at=AT)

    arrival.refresh_from_db()
    assert reading == Reading.READ
    assert "trong rung" in " ".join(arrival.words.split())


def test_an_upload_with_a_mark_gets_a_clear_notice(client: Client) -> None:
    office = Office()
    sign_in(client, office.account("REGISTRAR"))
    form = {
        "author_name": "Bộ Quốc phòng",
        "abstract": "Kế hoạch",
        "kind": "CV",
        "urgency": "0",
        "files": SimpleUploadedFile("a.pdf", a_pdf("MẬT", SECRET)),
    }

    response = client.post("/can-bo/van-ban-den/nhan/", form)

    assert response.status_code == 409
    assert "Phát hiện dấu chỉ độ mật" in response.content.decode()
    assert "tác chiến" not in response.content.decode()


def test_a_header_of_dispatch_with_a_mark_is_shut_away() -> None:
    office = Office()
    with acting_as(SYSTEM):
        receipt = receive_document(
            facts=ArrivalFacts("Bộ Công an", "Báo cáo [TỐI MẬT]"),
            files=[GivenFile("a.pdf", a_pdf())],
            entry=Entry("DISPATCH", office.agency.pk, inbound_id=3),
            actor=SYSTEM,
            at=AT,
        )

    assert receipt.official is None
    assert receipt.quarantined is not None
    assert receipt.quarantined.door == Door.HEADER
