"""Marks of secrecy people type are found; words they use every day are not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.documents.rules import SecrecyLevel, find_typed_mark

MAT, TOI_MAT, TUYET_MAT = SecrecyLevel


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("MẬT", MAT),
        ("M Ậ T", MAT),
        ("* MẬT *", MAT),
        ("M\u200bẬT", MAT),
        ("Gửi anh bản này\nTUYỆT MẬT\nKế hoạch phòng thủ", TUYET_MAT),
        ("Tối mật", TOI_MAT),
        ("T Ố I   M Ậ T", TOI_MAT),
        ("TUYET MAT", TUYET_MAT),
        ("Độ mật: Tối mật", TOI_MAT),
        ("Dấu chỉ độ mật: mật", MAT),
        ("Báo cáo (MẬT) quý I", MAT),
        ("Kế hoạch [Tuyệt mật]", TUYET_MAT),
        ("HỎA TỐC - MẬT", MAT),
        ("TỐI MẬT, KHẨN", TOI_MAT),
        ("TỐI MẬT Phương án tác chiến", TOI_MAT),
        ("MẬT Số: 12/BC-UBND", MAT),
        ("Số: 12/BC-UBND TỐI MẬT", TOI_MAT),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_typed_marks_are_found(text: str, level: SecrecyLevel, form: str) -> None:
    assert find_typed_mark(unicodedata.normalize(form, text)) is level  # type: ignore[arg-type] # a form of Unicode


@pytest.mark.parametrize(
    "text",
    [
        "Mật",
        "(mật)",
        "Cần mua 2 lít MẬT",
        "MẬT ONG RỪNG",
        "Mật khẩu: 123",
        "MẬT KHẨU CỦA TÔI BỊ ĐỔI",
        "LÊ VĂN MẬT",
        "Thôn Lệ Mật",
        "Tôi mất",
        "TÔI MẤT ví ở chợ Đồng Xoài",
        "TÔI BỊ MẤT",
        "Toi mat",
        "TOI MAT THE CAN CUOC",
        "MAT",
        "Tối mắt tối mũi",
        "tuyệt mặt",
        "Xin giữ bí mật tên tôi",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Mật độ xe quá đông",
        "Có ba độ mật: theo luật thì gồm những gì?",
        "Hỏi: tài liệu tối mật nộp ở đâu?",
        "QUY ĐỊNH TÀI LIỆU TỐI MẬT",
    ],
)
def test_everyday_words_are_none(text: str) -> None:
    assert find_typed_mark(text) is None


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aábcdđeêghiklmnoơpqrstuưvxyậốệ ,.\n0123456789", max_size=200))
def test_small_letters_are_never_a_mark(text: str) -> None:
    assert find_typed_mark(text) is None
