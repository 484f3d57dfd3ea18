"""What an author types becomes blocks and loses no letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.records.rules.markup import plain_text, read_blocks, read_runs

_LINES = st.text(st.characters(exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029*\\#|>"))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Chương I. QUY ĐỊNH CHUNG", "chapter"),
        ("Mục 2", "chapter"),
        ("Điều 12. Hiệu lực", "article"),
        ("II. NHIỆM VỤ", "heading"),
        ("# Tổ chức thực hiện", "heading"),
        ("> CÔNG BỐ", "centred"),
        ("1.2. Nội dung", "clause"),
        ("đ) Việc khác;", "point"),
        ("- Một ý", "dash"),
        ("| a | b |", "table"),
        ("Câu thường.", "paragraph"),
    ],
)
def test_a_line_announces_its_block(line: str, kind: str) -> None:
    assert [block["type"] for block in read_blocks(line)] == [kind]


def test_an_article_keeps_its_number_apart() -> None:
    (block,) = read_blocks("Điều 3. Quyết định này có hiệu lực.")

    assert block["label"] == "Điều 3."
    assert plain_text([block]) == "Điều 3. Quyết định này có hiệu lực."


def test_marks_style_and_escaped_marks_stay_letters() -> None:
    runs = read_runs(r"Thường **đậm** *nghiêng* 5\*3")

    styles = [(run["text"].strip(), run["bold"], run["italic"]) for run in runs]
    assert styles == [
        ("Thường", False, False),
        ("đậm", True, False),
        ("", False, False),
        ("nghiêng", False, True),
        ("5*3", False, False),
    ]


def test_a_mark_without_partner_is_a_letter() -> None:
    assert [run["text"] for run in read_runs("3 * 4 = 12")] == ["3 * 4 = 12"]


@given(_LINES)
def test_no_letter_of_a_line_is_lost(line: str) -> None:
    shown = plain_text(read_blocks(line))

    assert "".join(shown.split()) == "".join(line.split())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(plain_text(read_blocks(text)), str)
