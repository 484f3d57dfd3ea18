"""Numbers in words the platform says, written as the reader's language does."""

from decimal import Decimal

from django.utils.translation import get_language


def grouped(number: int | Decimal, decimals: int = 0) -> str:
    """Write a number with thousands apart: ``1.224`` in Vietnamese, ``1,224`` in English.

    Templates do the same by themselves; this is for sentences put together in Python. Papers of
    legal weight are Vietnamese whoever reads: ``core.money``.
    """
    text = f"{number:,.{decimals}f}"
    return text if get_language() == "en" else text.translate(str.maketrans(",.", ".,"))
