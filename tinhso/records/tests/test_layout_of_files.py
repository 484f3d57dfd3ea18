"""Files from outside are measured and judged; what is not a document is refused in words."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tinhso.identity.tests.factories import sign_in
from tinhso.records.gateways.layout_files import FileNotMeasured, measure_file
from tinhso.records.rules.measured import check_measured
from tinhso.records.tests.factories import Department
from tinhso.records.tests.samples import SECTIONS, sample_pdf

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = (
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, True),
    ("Độc lập - Tự do - Hạnh phúc", 28, True),
    ("Số: 15/QĐ-UBND", 26, False),
    ("Bình Phước, ngày 01 tháng 6 năm 2021", 28, False),
    ("Nội dung của văn bản được viết ở đây, dài hơn mọi dòng khác của nó.", 28, False),
    ("Nơi nhận:", 24, True),
)


def codes(content: bytes) -> list[str]:
    return [finding.rule.code for finding in check_measured(measure_file(content))]


def word_file(left: int = 1701, font: str = "Times New Roman", **changes: Any) -> bytes:
    rows = changes.get("rows", HEAD)
    paragraphs = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}"/>{"<w:b/>" if bold else ""}'
        f'<w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        for text, size, bold in rows
    )
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1134" w:bottom="1134" w:left="{left}" w:right="1021"/></w:sectPr>'
    )
    head = changes.get("head", "")
    body = f"{head}<w:document {_W}><w:body>{paragraphs}{section}</w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["QD", "CV", "KH", "BB", "GM"])
def test_our_own_pages_break_no_rule(kind: str) -> None:
    assert codes(sample_pdf(kind)) == []


def test_our_own_pages_are_numbered_from_the_second() -> None:
    pages = measure_file(sample_pdf("BC", body=SECTIONS * 6)).page_count

    assert pages > 1
    assert codes(sample_pdf("BC", body=SECTIONS * 6)) == []


def test_a_well_set_word_file_breaks_no_rule() -> None:
    assert codes(word_file()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"left": 1134}, "MARGIN_LEFT"),
        ({"font": "Arial"}, "TYPEFACE"),
        ({"rows": HEAD[1:]}, "NATION"),
        ({"rows": (*HEAD[:2], *HEAD[3:])}, "NOTATION"),
        ({"rows": (*HEAD[:3], *HEAD[4:])}, "PLACE_DATE"),
        ({"rows": HEAD[:5]}, "NOI_NHAN"),
        ({"rows": [(text, 44, bold) for text, _, bold in HEAD]}, "BODY_SIZE"),
    ],
)
def test_what_is_set_wrongly_is_found(changes: dict[str, Any], code: str) -> None:
    assert code in codes(word_file(**changes))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"%PDF-1.7 broken",
        b"PK\x03\x04broken",
        word_file(head='<!DOCTYPE x [<!ENTITY a "b">]>'),
        word_file()[:-40],
    ],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(FileNotMeasured):
        measure_file(content)


def test_a_part_that_swells_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (21 * 1024 * 1024))

    with pytest.raises(FileNotMeasured):
        measure_file(out.getvalue())


@pytest.mark.django_db
def test_findings_are_shown_with_their_place_in_the_law(
    client: Client, department: Department
) -> None:
    assert client.get("/cong-van/the-thuc/").status_code == 302
    sign_in(client, department.accounts["REGISTRAR"])

    shown = client.post(
        "/cong-van/the-thuc/", {"file": SimpleUploadedFile("a.docx", word_file(font="Arial"))}
    )
    refused = client.post("/cong-van/the-thuc/", {"file": SimpleUploadedFile("a.txt", b"abc")})

    assert "Times New Roman" in shown.content.decode()
    assert "Phụ lục I" in shown.content.decode()
    assert refused.status_code == 400
    assert "Không đọc được tệp này" in refused.content.decode()
