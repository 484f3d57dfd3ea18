"""Digitising: pages in order, turned, taken out; one signed PDF/A copy; then forgotten."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import (
    Certification,
    Document,
    PageAlreadyThere,
    Scan,
    ScanClosed,
    ScanEmpty,
    ScanPage,
    SignerNotAllowed,
    TooManyPages,
    Upload,
    UploadWrongType,
    add_pages,
    certify_scan,
    close_pages,
    latest_rendition,
    load_bytes,
    move_page,
    open_scan,
    prepare_next_page,
    remove_page,
    rotate_page,
)
from tinhso.documents.gateways.pictures import page_of_pdf
from tinhso.documents.operations import verify_content
from tinhso.documents.tests.factories import AT, Office

pytestmark = pytest.mark.django_db
COLOURS = {"red": (200, 30, 30), "green": (30, 160, 30), "blue": (30, 30, 200)}


@pytest.fixture
def office() -> Office:
    """Give a committee with its clerk."""
    return Office()


@pytest.fixture
def scan(office: Office) -> Scan:
    """Give the open scan of a land certificate."""
    with acting_as(office.clerk):
        return open_scan(
            agency=office.agency,
            subject="case:1",
            paper_code="land-certificate",
            title="Giấy chứng nhận quyền sử dụng đất",
            at=AT,
        )


def sheet(colour: str, size: tuple[int, int] = (800, 1130)) -> SimpleUploadedFile:
    """Give a photo of a sheet whose upper half is of one colour, as a tablet sends it."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 2), fill=COLOURS[colour])
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    return SimpleUploadedFile(f"{colour}.jpg", content.getvalue(), "image/jpeg")


def _add(scan: Scan, office: Office, *colours: str) -> list[int]:
    with acting_as(office.clerk):
        for colour in colours:
            add_pages(scan=scan, file=sheet(colour), actor=office.clerk, at=AT)
        return list(scan.pages.order_by("ordinal").values_list("pk", flat=True))


def _certify(scan: Scan, office: Office) -> Document:
    words = Certification(
        person_id=office.citizen.person_id or 0,
        statement="Bản sao đúng với bản chính.",
        basis="",
        place="Đồng Xoài",
        parent_name="",
        reader_agency_ids=(),
    )
    with acting_as(SYSTEM):
        close_pages(scan=scan, at=AT)
        while prepare_next_page(scan=scan, at=AT):
            pass
        return certify_scan(scan=scan, words=words, actor=office.clerk, at=AT)


def _bytes(document: Document) -> bytes:
    rendition = latest_rendition(document)
    assert rendition is not None
    return load_bytes(rendition.file.sha256)


def _colour(pdf: bytes, page: int, at: tuple[float, float]) -> str:
    """Name the colour at a place of a page, as shares of its width and height."""
    with Image.open(io.BytesIO(page_of_pdf(pdf, page, dots_per_inch=36))) as picture:
        place = (int(picture.width * at[0]), int(picture.height * at[1]))
        seen = picture.convert("RGB").getpixel(place)
    assert isinstance(seen, tuple)
    return min(
        {**COLOURS, "white": (255, 255, 255)}.items(),
        key=lambda known: sum((a - b) ** 2 for a, b in zip(known[1], seen, strict=True)),
    )[0]


