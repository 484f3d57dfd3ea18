"""Up to which period numbers were given: where boards begin."""

from collections.abc import Sequence

from django.db.models import F, Max

from tinhso.indicators.models import FactTotal, IndicatorVersion
from tinhso.indicators.rules import Calendar, PeriodKind, read_expression

_FAMILIES = {Calendar.CALENDAR: 10**7, Calendar.ADMINISTRATIVE: 2 * 10**7}


def latest_periods(codes: Sequence[str]) -> dict[str, int]:
    """Give, by code of an indicator, the newest period that has a number the reader may see.

    Numbers of days are told by the calendar month that holds them; a derived indicator has the
    oldest of the newest periods of those it names. Without any number a code is left out.
    """
    versions = list(_versions(codes))
    named = {version.indicator.code: read_expression(version.expression) for version in versions}
    parts = {code for expression in named.values() if expression for code in expression.codes}
    versions += _versions(sorted(parts - named.keys()))
    newest = _newest(versions)
    found = {}
    for code, expression in named.items():
        each = [newest.get(part) for part in (expression.codes if expression else (code,))]
        if all(each):
            found[code] = min(period for period in each if period)
    return found


def _versions(codes: Sequence[str]) -> list[IndicatorVersion]:
    versions = IndicatorVersion.objects.filter(
        indicator__code__in=codes, pk=F("indicator__version_id")
    )
    return list(versions.select_related("indicator"))


def _newest(versions: Sequence[IndicatorVersion]) -> dict[str, int]:
    newest: dict[str, int] = {}
    for calendar, first in _FAMILIES.items():
        codes = {
            version.indicator_id: version.indicator.code
            for version in versions
            if _family(version) == calendar
        }
        rows = FactTotal.objects.filter(
            indicator_id__in=codes, numerator_count__gt=0, period_id__gte=first,
            period_id__lt=first + 10**7,
        ).values_list("indicator_id").annotate(Max("period_id"))  # fmt: skip
        newest.update({codes[indicator_id]: period_id for indicator_id, period_id in rows})
    return newest


def _family(version: IndicatorVersion) -> str:
    return Calendar.CALENDAR if version.frequency == PeriodKind.DAY else version.calendar
