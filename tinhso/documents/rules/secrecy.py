"""Marks of secrecy (dấu chỉ độ mật) in words: what carries one must not be on a networked machine.

Luật Bảo vệ bí mật nhà nước 117/2025/QH15 (secondary; to be checked): Mật, Tối mật, Tuyệt mật.
"""

import re
import unicodedata
from enum import StrEnum


class SecrecyMark(StrEnum):
    """The three degrees of secrecy."""

    CLASSIFIED = "MẬT"
    HIGHLY_CLASSIFIED = "TỐI MẬT"
    MOST_CLASSIFIED = "TUYỆT MẬT"


_LEVEL = r"(?P<level>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)"
# A mark stands in capitals by itself; "BẢO MẬT", "BÍ MẬT", "MẬT KHẨU" are ordinary words.
_STAMP = re.compile(
    rf"(?<!\w)(?<!BẢO )(?<!BÍ )(?<!CƠ )(?<!THÂN )(?<!BỘ ){_LEVEL}(?!\w)"
    r"(?!\s+(?:KHẨU|MÃ|ĐỘ|THƯ|ONG|NGỮ|THIẾT|VỤ|DANH)(?!\w))"
)
_LABEL = re.compile(
    r"(?:ĐỘ\s+MẬT|MỨC\s+ĐỘ\s+MẬT|DẤU\s+CHỈ\s+ĐỘ\s+MẬT|ĐÓNG\s+DẤU)\s*[:\-–]?\s*[\"“(\[]?\s*" + _LEVEL
)
_BRACKETED = re.compile(rf"[\[(“\"*]\s*{_LEVEL}\s*[\])”\"*]")


def find_secrecy_mark(text: str) -> SecrecyMark | None:
    """Give the mark of secrecy a text carries, or ``None``.

    Found: a stamp in capitals (``TỐI MẬT``), a labelled degree (``Độ mật: Tối mật``) in any case, a
    degree in brackets. Not found: words that only contain it, such as ``bảo mật thông tin``.

    >>> find_secrecy_mark("Báo cáo TỐI MẬT về biên giới")
    <SecrecyMark.HIGHLY_CLASSIFIED: 'TỐI MẬT'>
    >>> find_secrecy_mark("Quy chế bảo mật hệ thống") is None
    True
    """
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    stamped = _STAMP.search(composed)
    found = stamped or _LABEL.search(composed.upper()) or _BRACKETED.search(composed.upper())
    if found is None:
        return None
    return SecrecyMark(" ".join(found["level"].split()))
