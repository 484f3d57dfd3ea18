"""How certified copies look (Decree 30/2020 annex I part III): pages compared with approved ones.

An approved picture is drawn anew only after somebody has looked at what changed.
"""

from itertools import count
from pathlib import Path

import pytest
from PIL import Image

from tinhso.documents.api import latest_rendition, load_bytes
from tinhso.documents.tests.test_signature_appearance import difference, drawn
from tinhso.records.models import CopyForm, OfficialCopy
from tinhso.records.operations.copying import CopyOrder
from tinhso.records.tests.incoming_factories import Office, registered
from tinhso.records.tests.test_copies import issued

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
#: Mean difference of a colour (0–255) that drawing alone may cause.
_TOLERANCE = 0.6
_TO = "Sở Xây dựng; Sở Tài chính"


@pytest.fixture(autouse=True)
def _same_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give documents the same codes every time, and so the same QR pictures."""
    numbers = count()
    monkeypatch.setattr(
        "tinhso.documents.operations.drafting.new_token",
        lambda: f"0123456789abcdefghjkmnp{next(numbers):03}",
    )


def copies() -> dict[str, OfficialCopy]:
    """Issue a copy, an extract, and a further copy made from the first."""
    office = Office()
    arrival = registered(office)
    first = issued(office, arrival, CopyOrder(CopyForm.SAO_Y, recipients=_TO))
    extract = issued(office, arrival, CopyOrder(CopyForm.TRICH_SAO, (1,), recipients=_TO))
    further = CopyOrder(CopyForm.SAO_LUC, recipients=_TO, source_copy=first)
    return {
        "copy-sao-y": first,
        "copy-trich-sao": extract,
        "copy-sao-luc": issued(office, arrival, further),
    }


def certified_page(copy: OfficialCopy) -> Image.Image:
    """Draw the page with form, number, signature and seal."""
    document = copy.document
    rendition = latest_rendition(document) if document else None
    assert document is not None
    assert rendition is not None
    assert document.signature_place is not None
    return drawn(load_bytes(rendition.file.sha256), 72, document.signature_place["page"])


def test_certified_pages_look_as_they_were_approved() -> None:
    pages = {name: certified_page(copy) for name, copy in copies().items()}

    for name, page in pages.items():
        golden = Image.open(GOLDEN / f"{name}.png").convert("RGB")
        assert page.size == golden.size
        assert difference(page, golden) < _TOLERANCE, name
    assert difference(pages["copy-sao-y"], pages["copy-sao-luc"]) > _TOLERANCE / 4
