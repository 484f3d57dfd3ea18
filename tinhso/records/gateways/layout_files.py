"""A file whose form is asked about, measured: PDF by its pages, DOCX by its settings."""

from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.documents.api import measure_pdf
from tinhso.records.gateways.word_files import NotAWordFile, measure_docx
from tinhso.records.rules.measured import MeasuredFile, MeasuredLine

LARGEST_FILE = 20 * 1024 * 1024


class FileNotMeasured(DomainError):
    """The file is neither PDF nor DOCX, or cannot be read."""

    code = "file_not_measured"
    text = gettext_lazy("Không đọc được tệp này. Hãy chọn tệp PDF hoặc DOCX không đặt mật khẩu.")


def measure_file(content: bytes) -> MeasuredFile:
    """Give how a file is set; its kind is told from its first bytes.

    :raises FileNotMeasured: it is of another kind, locked, broken or too heavy.
    """
    try:
        if content.startswith(b"%PDF-"):
            return _of_pages(measure_pdf(content))
        return measure_docx(content)
    except (NotAWordFile, ValueError) as error:
        raise FileNotMeasured from error


def _of_pages(pages: list[dict[str, Any]]) -> MeasuredFile:
    lines = [
        MeasuredLine(
            text=line["text"],
            font=line["font"],
            size=line["size"],
            is_bold=line["bold"],
            is_italic=line["italic"],
            page=number,
            left=line["left"],
            right=line["right"],
            top=line["top"],
        )
        for number, page in enumerate(pages, 1)
        for line in page["lines"]
        if line["text"]
    ]
    if not pages or not lines:
        raise FileNotMeasured
    width, height = pages[0]["width"], pages[0]["height"]
    first = [line for line in lines if line.page == 1]
    return MeasuredFile(
        kind="PDF",
        lines=tuple(lines),
        width=width,
        height=height,
        top=min((line.top for line in first if line.top is not None), default=None),
        left=min(line.left for line in lines if line.left is not None),
        right=round(width - max(line.right for line in lines if line.right is not None), 1),
        page_count=len(pages),
    )
