"""Pictures of pages: small ones to look at, ready ones to archive, from pictures and PDF files."""

import io
import tempfile
import warnings
from pathlib import Path

import typst
from PIL import Image

_LONGEST_SIDE = 1400
_ARCHIVE_SIDE = 2000
_ARCHIVE_DOTS = 170
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("file.pdf", page: {page})'
_PDF = "application/pdf"


def page_of_pdf(content: bytes, page: int, *, dots_per_inch: int = 96) -> bytes:
    """Draw one page of a PDF file (counted from 1) as PNG.

    :raises ValueError: there is no such page, or it cannot be drawn.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.typ")
        Path(folder, "file.pdf").write_bytes(content)
        source.write_text(_PAGE.format(page=int(page)), encoding="utf-8")
        try:
            drawn = typst.compile(source, root=Path(folder), format="png", ppi=float(dots_per_inch))
        except typst.TypstError as error:
            raise ValueError(f"page {page} cannot be drawn") from error
    if not isinstance(drawn, bytes):
        raise ValueError("one page gave several pictures")
    return drawn


def small_picture(
    content: bytes, media_type: str, width: int = 900, page: int = 1, rotation: int = 0
) -> bytes:
    """Give a JPEG of a picture or of a PDF's page, at most so many pixels wide.

    :raises ValueError: nothing can be drawn from it.
    """
    source = page_of_pdf(content, page) if media_type == _PDF else content
    return _encoded(source, (width, _LONGEST_SIDE), rotation, quality=72)


def page_picture(content: bytes, media_type: str, page: int, rotation: int) -> bytes:
    """Give a page ready for the archive: upright, about 170 dots an inch, JPEG of 100–400 kB.

    ``rotation`` turns it clockwise, in degrees.

    :raises ValueError: nothing can be drawn from it.
    """
    is_pdf = media_type == _PDF
    source = page_of_pdf(content, page, dots_per_inch=_ARCHIVE_DOTS) if is_pdf else content
    return _encoded(source, (_ARCHIVE_SIDE, _ARCHIVE_SIDE), rotation, quality=70)


def _encoded(source: bytes, box: tuple[int, int], rotation: int, *, quality: int) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(source)) as picture:
                picture.draft("RGB", box)
                turned = picture.rotate(-rotation, expand=True) if rotation else picture
                turned.thumbnail(box)
                plain = _on_white(turned)
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("the picture cannot be read") from error
    output = io.BytesIO()
    plain.save(output, "JPEG", quality=quality, optimize=True)
    return output.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGB", "L"):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    plain = Image.new("RGB", clear.size, "white")
    plain.paste(clear, mask=clear.getchannel("A"))
    return plain