def test_copy_has_the_pages_in_the_order_they_were_put(scan: Scan, office: Office) -> None:
    red, green, blue = _add(scan, office, "red", "green", "blue")
    with acting_as(office.clerk):
        move_page(scan=scan, page_id=blue, by=-1)
        move_page(scan=scan, page_id=red, by=1)
        move_page(scan=scan, page_id=green, by=1)

    pdf = _bytes(_certify(scan, office))

    assert [_colour(pdf, page, (0.5, 0.2)) for page in (1, 2, 3)] == ["blue", "red", "green"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 4


def test_turned_page_is_turned_in_the_copy(scan: Scan, office: Office) -> None:
    [red] = _add(scan, office, "red")
    with acting_as(office.clerk):
        rotate_page(scan=scan, page_id=red)

    pdf = _bytes(_certify(scan, office))

    assert _colour(pdf, 1, (0.9, 0.5)) == "red"
    assert _colour(pdf, 1, (0.1, 0.5)) == "white"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = opened.pages[0].mediabox
        assert float(box[2]) > float(box[3])


def test_copy_is_pdf_a_2_and_sound(scan: Scan, office: Office, tmp_path: Path) -> None:
    _add(scan, office, "red", "green")
    file = tmp_path / "copy.pdf"

    file.write_bytes(_bytes(_certify(scan, office)))

    with pikepdf.open(file) as opened, opened.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
    checked = subprocess.run(  # noqa: S603 - a fixed program on our own file
        ["/usr/bin/qpdf", "--check", file], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_outside_program_finds_both_signatures_sound(
    scan: Scan, office: Office, tmp_path: Path
) -> None:
    _add(scan, office, "red")
    file = tmp_path / "copy.pdf"

    file.write_bytes(_bytes(_certify(scan, office)))

    told = subprocess.run(  # noqa: S603 - a fixed program on our own file
        ["/usr/bin/pdfsig", "-nocert", file], capture_output=True, text=True, check=False
    ).stdout
    assert len(re.findall(r"Signature is Valid", told)) == 2
    assert "Trần Quốc Bảo" in told


def test_certified_copy_verifies_and_a_changed_one_does_not(scan: Scan, office: Office) -> None:
    _add(scan, office, "red")
    document = _certify(scan, office)
    content = _bytes(document)

    with acting_as(SYSTEM):
        genuine = verify_content(content=content, at=AT)
        changed = verify_content(content=content + b"\n% more", at=AT)

    assert (genuine.verdict.is_valid, genuine.document) == (True, document)
    assert not changed.verdict.is_valid
    assert document.notation.endswith("/SY")


def test_photos_are_recompressed(scan: Scan, office: Office) -> None:
    noise = io.BytesIO()
    Image.effect_noise((2600, 3600), 60).convert("RGB").save(noise, "JPEG", quality=95)
    file = SimpleUploadedFile("page.jpg", noise.getvalue(), "image/jpeg")
    with acting_as(office.clerk):
        add_pages(scan=scan, file=file, actor=office.clerk, at=AT)

    pdf = _bytes(_certify(scan, office))

    assert len(pdf) < len(noise.getvalue()) / 2


def test_pdf_from_a_scanner_gives_its_pages(scan: Scan, office: Office) -> None:
    content = io.BytesIO()
    first, second = Image.open(sheet("red")), Image.open(sheet("blue"))
    first.save(content, "PDF", save_all=True, append_images=[second])
    file = SimpleUploadedFile("scan.pdf", content.getvalue(), "application/pdf")
    with acting_as(office.clerk):
        assert add_pages(scan=scan, file=file, actor=office.clerk, at=AT) == 2

    pdf = _bytes(_certify(scan, office))

    assert [_colour(pdf, page, (0.5, 0.2)) for page in (1, 2)] == ["red", "blue"]


def test_loose_pages_are_forgotten_once_the_copy_is_signed(scan: Scan, office: Office) -> None:
    _add(scan, office, "red", "green")

    _certify(scan, office)

    with acting_as(SYSTEM):
        assert not ScanPage.objects.exists()
        assert not Upload.objects.filter(purpose=f"scan:{scan.pk}").exists()


def test_certifying_again_gives_the_same_copy(scan: Scan, office: Office) -> None:
    _add(scan, office, "red")
    document = _certify(scan, office)

    with acting_as(SYSTEM):
        again = certify_scan(
            scan=scan,
            words=Certification(1, "", "", "", "", ()),
            actor=office.clerk,
            at=AT,
        )

    assert again == document


def test_somebody_of_another_agency_certifies_nothing(scan: Scan, office: Office) -> None:
    _add(scan, office, "red")

    with pytest.raises(SignerNotAllowed):
        _certify_as(scan, office, Office())
    with acting_as(SYSTEM):
        assert not Document.objects.exists()


def _certify_as(scan: Scan, office: Office, other: Office) -> None:
    words = Certification(office.citizen.person_id or 0, "", "", "", "", ())
    with acting_as(SYSTEM):
        close_pages(scan=scan, at=AT)
        certify_scan(scan=scan, words=words, actor=other.clerk, at=AT)


def test_nothing_is_changed_once_ordered(scan: Scan, office: Office) -> None:
    [red] = _add(scan, office, "red")
    with acting_as(office.clerk):
        close_pages(scan=scan, at=AT)
        with pytest.raises(ScanClosed):
            remove_page(scan=scan, page_id=red)
        with pytest.raises(ScanClosed):
            add_pages(scan=scan, file=sheet("blue"), actor=office.clerk, at=AT)


def test_empty_scan_and_wrong_file_are_refused(scan: Scan, office: Office) -> None:
    text = SimpleUploadedFile("a.txt", b"hello", "text/plain")
    with acting_as(office.clerk):
        with pytest.raises(ScanEmpty):
            close_pages(scan=scan, at=AT)
        with pytest.raises(UploadWrongType):
            add_pages(scan=scan, file=text, actor=office.clerk, at=AT)


def test_too_many_pages_are_refused(
    scan: Scan, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinhso.documents.operations.scanning.MOST_PAGES", 1)
    _add(scan, office, "red")

    with acting_as(office.clerk), pytest.raises(TooManyPages):
        add_pages(scan=scan, file=sheet("blue"), actor=office.clerk, at=AT)


def test_another_office_sees_no_scan(scan: Scan, office: Office) -> None:
    _add(scan, office, "red")

    for actor in (Office().clerk, office.citizen):
        with acting_as(actor):
            assert not Scan.objects.exists()
            assert not ScanPage.objects.exists()


@given(moves=st.lists(st.tuples(st.integers(0, 3), st.sampled_from((-1, 1))), max_size=8))
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_moving_never_loses_or_doubles_a_page(office: Office, moves: list[tuple[int, int]]) -> None:
    with acting_as(SYSTEM):
        Scan.objects.all().delete()
        scan = open_scan(
            agency=office.agency, subject="case:2", paper_code="degree", title="Bằng", at=AT
        )
        upload = Upload.objects.first() or _upload(scan, office)
        ids = [
            ScanPage.objects.create(scan=scan, ordinal=number, upload=upload).pk
            for number in (1, 2, 3)
        ]
        order = list(ids)
        for page, by in moves:
            page_id = ids[page] if page < 3 else 0
            move_page(scan=scan, page_id=page_id, by=by)
            _swap(order, page_id, by)

        assert list(scan.pages.order_by("ordinal").values_list("pk", flat=True)) == order


def _upload(scan: Scan, office: Office) -> Upload:
    add_pages(scan=scan, file=sheet("red"), actor=office.clerk, at=AT)
    upload = Upload.objects.get()
    scan.pages.all().delete()
    return upload


def _swap(order: list[int], page_id: int, by: int) -> None:
    if page_id not in order:
        return
    place = order.index(page_id)
    if 0 <= place + by < len(order):
        order[place], order[place + by] = order[place + by], order[place]


def test_a_page_sent_again_is_there_once(scan: Scan, office: Office) -> None:
    _add(scan, office, "red", "blue")

    with acting_as(office.clerk), pytest.raises(PageAlreadyThere):
        add_pages(scan=scan, file=sheet("red"), actor=office.clerk, at=AT)

    assert scan.pages.count() == 2
    assert Upload.objects.filter(purpose=f"scan:{scan.pk}").count() == 2
