"""One indicator: what it means, its trend with the same numbers in a table, areas, versions."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.actors import Actor
from tinhso.core.clock import today
from tinhso.identity.api import officer_required
from tinhso.indicators.gateways import answer
from tinhso.indicators.models import FIELD_NAMES, Indicator, IndicatorVersion
from tinhso.indicators.permissions import access_indicator, definition_of, may_steward
from tinhso.indicators.queries import targets_of
from tinhso.indicators.queries import wording as words
from tinhso.indicators.rules import AreaLevel
from tinhso.indicators.rules.metrics import Answer, MetricQuery, Reading
from tinhso.indicators.views.asking import Asked, read_asked
from tinhso.indicators.views.charts import line_chart
from tinhso.orgs.api import Area, agency_name_shown
from tinhso.ui.components import Cell, Column, Filter, Option, SummaryRow, Table
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show an indicator with the numbers asked for."""
    actor = actor_of(request)
    found = access_indicator(actor, code)
    version = definition_of(found)
    asked = read_asked(request, version, today())
    whole = _whole(asked)
    trend = _ask(found, asked, actor, whole, tuple(span.id for span in asked.spans))
    areas = targets_of(asked.reading, asked.level)
    level = asked.level
    by_area = _ask(found, asked, actor, (), (asked.chosen.id,), level)
    last = trend.cells[-1] if trend.cells else None
    context = {
        "indicator": found,
        "version": version,
        "asked": asked,
        "period": words.period_words(asked.chosen),
        "last": last,
        "last_text": words.cell_words(last, version) if last else "–",
        "standing": words.STANDINGS[last.standing] if last else ("", "neutral"),
        "chart": line_chart(_line(trend, version)),
        "trend": _trend_table(found, trend, version, asked),
        "by_area": _area_table(found, areas, by_area, version, asked),
        "reckoned": words.reckoned_words(
            (*trend.engines, *by_area.engines), trend.capabilities & by_area.capabilities
        ),
        "is_split": bool(by_area.left_out) and asked.reading is Reading.AS_IS,
        "filters": _filters(asked),
        "meaning": _meaning(found, version),
        "history": found.versions.order_by("-number"),
        "may_steward": may_steward(actor, found),
    }
    return render(request, "indicators/indicator.html", context)


def _whole(asked: Asked) -> tuple[int, ...]:
    return tuple(area.pk for area in targets_of(asked.reading, AreaLevel.PROVINCE)[:1])


def _ask(
    found: Indicator,
    asked: Asked,
    actor: Actor,
    areas: tuple[int, ...],
    period_ids: tuple[int, ...],
    level: AreaLevel = AreaLevel.PROVINCE,
) -> Answer:
    query = MetricQuery(
        indicators=(found.code,), periods=period_ids, level=level, areas=areas,
        reading=asked.reading, as_of=asked.as_of,
    )  # fmt: skip
    return answer(query, actor)


def _line(trend: Answer, version: IndicatorVersion) -> list[tuple[str, Decimal | None, str]]:
    return [
        (
            words.period_words_of(cell.period_id), cell.value,
            f"{words.cell_words(cell, version)} {version.shown_unit}",
        )
        for cell in trend.cells
    ]  # fmt: skip


def _trend_table(found: Indicator, trend: Answer, version: IndicatorVersion, asked: Asked) -> Table:
    rows = []
    for cell in reversed(trend.cells):
        standing, _tone = words.STANDINGS[cell.standing]
        number = Cell(
            words.cell_words(cell, version),
            facts_url(found, asked, cell.area_id, cell.period_id, AreaLevel.PROVINCE),
            note=str(standing),
        )
        rows.append([Cell(words.period_words_of(cell.period_id)), number])
    columns = [Column(_("Kỳ")), Column(version.shown_unit, is_numeric=True)]
    return Table(_("Số liệu toàn tỉnh theo kỳ"), columns, rows)


