"""Pictures of pages: small ones to look at, from pictures and from PDF files."""

import io
import tempfile
import warnings
from pathlib import Path

import typst
from PIL import Image

_LONGEST_SIDE = 1400
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("file.pdf", page: {page})'


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


def small_picture(content: bytes, media_type: str, width: int = 900) -> bytes:
    """Give a JPEG of a picture or of a PDF's first page, at most so many pixels wide.

    :raises ValueError: nothing can be drawn from it.
    """
    source = page_of_pdf(content, 1) if media_type == "application/pdf" else content
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(source)) as picture:
                picture.thumbnail((width, _LONGEST_SIDE))
                plain = Image.new("RGB", picture.size, "white")
                alpha = picture.convert("RGBA")
                plain.paste(alpha, mask=alpha.getchannel("A"))
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("the picture cannot be read") from error
    output = io.BytesIO()
    plain.save(output, "JPEG", quality=72, optimize=True)
    return output.getvalue()
