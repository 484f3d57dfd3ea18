"""How signatures look (Decree 30/2020 annex I): pictures compared with those approved.

An approved picture is drawn anew only after somebody has looked at what changed.
"""

import io
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tinhso.documents.api import load_bytes
from tinhso.documents.gateways import typesetting
from tinhso.documents.operations import drafting
from tinhso.documents.operations.steps import printed_moment
from tinhso.documents.rules import (
    SignaturePlace,
    hand_strokes,
    person_box,
    seal_box,
    seal_picture,
)
from tinhso.documents.rules.places import MM, SEAL_SIDE
from tinhso.documents.tests.factories import AT, Office

GOLDEN = Path(__file__).parent / "golden"
#: Mean difference of a colour (0–255) that drawing alone may cause.
_TOLERANCE = 0.6
_WARD = "Ủy ban nhân dân phường Tân Phú"
_DEPARTMENT = "Sở Nông nghiệp và Phát triển nông thôn tỉnh Bình Phước"


def drawn(pdf: bytes, dots: int = 96, page: int = 1) -> Image.Image:
    command = ["pdftoppm", "-r", str(dots), "-png", "-f", str(page), "-singlefile", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def hand(name: str) -> bytes:
    return typesetting.render_picture("hand", {"strokes": hand_strokes(name), **printed_moment(AT)})


def seal(name: str, parent: str = "", lower: str = "Trình diễn") -> bytes:
    words = asdict(seal_picture(name, parent, lower))
    return typesetting.render_picture("seal", {**words, **printed_moment(AT)})


PICTURES = {
    "hand": lambda: hand("Phạm Thị Ngọc Hương"),
    "hand-short": lambda: hand("Lê An"),
    "seal": lambda: seal(_WARD),
    "seal-under-parent": lambda: seal(_WARD, "Ủy ban nhân dân thành phố Đồng Xoài"),
    "seal-long": lambda: seal(_DEPARTMENT, "Ủy ban nhân dân tỉnh Bình Phước"),
}


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def golden(name: str) -> Image.Image:
    return Image.open(GOLDEN / f"{name}.png").convert("RGB")


@pytest.fixture
def office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give the office, whose documents always get the same code and so the same QR picture."""
    monkeypatch.setattr(drafting, "new_token", lambda: "0123456789abcdefghjkmnpqrs")
    return office


@pytest.mark.parametrize("name", PICTURES)
def test_picture_looks_as_it_was_approved(name: str) -> None:
    picture = drawn(PICTURES[name](), 144)

    assert picture.size == golden(name).size
    assert difference(picture, golden(name)) < _TOLERANCE


def test_another_seal_is_seen_as_another() -> None:
    picture = drawn(seal("Ủy ban nhân dân phường Tân Đồng"), 144)

    assert difference(picture, golden("seal")) > _TOLERANCE


def test_hand_signature_is_blue_and_seal_is_red() -> None:
    def inks(pdf: bytes) -> list[tuple[int, int, int]]:
        return [one for one in set(drawn(pdf, 144).getdata()) if max(one) - min(one) > 120]

    blues, reds = inks(hand("Phạm Thị Ngọc Hương")), inks(seal(_WARD))

    assert blues
    assert all(blue > red for red, _green, blue in blues)
    assert reds
    assert all(red > blue for red, _green, blue in reds)


def test_seal_has_its_real_size_over_a_third_of_the_hand_on_its_left() -> None:
    place = SignaturePlace(page=1, x=400.0, y=500.0, page_height=842.0, is_small=False)
    by_hand, by_seal = person_box(place), seal_box(place)

    assert by_seal.right - by_seal.left == pytest.approx(SEAL_SIDE) == pytest.approx(36 * MM)
    overlap = by_seal.right - by_hand.left
    third = (by_hand.right - by_hand.left) / 3
    assert by_seal.left < by_hand.left
    assert overlap == pytest.approx(third)


def test_page_signed_and_sealed_looks_as_it_was_approved(office: Office) -> None:
    page = drawn(newest(office), 72)

    assert page.size == golden("signed-page").size
    assert difference(page, golden("signed-page")) < _TOLERANCE


def test_page_without_the_seal_is_seen_as_another(office: Office) -> None:
    document = office.signed()
    content = load_bytes(document.renditions.order_by("-ordinal")[0].file.sha256)

    assert difference(drawn(content, 72), golden("signed-page")) > _TOLERANCE


def newest(office: Office) -> bytes:
    issued = office.issued()
    return load_bytes(issued.renditions.order_by("-ordinal")[0].file.sha256)
