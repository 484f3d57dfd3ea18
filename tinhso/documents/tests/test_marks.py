"""Marks of secrecy are found however they are written, and never in ordinary words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.documents.rules import SecrecyLevel, find_mark
from tinhso.documents.rules.marks import plain

LEVELS = {
    "MẬT": SecrecyLevel.MAT,
    "TỐI MẬT": SecrecyLevel.TOI_MAT,
    "TUYỆT MẬT": SecrecyLevel.TUYET_MAT,
}
PAGE = "UBND TỈNH BÌNH PHƯỚC\n{}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nV/v báo cáo tình hình"


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("MẬT", SecrecyLevel.MAT),
        ("  M Ậ T  ", SecrecyLevel.MAT),
        ("M  Ậ  T", SecrecyLevel.MAT),
        ("T Ố I   M Ậ T", SecrecyLevel.TOI_MAT),
        ("TUYỆT  MẬT", SecrecyLevel.TUYET_MAT),
        ("TUYET MAT", SecrecyLevel.TUYET_MAT),
        ("MAT", SecrecyLevel.MAT),
        ("MÂT", SecrecyLevel.MAT),
        ("* MẬT *", SecrecyLevel.MAT),
        ("[ TỐI MẬT ]", SecrecyLevel.TOI_MAT),
        ("| MẬT |", SecrecyLevel.MAT),
        ("Mật", SecrecyLevel.MAT),
        ("Tối mật", SecrecyLevel.TOI_MAT),
        ("TỐI\nMẬT", SecrecyLevel.TOI_MAT),
        ("HỎA TỐC - MẬT", SecrecyLevel.MAT),
        ("KHẨN, TỐI MẬT", SecrecyLevel.TOI_MAT),
        ("MẬT\tSố: 12/BC-UBND", SecrecyLevel.MAT),
        ("MẬT Phương án bảo vệ", SecrecyLevel.MAT),
        ("MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SecrecyLevel.MAT),
        ("Số: 12/BC-UBND TỐI MẬT", SecrecyLevel.TOI_MAT),
        ("MẬT    Bình Phước, ngày 02 tháng 3", SecrecyLevel.MAT),
        ("Độ mật: Tối mật", SecrecyLevel.TOI_MAT),
        ("Mức độ mật: mật", SecrecyLevel.MAT),
        ("DẤU MẬT: TUYỆT MẬT", SecrecyLevel.TUYET_MAT),
        ("Dấu chỉ độ mật: Mật", SecrecyLevel.MAT),
        ("Báo cáo (mật) quý I", SecrecyLevel.MAT),
        ("Kế hoạch [Tuyệt mật]", SecrecyLevel.TUYET_MAT),
        ("МẬТ", SecrecyLevel.MAT),
        ("M\u200bẬT", SecrecyLevel.MAT),
    ],
)
def test_marks_are_found(line: str, level: SecrecyLevel) -> None:
    assert find_mark(PAGE.format(line)) is level


@pytest.mark.parametrize(
    "line",
    [
        "bí mật",
        "BÍ MẬT",
        "BÍ\nMẬT",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "QUY ĐỊNH VỀ BẢO VỆ TÀI LIỆU TỐI MẬT",
        "mật khẩu",
        "MẬT KHẨU",
        "MẬT\nKHẨU",
        "Bảo\nmật",
        "bảo mật thông tin",
        "MẬT ONG",
        "Mật độ dân số",
        "MẬT MÃ DÂN SỰ",
        "Viêm túi mật",
        "MẮT",
        "MẶT",
        "mất",
        "thân mật",
        "Hồ sơ được giữ bí mật theo quy định, không tiết lộ.",
        "Danh mục bí mật nhà nước độ Mật trong lĩnh vực nội vụ được công bố",
        "Cơ mật viện Huế",
        "ĐỘ MẬT",
        "thuộc độ MẬT",
        "MẬT KHẨU của hệ thống",
        "tối mật là một trong ba độ mật của bí mật nhà nước",
    ],
)
def test_ordinary_words_are_no_mark(line: str) -> None:
    assert find_mark(PAGE.format(line)) is None


def test_a_letter_read_wrongly_from_a_scan_still_is_a_mark() -> None:
    assert find_mark(PAGE.format("MẶT"), is_scan=True) is SecrecyLevel.MAT
    assert find_mark(PAGE.format("TUYẾỆT MẬT"), is_scan=True) is SecrecyLevel.TUYET_MAT
    assert find_mark(PAGE.format("MẮT"), is_scan=True) is None


@pytest.mark.parametrize("line", ["TÔI MẤT ví ở chợ", "Tôi mất", "TUYỆT MẶT"])
def test_other_accents_make_other_words(line: str) -> None:
    assert find_mark(PAGE.format(line)) is None


def test_the_highest_mark_counts() -> None:
    assert find_mark("MẬT\n\nTUYỆT MẬT\nTỐI MẬT") is SecrecyLevel.TUYET_MAT


@given(
    mark=st.sampled_from(sorted(LEVELS)),
    gaps=st.lists(st.sampled_from(["", " ", "  ", "\u200b"]), min_size=9, max_size=9),
    frame=st.sampled_from([("", ""), ("*", "*"), ("[", "]"), ("(", ")"), ("— ", " —"), ("| ", "")]),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_spacing_frames_and_decomposition_hide_no_mark(
    mark: str, gaps: list[str], frame: tuple[str, str], form: str
) -> None:
    spaced = "".join(letter + gap for letter, gap in zip(mark, [*gaps, ""], strict=False))
    line = unicodedata.normalize(form, f"{frame[0]}{spaced}{frame[1]}")  # type: ignore[arg-type] # a form of Unicode

    assert find_mark(PAGE.format(line)) is LEVELS[mark]


@given(st.text(alphabet="aábcdđeêghiklmnoơpqrstuưvxy ,.\n0123456789", max_size=300))
def test_small_letters_without_brackets_are_never_a_mark(text: str) -> None:
    assert find_mark(text) is None


@given(st.text())
def test_a_plain_text_has_no_letter_nobody_sees(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    seen = [
        letter
        for letter in composed
        if letter in "\n\r\t" or unicodedata.category(letter) not in {"Cf", "Cc", "Mn"}
    ]
    assert len(plain(text)) == len(seen)
    assert plain("\u200bМẬТ\u0301 ") == "MẬT "
