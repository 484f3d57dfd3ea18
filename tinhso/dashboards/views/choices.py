"""What a reader can choose on a board: area, kind of period, boundaries, moment."""

from django.utils.translation import gettext as _

from tinhso.dashboards.queries import Asked, Frame, address_of, shown_name
from tinhso.dashboards.queries.asking import BOARD_KINDS
from tinhso.indicators.api import PeriodKind, Reading
from tinhso.ui.components import Filter, Option


def filters_of(asked: Asked) -> list[Filter]:
    """Give the lists beside the area and the day."""
    kinds = {
        PeriodKind.MONTH: _("Theo tháng"),
        PeriodKind.QUARTER: _("Theo quý"),
        PeriodKind.HALF_YEAR: _("Theo 6 tháng"),
        PeriodKind.YEAR: _("Theo năm"),
    }
    readings = {
        Reading.AS_WAS: _("Như lúc đó"),
        Reading.AS_IS: _("Theo địa giới hiện nay"),
    }
    return [
        Filter(
            "ky", _("Loại kỳ"), asked.span.kind, tuple(Option(k, kinds[k]) for k in BOARD_KINDS)
        ),
        Filter(
            "cach", _("Địa giới"), asked.reading,
            tuple(Option(code, word) for code, word in readings.items()),
        ),
    ]  # fmt: skip


def area_choices(frame: Frame) -> list[tuple[str, str]]:
    """Give the areas below the place with where the board is read for each."""
    if frame.part_level is frame.level:
        return []
    return [(shown_name(area), address_of(frame.asked, vung=area.code)) for area in frame.parts]
