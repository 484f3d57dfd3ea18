"""Documents are typeset alike every time, and nothing a person wrote is read as markup."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest

from tinhso.documents.api import render_preview
from tinhso.documents.gateways.typesetting import render_document, render_pdf
from tinhso.documents.rules import Frame, Signer, template_data
from tinhso.documents.tests.factories import result_content, slip_content

TEMPLATES = ["slip_01", "slip_02", "slip_03", "slip_04", "slip_05", "result"]
HOSTILE = [
    '#read("/etc/passwd")',
    "#strong[đậm] *đậm* _nghiêng_ $x^2$ @nhãn <nhãn> // hết",
    '"; #panic() "',
    "= Tiêu đề\n- mục\n+ mục",
    "\\u{202E}đảo\u202e ngược \u0000 \x07 \U0001f600",
    "a" * 5000,
    "{{form.secret}} {% include 'x' %} <script>alert(1)</script>",
]


def data_of(template: str, /, **changes: Any) -> dict[str, Any]:
    content = result_content() if template == "result" else slip_content()
    frame = Frame(
        agency_name="Ủy ban nhân dân phường Tân Phú",
        parent_name="Ủy ban nhân dân thành phố Đồng Xoài",
        place="Đồng Xoài",
        number="05/GKS",
        issued_on=date(2026, 3, 2),
        signer=Signer("Phạm Thị Ngọc Hương", "Chủ tịch", "TM. Ủy ban nhân dân"),
    )
    return template_data(template, {**content, **changes}, frame)


def text_of(pdf: bytes) -> str:
    from subprocess import run

    done = run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607
    return done.stdout.decode()


@pytest.mark.parametrize("template", TEMPLATES)
def test_same_data_gives_same_bytes(template: str) -> None:
    first = render_pdf(template, data_of(template))

    assert render_pdf(template, data_of(template)) == first


@pytest.mark.parametrize("template", TEMPLATES)
def test_document_declares_archive_and_accessible_profiles(template: str) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(template, data_of(template)))) as pdf:
        metadata = pdf.open_metadata()

        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "vi-VN"


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_font_is_embedded(template: str) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(template, data_of(template)))) as pdf:
        fonts = [item for item in pdf.objects if _is(item, "/Font") and "/FontDescriptor" in item]
        files = [font.FontDescriptor.keys() & {"/FontFile2", "/FontFile3"} for font in fonts]

    assert files
    assert all(files)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_person_is_printed_never_run(text: str) -> None:
    shown = text_of(render_pdf("slip_02", data_of("slip_02", reasons=[text])))

    assert "root:" not in shown
    assert "😀" not in shown
    if "#strong" in text:
        assert "#strong[đậm] *đậm* _nghiêng_ $x^2$" in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_value_of_a_form_is_printed_never_run(text: str) -> None:
    form = {"child_full_name": text, "child_birth_date": ""}

    assert render_pdf("result", data_of("result", form=form)).startswith(b"%PDF-")


def test_vietnamese_letters_survive() -> None:
    letters = "Ắ ằ ẳ ẵ ặ Ễ ệ ổ Ỗ ợ Ữ ự ỳ ỷ ỹ ỵ Đ đ"

    shown = text_of(render_pdf("slip_02", data_of("slip_02", reasons=[letters])))

    assert letters in shown


def test_signatures_have_a_place_on_the_page_of_the_signer() -> None:
    body = [{"type": "paragraph", "text": "Điều khoản. " * 60} for _ in range(12)]
    template = {**result_content()["template"], "body": body}

    place = render_document("result", data_of("result", template=template)).place

    assert place.page > 1
    assert 0 < place.x < 595
    assert 0 < place.y < place.page_height


def test_preview_is_marked_as_draft() -> None:
    preview = render_preview(template="result", content=result_content())

    assert all(f"\n{letter}\n" in text_of(preview) for letter in "DỰHTẢO")
    assert "NGUYỄN MINH KHUÊ" in text_of(preview)


def _is(item: Any, kind: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/Type", "")) == kind
