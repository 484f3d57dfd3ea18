"""Periods of the public numbers as people write them in an address: a month, a quarter, a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.cases.api import Period
from tinhso.ui.components import Option

_KEY = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?", re.ASCII)
_MONTHS_OFFERED, _QUARTERS_OFFERED, _YEARS_OFFERED = 12, 4, 2


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period with its key in the address and its name."""

    key: str
    name: str
    period: Period


def read_period(key: str, today: date) -> NamedPeriod:
    """Give the period of a key such as ``2021-06``, ``2021-Q2`` or ``2021``; none is this month.

    :raises Http404: the key is no period.
    """
    match = _KEY.fullmatch(key or f"{today:%Y-%m}")
    if match is None:
        raise Http404
    year, month, quarter = int(match[1]), match[2], match[3]
    if month:
        return _named(match[0], _month(int(month), year), year, int(month), int(month))
    if quarter:
        first = 3 * int(quarter) - 2
        name = _("Quý %(quarter)s năm %(year)s") % {"quarter": quarter, "year": year}
        return _named(match[0], name, year, first, first + 2)
    return _named(match[0], _("Năm %(year)s") % {"year": year}, year, 1, 12)


def _month(month: int, year: int) -> str:
    """Name a month: Vietnamese counts its months, English calls them by name."""
    if get_language() == "en":
        return f"{MONTHS[month]} {year}"
    return _("Tháng %(month)s năm %(year)s") % {"month": month, "year": year}


def _named(key: str, name: str, year: int, first: int, last: int) -> NamedPeriod:
    end = date(year, last, monthrange(year, last)[1])
    return NamedPeriod(key, name, Period(date(year, first, 1), end))


def months_before(today: date, count: int = _MONTHS_OFFERED) -> list[date]:
    """Give the first days of this month and those before it, the newest first."""
    number = today.year * 12 + today.month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(count)]


def offered_periods(today: date) -> tuple[Option, ...]:
    """Give the periods people may choose: months, quarters, years."""
    months = months_before(today)
    quarters = dict.fromkeys(f"{m.year}-Q{(m.month + 2) // 3}" for m in months)
    years = [str(today.year - back) for back in range(_YEARS_OFFERED)]
    keys = [*(f"{m:%Y-%m}" for m in months), *list(quarters)[:_QUARTERS_OFFERED], *years]
    return tuple(Option(key, read_period(key, today).name) for key in keys)
