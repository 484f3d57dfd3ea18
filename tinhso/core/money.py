"""Money in đồng: whole numbers, written the Vietnamese way."""

import re

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError

_AMOUNT = re.compile(r"^(\d{1,3}(?:([. ,])\d{3}(?:\2\d{3})*)?|\d+)\s*(?:đồng|đ|vnd|vnđ|₫)?$")
_MOST = 10**15


class NotAnAmount(DomainError):
    """The text is not an amount in đồng."""

    code = "not_an_amount"
    text = gettext_lazy("Nhập số tiền bằng đồng, ví dụ 1.250.000.")


def format_number(number: int) -> str:
    """Write a whole number with dots between thousands: ``1.250.000``."""
    return f"{number:,}".replace(",", ".")


def format_vnd(amount_vnd: int) -> str:
    """Write an amount: ``1.250.000 đồng``."""
    return f"{format_number(amount_vnd)} đồng"


def parse_vnd(text: str) -> int:
    """Read an amount a person wrote: dots, spaces or commas between thousands, unit optional.

    :raises NotAnAmount: anything else, fractions and negative amounts included.
    """
    match = _AMOUNT.match(" ".join(text.lower().split()))
    if not match:
        raise NotAnAmount
    amount = int(re.sub(r"\D", "", match[1]))
    if amount >= _MOST:
        raise NotAnAmount
    return amount


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")
_GROUP = 1000


def amount_in_words(amount_vnd: int) -> str:
    """Write an amount as receipts spell it: ``Mười sáu nghìn đồng``; zero or more.

    >>> amount_in_words(21_005)
    'Hai mươi mốt nghìn không trăm linh năm đồng'
    """
    words = " ".join(_spell(amount_vnd)) or _DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _spell(number: int) -> list[str]:
    billions, rest = divmod(number, _GROUP**3)
    words = [*_spell(billions), _SCALES[3]] if billions else []
    for scale in (2, 1, 0):
        group = rest // _GROUP**scale % _GROUP
        if group:
            words += [*_spell_group(group, is_first=not words), _SCALES[scale]]
    return [word for word in words if word]


def _spell_group(group: int, *, is_first: bool) -> list[str]:
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if tens == 0:
        linking = ["linh"] if words and units else []
        return [*words, *linking, *([_DIGITS[units]] if units else [])]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return [*words, *_spell_unit(units, tens)]


def _spell_unit(units: int, tens: int) -> list[str]:
    if units == 0:
        return []
    if units == 1 and tens > 1:
        return ["mốt"]
    if units == 5:
        return ["lăm"]
    return [_DIGITS[units]]
