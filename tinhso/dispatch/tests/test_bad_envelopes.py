"""Envelopes made to harm: each is refused by its name, soon and without growing."""

import base64
import io
import zipfile
from dataclasses import replace

import pytest

from tinhso.dispatch.gateways import edxml_reading
from tinhso.dispatch.gateways.edxml_parsing import parse
from tinhso.dispatch.rules import AttachedFile, Message
from tinhso.dispatch.rules.file_names import plain_name
from tinhso.dispatch.rules.limits import Limits
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason
from tinhso.dispatch.tests.messages import COMMITTEE, PDF, content_of, message

_SMALL = Limits(
    envelope=200_000, elements=400, depth=12, files=3, one_file=50_000, all_files=60_000
)
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "haha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def refusal(content: bytes, limits: Limits = _SMALL) -> Reason:
    with pytest.raises(EnvelopeRefused) as caught:
        edxml_reading.read(parse(content, limits), limits)
    return caught.value.reason


def with_file(content: bytes, name: str = "15", encoded: bytes | None = None) -> bytes:
    plain = replace(message(), files=(AttachedFile(name, "application/pdf", PDF),))
    written = base64.b64encode(content) if encoded is None else encoded
    return content_of(plain).replace(base64.b64encode(PDF), written)


def packed(content: bytes, name: str = "15.pdf") -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return into.getvalue()


def first_file(content: bytes, limits: Limits = _SMALL) -> AttachedFile:
    found = edxml_reading.read(parse(content, limits), limits)
    assert isinstance(found, Message)
    return found.files[0]


def with_prolog(prolog: bytes, text: bytes = b"") -> bytes:
    content = content_of(message())
    head, tail = content.split(b"?>", 1)
    return head + b"?>" + prolog + (tail.replace(b"V/v", text + b"V/v") if text else tail)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("empty", b"", Reason.EMPTY),
        ("blank", b" \n ", Reason.EMPTY),
        ("a picture", b"\x89PNG\r\n\x1a\n", Reason.NOT_XML),
        ("a page", b"<html><body/></html>", Reason.NOT_EDXML),
        ("cut off", content_of(message())[:900], Reason.NOT_XML),
        ("billion laughs", with_prolog(_LAUGHS, b"&j;"), Reason.DTD),
        (
            "external entity",
            with_prolog(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', b"&f;"),
            Reason.DTD,
        ),
        ("external type", with_prolog(b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'), Reason.DTD),
        ("bare type", with_prolog(b"<!DOCTYPE x>"), Reason.DTD),
        ("unknown entity", content_of(message()).replace(b"V/v", b"&nope;"), Reason.NOT_XML),
        ("deep", b"<edXML>" + b"<a>" * 40 + b"</a>" * 40 + b"</edXML>", Reason.TOO_DEEP),
        ("many", b"<edXML>" + b"<a/>" * 500 + b"</edXML>", Reason.TOO_MANY_ELEMENTS),
        ("large", b"<edXML>" + b" " * 300_000 + b"</edXML>", Reason.TOO_LARGE),
        ("no header", b"<edXML/>", Reason.NOT_EDXML),
        (
            "unknown encoding",
            content_of(message()).replace(b"UTF-8", b"X-LATIN"),
            Reason.NOT_XML,
        ),
        ("wrong encoding", content_of(message()).replace(b"V/v", b"\xff\xfe"), Reason.NOT_XML),
        ("bad act", content_of(message()).replace(b">0</Buss", b">9</Buss"), Reason.UNKNOWN_ACT),
        (
            "no subject",
            content_of(message()).replace(
                "V/v báo cáo công tác cải cách hành chính".encode(), b""
            ),
            Reason.FIELD_MISSING,
        ),
    ],
)  # fmt: skip
def test_harmful_xml_is_refused_by_name(name: str, content: bytes, expected: Reason) -> None:
    assert refusal(content) is expected


def test_utf_16_is_read_when_it_says_so() -> None:
    text = content_of(message()).decode().replace("UTF-8", "UTF-16")

    assert edxml_reading.read(parse(text.encode("utf-16"))) == message()


@pytest.mark.parametrize("encoded", [b"%%%%", b"JVBERi0xLjc\xc3\xa9", b"", b"A"])
def test_wrong_base64_is_refused(encoded: bytes) -> None:
    assert refusal(with_file(b"", encoded=encoded)) is Reason.FILE_BROKEN


def test_a_packed_file_is_unpacked() -> None:
    found = first_file(with_file(packed(PDF)))

    assert (found.name, found.content) == ("15.pdf", PDF)


def test_a_zip_that_is_the_document_stays_as_it_is() -> None:
    whole = packed(PDF)

    assert first_file(with_file(whole, name="phu-luc.zip")).content == whole


def test_a_zip_bomb_is_refused_before_it_grows() -> None:
    bomb = packed(b"\0" * 40_000_000)
    limits = Limits(one_file=30_000_000)

    assert len(bomb) < 60_000
    assert refusal(with_file(bomb), limits) is Reason.FILE_BOMB


def test_a_broken_zip_is_refused() -> None:
    assert refusal(with_file(packed(PDF)[:-30])) is Reason.FILE_BROKEN


def test_too_large_and_too_many_files_are_refused() -> None:
    large = AttachedFile("a.pdf", "application/pdf", PDF * 3_000)
    several = tuple(AttachedFile(f"{n}.pdf", "application/pdf", PDF) for n in range(4))

    assert refusal(content_of(replace(message(), files=(large,)))) is Reason.FILE_TOO_LARGE
    assert refusal(content_of(replace(message(), files=several))) is Reason.TOO_MANY_FILES


def test_too_many_recipients_are_refused() -> None:
    limits = replace(_SMALL, recipients=5, elements=4_000)
    many = replace(message(), recipients=(COMMITTEE,) * 6)

    assert refusal(content_of(many), limits) is Reason.TOO_MANY_RECIPIENTS


def test_a_file_listed_but_not_there_is_refused() -> None:
    content = content_of(message())
    start, end = content.index(b"<Attachment>"), content.index(b"</AttachmentEncoded>")

    assert refusal(content[:start] + content[end:]) is Reason.FILE_MISSING


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("/abs/15.pdf", "15.pdf"),
        ("con.pdf", "tep-1"),
        ("..", "tep-1"),
        ("", "tep-1"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\0b.pdf", "ab.pdf"),
        ("Công văn số 15.pdf", "Công văn số 15.pdf"),
        ("x" * 400 + ".pdf", "x" * 176 + ".pdf"),
    ],
)
def test_names_lose_their_paths(written: str, kept: str) -> None:
    assert plain_name(written, 1) == kept
