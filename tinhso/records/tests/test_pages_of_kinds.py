"""Each of the 29 kinds is laid out as it was when last looked at, in the archive profile."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from tinhso.documents.api import render_preview_pages
from tinhso.records.rules import KINDS
from tinhso.records.tests.samples import sample_page, sample_pdf

GOLDEN = Path(__file__).parent / "golden"
CODES = [kind.code for kind in KINDS]
#: Mean difference of a page's grey (0–255) that drawing alone may cause.
_TOLERANCE = 0.35


def drawn(pdf: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "36", "-gray", "-png", "-singlefile", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    return Image.open(io.BytesIO(done.stdout)).convert("L")


@pytest.mark.parametrize("code", CODES)
def test_page_of_a_kind_looks_as_it_was_approved(code: str) -> None:
    page, golden = drawn(sample_pdf(code)), Image.open(GOLDEN / f"{code}.png")

    assert page.size == golden.size
    assert ImageStat.Stat(ImageChops.difference(page, golden.convert("L"))).mean[0] < _TOLERANCE


def test_another_text_is_seen_as_another_page() -> None:
    page = drawn(sample_pdf("CV", body="Một nội dung khác hẳn. " * 30))

    difference = ImageChops.difference(page, Image.open(GOLDEN / "CV.png").convert("L"))

    assert ImageStat.Stat(difference).mean[0] > _TOLERANCE


@pytest.mark.parametrize("code", CODES)
def test_page_of_a_kind_is_archivable_accessible_and_brings_its_letters(code: str) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf(code))) as pdf:
        metadata = pdf.open_metadata()
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]

        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_preview_pictures_are_one_a_page() -> None:
    pages = render_preview_pages(template="official", content=sample_page("KH"))

    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)
