"""What a reader can choose on a board: area, kind of period, boundaries, moment."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.dashboards.queries import Asked, Frame, address_of, shown_name
from tinhso.dashboards.queries.asking import BOARD_KINDS
from tinhso.indicators.api import PeriodKind, Reading
from tinhso.ui.components import Filter, Option

KIND_WORDS = {
    PeriodKind.MONTH: gettext_lazy("Theo tháng"),
    PeriodKind.QUARTER: gettext_lazy("Theo quý"),
    PeriodKind.HALF_YEAR: gettext_lazy("Theo 6 tháng"),
    PeriodKind.YEAR: gettext_lazy("Theo năm"),
}
READING_WORDS = {
    Reading.AS_WAS: gettext_lazy("Như lúc đó"),
    Reading.AS_IS: gettext_lazy("Theo địa giới hiện nay"),
}


def filters_of(asked: Asked) -> list[Filter]:
    """Give the lists beside the area and the day."""
    return [
        Filter(
            "ky", _("Loại kỳ"), asked.span.kind,
            tuple(Option(k, str(KIND_WORDS[k])) for k in BOARD_KINDS),
        ),
        Filter(
            "cach", _("Địa giới"), asked.reading,
            tuple(Option(code, str(word)) for code, word in READING_WORDS.items()),
        ),
    ]  # fmt: skip


def area_choices(frame: Frame) -> list[tuple[str, str]]:
    """Give the areas below the place with where the board is read for each."""
    if frame.part_level is frame.level:
        return []
    return [(shown_name(area), address_of(frame.asked, vung=area.code)) for area in frame.parts]
