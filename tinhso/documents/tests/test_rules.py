"""Numbers, wording, types and places, without a database."""

from datetime import date

import pytest

from tinhso.documents.rules import (
    Frame,
    SignaturePlace,
    Signer,
    document_code,
    fill_placeholders,
    format_notation,
    hand_strokes,
    person_box,
    seal_box,
    sniff_media_type,
    spoken_moment,
    template_data,
    token_from_input,
)

TOKEN = "abcdefghjkmnpqrstuvwxyz234"


@pytest.mark.parametrize(
    ("number", "register", "written"),
    [(1, "QĐ-UBND", "01/QĐ-UBND"), (15, "GKS", "15/GKS"), (125, "TNHS", "125/TNHS"), (7, "", "07")],
)
def test_numbers_under_ten_get_a_zero(number: int, register: str, written: str) -> None:
    assert format_notation(number, register) == written


@pytest.mark.parametrize(
    "typed",
    [
        document_code(TOKEN),
        TOKEN.upper(),
        f"  {TOKEN} ",
        f"http://localhost:8000/xac-thuc/{TOKEN}/",
        document_code(TOKEN).replace("-", " "),
    ],
)
def test_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert token_from_input(typed) == TOKEN


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"GIF89a", ""),
        (b"MZ\x90", ""),
        (b"<html>", ""),
        (b"PK\x03\x04", ""),
        (b" %PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_type_is_told_from_content(head: bytes, media_type: str) -> None:
    assert sniff_media_type(head) == media_type


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{form.name}}", "Khuê"),
        ("{{ form.day }}", "11/02/2026"),
        ("{{form.yes}} {{form.no}}", "Có Không"),
        ("{{form.missing}}", ""),
        ("{{form.name}}, {{form.missing}}", "Khuê"),
        ("{{form}}", "{'name': 'Khuê'"),
        ("{{ form.__class__ }}", ""),
        ("{{Form.name}}", "{{Form.name}}"),
    ],
)
def test_placeholders_take_values_and_nothing_else(text: str, shown: str) -> None:
    values = {"form": {"name": "Khuê", "day": "2026-02-11", "yes": True, "no": False}}

    filled = fill_placeholders(text, values)

    assert filled.startswith(shown)
    assert shown or filled == ""


def test_value_with_a_placeholder_is_not_filled_again() -> None:
    values = {"form": {"name": "{{result.secret}}"}, "result": {"secret": "bí mật"}}

    assert fill_placeholders("{{form.name}}", values) == "{{result.secret}}"


@pytest.mark.parametrize(
    ("moment", "spoken"),
    [
        ("2021-06-01", "01/06/2021"),
        ("2021-06-01T14:05:00+07:00", "14 giờ 05 ngày 01/06/2021"),
        ("thứ Hai", "thứ Hai"),
        ("", ""),
    ],
)
def test_moments_are_spoken_the_vietnamese_way(moment: str, spoken: str) -> None:
    assert spoken_moment(moment) == spoken


def test_seal_covers_a_third_of_the_hand_signature_on_its_left() -> None:
    place = SignaturePlace(page=1, x=400, y=500, page_height=842, is_small=False)
    hand, seal = person_box(place), seal_box(place)

    assert seal.right == pytest.approx(hand.left + (hand.right - hand.left) / 3)
    assert seal.right - seal.left == pytest.approx(36 * 72 / 25.4)


@pytest.mark.parametrize(
    ("authority", "agency", "printed"),
    [
        ("TM.", "Ủy ban nhân dân phường Tân Phú", "TM. Ủy ban nhân dân"),
        ("KT.", "Ủy ban nhân dân phường Tân Phú", "KT. Chủ tịch"),
        ("KT.", "Sở Tư pháp", "KT. Giám đốc"),
        ("", "Sở Tư pháp", ""),
        ("TUQ. Giám đốc", "Sở Tư pháp", "TUQ. Giám đốc"),
    ],
)
def test_authority_is_written_out(authority: str, agency: str, printed: str) -> None:
    frame = Frame(
        agency_name=agency,
        parent_name="",
        place="Đồng Xoài",
        number="01/QĐ",
        issued_on=date(2026, 3, 2),
        signer=Signer("Phạm Thị Ngọc Hương", "Chủ tịch", authority),
    )

    data = template_data("result", {"template": {"kind": "decision"}}, frame)

    assert data["signer"]["authority"] == printed


def test_hand_signature_is_the_name_s_own() -> None:
    assert hand_strokes("Phạm Thị Ngọc Hương") == hand_strokes("Phạm Thị Ngọc Hương")
    assert hand_strokes("Phạm Thị Ngọc Hương") != hand_strokes("Trần Quốc Bảo")
