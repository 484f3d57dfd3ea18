"""One number as a person reads it: value, how it stands, what changed, and where it came from."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.core.grouping import grouped
from tinhso.dashboards.queries.asking import Frame
from tinhso.dashboards.queries.numbers import Numbers, history
from tinhso.dashboards.rules.document import Tile
from tinhso.dashboards.rules.drawing import Line, bounds, line
from tinhso.indicators.api import (
    STANDINGS,
    AreaLevel,
    Cell,
    CellState,
    IndicatorVersion,
    Span,
    Standing,
    cell_words,
    period_words,
    periods,
    standing,
)
from tinhso.orgs.api import Area
from tinhso.ui.components import Tone


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator at one place and period.

    ``url`` leads to the facts it was made of. ``sentence`` says how it stands, ``change`` how it
    moved since the same period of the year before; both may be empty.
    """

    code: str
    name: str
    text: str
    unit: str
    period: str
    url: str
    value: Decimal | None
    tone: Tone
    sentence: str = ""
    change: str = ""
    change_short: str = ""
    stand: str = ""
    change_tone: Tone = Tone.NEUTRAL
    note: str = ""
    is_missing: bool = False
    spark: Line | None = None


def plain(value: Decimal, version: IndicatorVersion) -> str:
    """Write a measure such as a target: whole numbers without decimals."""
    return grouped(value, 0 if value == value.to_integral_value() else version.decimals)


def cell_text(cell: Cell, version: IndicatorVersion) -> str:
    """Write a cell's number, or why there is none."""
    if cell.state is not CellState.OK or cell.value is None:
        return cell_words(cell, version)
    return grouped(cell.value, version.decimals)


def figure_of(code: str, numbers: Numbers, tile: Tile) -> Figure:
    """Give an indicator at the board's place and period."""
    version, frame = numbers.versions[code], numbers.frame
    span = numbers.span(code)
    cell = numbers.cell(code, frame.place.pk, span)
    before = numbers.cell(code, frame.place.pk, periods.year_before(span))
    stand = standing_of(cell, version, tile.target)
    change, short, change_tone = change_words(cell, before, version)
    values = [numbers.cell(code, frame.place.pk, each).value for each in history(span)]
    return Figure(
        code=code, name=version.indicator.shown_name, text=cell_text(cell, version),
        unit=version.shown_unit, period=period_words(span),
        url=facts_path(code, frame, frame.place, frame.level, span),
        value=cell.value, tone=STANDINGS[stand][1],
        sentence=sentence_of(cell, version, tile.target), change=change, change_short=short,
        stand=str(STANDINGS[stand][0]), change_tone=change_tone,
        note=_note(cell), is_missing=cell.state is not CellState.OK or cell.value is None,
        spark=line(values[-13:], *bounds(values[-13:])),
    )  # fmt: skip


def facts_path(code: str, frame: Frame, area: Area, level: AreaLevel, span: Span) -> str:
    """Give where the facts of a number are listed, as the board was asked."""
    asked = frame.asked
    address = _address_of(code)
    agency = f"&co-quan={asked.agency_id}" if asked.agency_id else ""
    return (
        f"{address}?vung={area.pk}&ky={span.id}&cap={level}&cach={asked.reading}"
        f"&luc={asked.as_of_day}{agency}"
    )


@lru_cache(maxsize=1_024)
def _address_of(code: str) -> str:
    return reverse("indicators:facts", args=[code])


def standing_of(cell: Cell, version: IndicatorVersion, target: Decimal | None) -> Standing:
    """Tell how a number stands: by its indicator's thresholds, or by the tile's own target."""
    if target is None or cell.standing is Standing.ALARM or cell.value is None:
        return cell.standing
    direction = "LOWER" if version.direction == "LOWER" else "HIGHER"
    return standing(cell.value, direction=direction, warning=target, alarm=None)


def sentence_of(cell: Cell, version: IndicatorVersion, target: Decimal | None) -> str:
    """Say how a number stands, such as ``thấp hơn mục tiêu 98 %``; nothing without a measure."""
    if cell.value is None:
        return _("Chưa có số liệu của kỳ này") if cell.state is CellState.MISSING else ""
    if target is not None:
        words = _with_unit(plain(target, version), version)
        if cell.value == target:
            return _("Đúng bằng mục tiêu %(target)s") % {"target": words}
        if version.direction == "LOWER":
            is_good = cell.value < target
            text = _("Trong mức %(target)s") if is_good else _("Vượt mức %(target)s")
        else:
            is_good = cell.value > target
            text = _("Đạt mục tiêu %(target)s") if is_good else _("Thấp hơn mục tiêu %(target)s")
        return text % {"target": words}
    return _threshold_words(cell, version)


def _threshold_words(cell: Cell, version: IndicatorVersion) -> str:
    limit = version.alarm if cell.standing is Standing.ALARM else version.warning
    if cell.standing is Standing.NONE or limit is None:
        return ""
    words = {"limit": _with_unit(plain(limit, version), version)}
    is_higher = version.direction == "HIGHER"
    if cell.standing is Standing.GOOD:
        return (
            _("Đạt, từ %(limit)s trở lên") if is_higher else _("Đạt, trong mức %(limit)s")
        ) % words
    if cell.standing is Standing.WARNING:
        return (
            _("Cần chú ý: dưới %(limit)s") if is_higher else _("Cần chú ý: trên %(limit)s")
        ) % words
    return (_("Báo động: dưới %(limit)s") if is_higher else _("Báo động: trên %(limit)s")) % words


def _with_unit(words: str, version: IndicatorVersion) -> str:
    return f"{words} {version.shown_unit}"


def change_words(cell: Cell, before: Cell, version: IndicatorVersion) -> tuple[str, str, Tone]:
    """Say how a number moved in a year: percents in points, everything else in percent.

    Gives a sentence, the same in a few letters, and whether it is good.
    """
    if cell.value is None or before.value is None:
        return "", "", Tone.NEUTRAL
    moved = cell.value - before.value
    if version.unit == "%":
        text = _("%(size)s điểm") % {"size": grouped(abs(moved), version.decimals)}
    elif before.value:
        text = f"{grouped(abs(moved) / abs(before.value) * 100, 1)} %"
    else:
        return "", "", Tone.NEUTRAL
    if not moved:
        return _("Bằng cùng kỳ năm trước"), _("không đổi"), Tone.NEUTRAL
    short = f"{'↑' if moved > 0 else '↓'} {text}"
    words = _("Tăng %(size)s so với cùng kỳ") if moved > 0 else _("Giảm %(size)s so với cùng kỳ")
    return words % {"size": text}, short, _tone_of(moved, version.direction)


def _tone_of(moved: Decimal, direction: str) -> Tone:
    if direction == "NEUTRAL":
        return Tone.NEUTRAL
    return Tone.SUCCESS if (moved > 0) == (direction == "HIGHER") else Tone.WARNING


def _note(cell: Cell) -> str:
    notes = {
        CellState.MISSING: _("Chưa có số liệu"),
        CellState.HIDDEN: _("Số quá ít nên không hiện"),
        CellState.NOT_AVAILABLE: _("Không có ở cấp này"),
    }
    return notes.get(cell.state, "")