def _area_table(
    found: Indicator,
    areas: Sequence[Area],
    by_area: Answer,
    version: IndicatorVersion,
    asked: Asked,
) -> Table:
    rows = []
    for area in areas:
        cell = by_area.cell(found.code, area.pk, asked.chosen.id)
        standing, _tone = words.STANDINGS[cell.standing]
        number = Cell(
            words.cell_words(cell, version),
            facts_url(found, asked, area.pk, asked.chosen.id, asked.level),
            note=str(standing),
        )
        rows.append([Cell(area_name(area)), number])
    columns = [Column(pgettext("one", "Địa bàn")), Column(version.shown_unit, is_numeric=True)]
    caption = _("Số liệu theo địa bàn, %(period)s") % {"period": words.period_words(asked.chosen)}
    return Table(caption, columns, rows)


def area_name(area: Area) -> str:
    """Give an area's name in the reader's language."""
    return area.name_en if get_language() == "en" and area.name_en else area.name


def facts_url(
    found: Indicator, asked: Asked, area_id: int, period_id: int, level: AreaLevel
) -> str:
    """Give where a number's facts are listed."""
    address = reverse("indicators:facts", args=[found.code])
    return (
        f"{address}?vung={area_id}&ky={period_id}&cap={level}&cach={asked.reading}"
        f"&luc={asked.as_of_day}"
    )


def _filters(asked: Asked) -> list[Filter]:
    readings = {
        Reading.AS_WAS: _("Như lúc đó"),
        Reading.AS_IS: _("Theo địa giới hiện nay"),
    }
    return [
        _choice("ky", _("Loại kỳ"), asked.kind, words.FREQUENCIES),
        _choice("lich", _("Lịch"), asked.calendar, words.CALENDARS),
        _choice("cap", _("Cấp địa bàn"), asked.level, words.LEVELS),
        _choice("cach", _("Địa giới"), asked.reading, readings),
    ]


def _choice(name: str, label: str, value: str, known: object) -> Filter:
    pairs = known.items() if isinstance(known, dict) else ()
    return Filter(name, label, value, tuple(Option(str(code), str(word)) for code, word in pairs))


def _meaning(found: Indicator, version: IndicatorVersion) -> list[SummaryRow]:
    is_ratio = bool(version.denominator)
    rows = [
        (_("Lĩnh vực"), str(FIELD_NAMES[found.field])),
        (_("Tử số") if is_ratio else _("Đếm, đo"), version.shown_numerator),
        *([(_("Mẫu số"), version.shown_denominator)] if is_ratio else []),
        (_("Đơn vị"), version.shown_unit),
        (_("Loại số liệu"), str(words.KINDS[version.kind])),
        (_("Kỳ số liệu"), f"{words.FREQUENCIES[version.frequency]} · "
                          f"{words.CALENDARS[version.calendar]}"),
        (_("Cấp số liệu"), str(words.LEVELS[version.level])),
        (_("Gộp theo thời gian"), str(words.OVER_TIME[version.over_time])),
        (_("Gộp theo địa bàn"), str(words.OVER_AREAS[version.over_areas])),
        (_("Ngưỡng chú ý, báo động"), _thresholds(version)),
        (_("Cơ quan chủ quản"), agency_name_shown(found.owner_id)),
        (_("Quản trị dữ liệu"), agency_name_shown(found.keeper_id)),
        (_("Mức độ công khai"), str(words.SENSITIVITIES[version.sensitivity])),
        (_("Nguồn định nghĩa"), f"{version.source_text} "
                                f"({words.CERTAINTIES[version.certainty]})"),
    ]  # fmt: skip
    return [SummaryRow(label, value) for label, value in rows]


def _thresholds(version: IndicatorVersion) -> str:
    limits = [limit for limit in (version.warning, version.alarm) if limit is not None]
    if not limits:
        return ""
    way = _("Dưới") if version.direction == "HIGHER" else _("Trên")
    return f"{way} " + " · ".join(words.number_words(limit, version) for limit in limits)
