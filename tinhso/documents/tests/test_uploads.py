"""Files people give are checked by content, cleaned and kept; the rest is refused by name."""

import hashlib
import io
import socket
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings

from tinhso.documents.api import (
    ScannerUnavailable,
    Upload,
    UploadBroken,
    UploadEmpty,
    UploadLocked,
    UploadRefused,
    UploadTooLarge,
    UploadUnsafe,
    UploadWrongType,
    load_bytes,
    receive_upload,
    share_uploads,
)
from tinhso.documents.gateways.file_store import StoredBytesBroken, path_of
from tinhso.documents.rules import MEDIA_TYPES
from tinhso.documents.tests.factories import AT, make_agency, make_citizen, make_officer

pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def receive(content: bytes, name: str = "giay.pdf", accept: Iterable[str] = MEDIA_TYPES) -> Upload:
    return receive_upload(
        file=SimpleUploadedFile(name, content),
        actor=make_citizen(),
        purpose="case-paper",
        accept=list(accept),
        at=AT,
    )


def picture(form: str = "JPEG", **options: object) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(output, form, **options)
    return output.getvalue()


def pdf_with(change: str = "") -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        if change:
            key, value = change.split(" ", 1)
            pdf.Root[key] = pikepdf.Object.parse(value.encode())
        pdf.save(output)
    return output.getvalue()


def test_picture_is_written_anew_without_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Số nhà bí mật"

    upload = receive(picture(exif=exif), "Ảnh chụp.JPG")

    kept = load_bytes(upload.file.sha256)
    assert upload.file.media_type == "image/jpeg"
    assert upload.name == "Ảnh chụp.jpg"
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_picture_lying_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    upload = receive(picture(exif=exif), "a.jpg")

    assert Image.open(io.BytesIO(load_bytes(upload.file.sha256))).size == (40, 60)


def test_what_hides_behind_a_picture_is_left_out() -> None:
    upload = receive(picture("PNG") + b"<script>alert(1)</script>PK\x03\x04", "a.png")

    assert b"script" not in load_bytes(upload.file.sha256)


def test_pdf_is_kept_with_its_page_count() -> None:
    upload = receive(pdf_with())

    assert upload.page_count == 1
    assert upload.file.media_type == "application/pdf"


@pytest.mark.parametrize("around", [(b"", b"\nPK\x03\x04<script>"), (b"", b"\n<html>evil")])
def test_what_hides_behind_a_pdf_is_left_out(around: tuple[bytes, bytes]) -> None:
    before, after = around

    kept = load_bytes(receive(before + pdf_with() + after).file.sha256)

    assert after.strip() not in kept
    assert kept.rstrip().endswith(b"%%EOF")


def test_original_hash_is_remembered() -> None:
    content = picture()

    assert receive(content).original_sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03",
        b"PK\x03\x04\x14\x00",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"#!/bin/sh\nrm -rf /",
        b"GIF89a\x01\x00",
        b"\x00" * 50,
        b"plain text",
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "../../etc/passwd"])
def test_wrong_type_is_refused_whatever_its_name(content: bytes, name: str) -> None:
    with pytest.raises(UploadWrongType):
        receive(content, name)


def test_type_not_asked_for_is_refused() -> None:
    with pytest.raises(UploadWrongType):
        receive(pdf_with(), accept=["image/jpeg"])


def test_empty_file_is_refused() -> None:
    with pytest.raises(UploadEmpty):
        receive(b"")


def test_file_over_the_limit_is_refused(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1000

    with pytest.raises(UploadTooLarge):
        receive(picture("BMP")[:1001])


@pytest.mark.parametrize("content", [picture()[:200], picture("PNG")[:60], b"\xff\xd8\xff\xe0"])
def test_cut_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UploadBroken):
        receive(content)


def test_picture_bomb_is_refused() -> None:
    rows = zlib.compress(b"\x00" * 1000)
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    )

    with pytest.raises((UploadTooLarge, UploadBroken)):
        receive(bomb)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    "change",
    [
        "/OpenAction <</S /JavaScript /JS (app.alert(1))>>",
        "/OpenAction <</S /Launch /F (cmd.exe)>>",
        "/AA <</WC <</S /JavaScript /JS (app.alert(1))>>>>",
        "/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (1)>>]>>>>",
        "/Names <</EmbeddedFiles <</Names []>>>>",
        "/AcroForm <</Fields [] /XFA (x)>>",
        "/Extra [[[<</A <</S /SubmitForm /F (http://x)>>>>]]]",
        "/Extra <</Type /Annot /Subtype /FileAttachment>>",
    ],
)
def test_pdf_that_runs_or_carries_something_is_refused(change: str) -> None:
    with pytest.raises(UploadUnsafe):
        receive(pdf_with(change))


