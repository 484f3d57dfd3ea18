"""Marks of secrecy are found where they are marks, and nowhere else."""

import pytest

from tinhso.documents.rules import SecrecyMark, find_secrecy_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", SecrecyMark.CLASSIFIED),
        ("TỐI MẬT", SecrecyMark.HIGHLY_CLASSIFIED),
        ("Báo cáo TUYỆT  MẬT số 3", SecrecyMark.MOST_CLASSIFIED),
        ("Độ mật: Tối mật", SecrecyMark.HIGHLY_CLASSIFIED),
        ("văn bản (Mật) về quốc phòng", SecrecyMark.CLASSIFIED),
        ("độ mật - tuyệt mật", SecrecyMark.MOST_CLASSIFIED),
        ("BÁO CÁO TỐI MẬT", SecrecyMark.HIGHLY_CLASSIFIED),
    ],
)
def test_a_mark_is_found(text: str, mark: SecrecyMark) -> None:
    assert find_secrecy_mark(text) is mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Quy chế bảo mật hệ thống",
        "QUY CHẾ BẢO MẬT HỆ THỐNG",
        "Đổi MẬT KHẨU thư điện tử",
        "đề án nuôi ong lấy mật",
        "GIỮ BÍ MẬT NHÀ NƯỚC",
        "MẬT ĐỘ DÂN SỐ",
        "Hướng dẫn xử lý mật mã",
    ],
)
def test_ordinary_words_are_no_mark(text: str) -> None:
    assert find_secrecy_mark(text) is None


def test_the_decomposed_form_is_a_mark_too() -> None:
    assert find_secrecy_mark("TO\u0302\u0301I MA\u0302\u0323T") is SecrecyMark.HIGHLY_CLASSIFIED
