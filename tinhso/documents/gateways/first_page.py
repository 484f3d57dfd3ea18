"""What signing a file from outside needs of it: its first page, and whether it takes signatures."""

import io
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.documents.rules import Box

_PAGE = Box(0.0, 0.0, 595.28, 841.89)
_MOST_PARENTS = 50


class NotSealable(ValueError):
    """The file cannot take a signature as it is."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The box of the first page, how far it is turned (degrees clockwise), who signed before."""

    box: Box
    turn: int
    signature_count: int


def look_at_first_page(pdf: bytes) -> FirstPage:
    """Give what is known of the first page.

    :raises NotSealable: the file is broken or locked.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise NotSealable
        page = reader.find_page_for_modification(0)[0].get_object()
        box = [float(one) for one in _inherited(page, "/CropBox", "/MediaBox") or []]
        turn = int(_inherited(page, "/Rotate") or 0) % 360
        count = len(reader.embedded_signatures)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise NotSealable from error
    return FirstPage(Box(*box) if len(box) == 4 else _PAGE, turn - turn % 90, count)


def _inherited(page: Any, *names: str) -> Any:
    """Give the first of some keys a page or the nearest node above it has."""
    for name in names:
        node = page
        for _ in range(_MOST_PARENTS):
            if node is None:
                break
            if name in node:
                return node[name]
            node = node["/Parent"] if "/Parent" in node else None  # noqa: SIM401 - get leaves it indirect
    return None