def test_pdf_nested_without_end_is_refused() -> None:
    with pytest.raises(UploadRefused):
        receive(pdf_with("/Extra " + "[" * 200 + "]" * 200))


def test_locked_pdf_is_refused() -> None:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(UploadLocked):
        receive(output.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00\xff" * 500])
def test_broken_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(UploadBroken):
        receive(content)


@pytest.mark.slow
def test_pdf_that_swells_ends_its_own_process_only() -> None:
    body = zlib.compress(zlib.compress(bytes(1_000_000_000), 1), 1)
    bomb = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n3 0 obj\n<</Type/ObjStm/N 1"
        b"/First 4/Filter[/FlateDecode/FlateDecode]/Length "
        + str(len(body)).encode()
        + b">>stream\n"
        + body
        + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )

    with pytest.raises(UploadRefused):
        receive(bomb)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\hồ sơ\\giấy.exe", "giấy.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie: x.pdf"),
        ("", "tep.pdf"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_name_is_made_fit(given: str, kept: str) -> None:
    from tinhso.documents.operations.uploads import safe_name

    assert safe_name(given, "application/pdf") == kept


def test_same_bytes_are_stored_once() -> None:
    first, second = receive(picture()), receive(picture())

    assert first.file_id == second.file_id
    assert first.token != second.token


def test_changed_bytes_are_not_handed_to_other_code() -> None:
    sha256 = receive(picture()).file.sha256
    path_of(sha256).chmod(0o600)
    path_of(sha256).write_bytes(b"changed")

    with pytest.raises(StoredBytesBroken):
        load_bytes(sha256)


def test_officer_s_upload_belongs_to_the_agency() -> None:
    agency = make_agency()
    clerk = make_officer(agency, "CLERK", "Trần Quốc Bảo")
    file = SimpleUploadedFile("a.jpg", picture())

    upload = receive_upload(file=file, actor=clerk, purpose="x", accept=["image/jpeg"], at=AT)

    assert (upload.agency_id, upload.person_id) == (agency.pk, None)


def test_sharing_adds_readers() -> None:
    upload, agency, other = receive(picture()), make_agency(), make_agency()

    share_uploads(upload_ids=[upload.pk], agency_ids=[other.pk])
    share_uploads(upload_ids=[upload.pk], agency_ids=[agency.pk, other.pk])

    upload.refresh_from_db()
    assert upload.reader_agency_ids == sorted([agency.pk, other.pk])


class Scanner(threading.Thread):
    """Speaks ClamAV's INSTREAM on a real socket and knows one signature."""

    def __init__(self, answer: bytes = b"") -> None:
        super().__init__(daemon=True)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._answer = answer
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"

    def run(self) -> None:
        connection, _ = self._server.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", stream.read(4))[0]:
                content += stream.read(size)
            found = b"stream: Eicar FOUND\0" if EICAR in content else b"stream: OK\0"
            connection.sendall(self._answer or found)
        self._server.close()


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    scanner = Scanner()
    scanner.start()
    settings.CLAMD = scanner.address
    yield scanner
    scanner.join(5)


def test_scanned_file_is_taken(scanner: Scanner) -> None:
    assert receive(picture()).pk


def test_virus_is_refused(scanner: Scanner) -> None:
    with pytest.raises(UploadUnsafe):
        receive(picture() + EICAR)


def test_scanner_s_unclear_answer_refuses(settings: Settings) -> None:
    scanner = Scanner(b"INSTREAM size limit exceeded. ERROR\0")
    scanner.start()
    settings.CLAMD = scanner.address

    with pytest.raises(ScannerUnavailable):
        receive(picture())


def test_silent_scanner_refuses(settings: Settings) -> None:
    settings.CLAMD = "127.0.0.1:1"

    with pytest.raises(ScannerUnavailable):
        receive(picture())
