"""Lists of the catalogue."""

from django.db.models import QuerySet

from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.text import fold, squeeze
from tinhso.indicators.models import Indicator


def found_indicators(
    indicators: QuerySet[Indicator], *, text: str = "", field: str = "", kind: str = ""
) -> QuerySet[Indicator]:
    """Keep the indicators that hold every word typed (accents or not), of a field and a kind."""
    found = indicators.filter(version__isnull=False)
    for word in fold(squeeze(text)).split():
        found = found.filter(search_text__contains=word)
    if field:
        found = found.filter(field=field)
    if kind:
        found = found.filter(version__kind=kind)
    return found


def page_of_indicators(
    indicators: QuerySet[Indicator], cursor: str | None, size: int = 25
) -> KeysetPage[Indicator]:
    """Give a page of the catalogue in the pack's order.

    :raises BadCursor: the cursor is of another list.
    """
    return page_by_keyset(indicators, order=("sort_order", "id"), cursor=cursor, size=size)
