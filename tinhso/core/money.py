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
