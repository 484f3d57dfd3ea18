"""Words of codes, periods and numbers, in the reader's language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.rules import PeriodKind, Span, Standing, periods
from tinhso.indicators.rules.metrics import Capability, Cell, CellState
from tinhso.ui.components import Tone

KINDS = {
    "REPORTED": gettext_lazy("Số báo cáo"),
    "DERIVED": gettext_lazy("Tính ra"),
    "OBSERVED": gettext_lazy("Quan trắc"),
}
CALENDARS = {
    "CALENDAR": gettext_lazy("Lịch dương (thống kê)"),
    "ADMINISTRATIVE": gettext_lazy("Kỳ báo cáo hành chính (15 đến 14)"),
}
FREQUENCIES = {
    "DAY": pgettext_lazy("frequency", "Ngày"),
    "WEEK": pgettext_lazy("frequency", "Tuần"),
    "MONTH": pgettext_lazy("frequency", "Tháng"),
    "QUARTER": pgettext_lazy("frequency", "Quý"),
    "HALF_YEAR": gettext_lazy("6 tháng"),
    "NINE_MONTHS": gettext_lazy("9 tháng"),
    "YEAR": pgettext_lazy("frequency", "Năm"),
}
LEVELS = {
    "PROVINCE": gettext_lazy("Toàn tỉnh"),
    "DISTRICT": gettext_lazy("Huyện, thị xã, thành phố"),
    "COMMUNE": gettext_lazy("Từng xã, phường, thị trấn"),
}
OVER_TIME = {
    "SUM": gettext_lazy("Cộng các kỳ"),
    "MEAN": gettext_lazy("Bình quân các kỳ"),
    "LAST": gettext_lazy("Lấy kỳ cuối"),
    "NONE": gettext_lazy("Không gộp theo thời gian"),
}
OVER_AREAS = {
    "SUM": gettext_lazy("Cộng các địa bàn"),
    "MEAN": gettext_lazy("Bình quân các địa bàn"),
    "NONE": gettext_lazy("Không gộp theo địa bàn"),
}
SENSITIVITIES = {
    "PUBLIC": gettext_lazy("Ai cũng xem được"),
    "INTERNAL": gettext_lazy("Nội bộ cơ quan nhà nước"),
    "RESTRICTED": gettext_lazy("Chỉ cơ quan liên quan"),
}
CERTAINTIES = {
    "confirmed": gettext_lazy("Đã xác nhận"),
    "secondary": gettext_lazy("Theo nguồn thứ cấp"),
    "to_confirm": gettext_lazy("Cần đối chiếu"),
}
STANDINGS = {
    Standing.GOOD: (gettext_lazy("Đạt"), Tone.SUCCESS),
    Standing.WARNING: (gettext_lazy("Cần chú ý"), Tone.WARNING),
    Standing.ALARM: (gettext_lazy("Báo động"), Tone.DANGER),
    Standing.NONE: ("", Tone.NEUTRAL),
}
ROW_PROBLEMS = {
    "NO_INDICATOR": gettext_lazy("Không có chỉ tiêu này trong danh mục"),
    "NOT_OWN_INDICATOR": gettext_lazy("Chỉ tiêu do cơ quan khác chủ quản"),
    "NO_PERIOD": gettext_lazy("Không đọc được kỳ, hoặc kỳ không đúng loại của chỉ tiêu"),
    "NO_AREA": gettext_lazy("Không có địa bàn này; hãy dùng mã hoặc tên đầy đủ"),
    "AREA_UNCLEAR": gettext_lazy("Nhiều địa bàn cùng tên; hãy dùng mã"),
    "WRONG_LEVEL": gettext_lazy("Địa bàn không đúng cấp của chỉ tiêu"),
    "NOT_A_NUMBER": gettext_lazy("Không phải là số"),
    "DENOMINATOR_MISSING": gettext_lazy("Thiếu mẫu số"),
    "NOT_NEGATIVE": gettext_lazy("Số âm"),
    "RATIO_AT_MOST_ONE": gettext_lazy("Tử số lớn hơn mẫu số"),
    "NOT_IN_FUTURE": gettext_lazy("Kỳ chưa bắt đầu"),
    "RANGE": gettext_lazy("Ngoài khoảng cho phép"),
    "JUMP": gettext_lazy("Thay đổi quá lớn so với kỳ trước"),
    "GIVEN_BY_ANOTHER": gettext_lazy("Cơ quan khác đã cung cấp số liệu này"),
}
ENGINE_WORDS = {
    "sums": gettext_lazy("số gộp theo kỳ trong cơ sở dữ liệu"),
    "facts": gettext_lazy("từng số liệu trong cơ sở dữ liệu"),
    "duckdb": gettext_lazy("tệp theo tháng, bộ máy DuckDB"),
    "chdb": gettext_lazy("tệp theo tháng, bộ máy ClickHouse (chDB)"),
    "spark": gettext_lazy("tệp theo tháng, bộ máy PySpark"),
}
CAPABILITIES = {
    Capability.LIVE: gettext_lazy("có ngay số vừa ghi"),
    Capability.BREAKDOWNS: gettext_lazy("chia theo nhóm"),
    Capability.DAYS: gettext_lazy("xem theo ngày, tuần"),
    Capability.PAST_MOMENTS: gettext_lazy("xem lại một thời điểm đã qua"),
}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """How numbers were added up, in words: from what, and what that engine can do and cannot."""

    sources: tuple[str, ...]
    able: tuple[str, ...]
    unable: tuple[str, ...]


def reckoned_words(engines: Iterable[str], capabilities: Collection[Capability]) -> Reckoned:
    """Give the words of the engines that answered, and of what all of them can do."""
    return Reckoned(
        tuple(str(ENGINE_WORDS.get(name, name)) for name in dict.fromkeys(engines)),
        tuple(str(words) for flag, words in CAPABILITIES.items() if flag in capabilities),
        tuple(str(words) for flag, words in CAPABILITIES.items() if flag not in capabilities),
    )


def period_words(span: Span) -> str:
    """Give a period's name, such as ``Tháng 11/2026`` or ``Quý III/2026``."""
    year, number = span.year, span.number
    if span.kind is PeriodKind.DAY:
        return f"{span.starts_on:%d/%m/%Y}"
    if span.kind is PeriodKind.WEEK:
        return _("Tuần %(number)s/%(year)s") % {"number": number, "year": year}
    if span.kind is PeriodKind.MONTH:
        return _("Tháng %(number)s/%(year)s") % {"number": number, "year": year}
    if span.kind is PeriodKind.QUARTER:
        return _("Quý %(number)s/%(year)s") % {"number": _ROMAN[number - 1], "year": year}
    if span.kind is PeriodKind.HALF_YEAR:
        first = _("6 tháng đầu năm %(year)s") if number == 1 else _("6 tháng cuối năm %(year)s")
        return first % {"year": year}
    if span.kind is PeriodKind.NINE_MONTHS:
        return _("9 tháng năm %(year)s") % {"year": year}
    return _("Năm %(year)s") % {"year": year}


def period_words_in_full(span: Span) -> str:
    """Name a month, quarter or year with its calendar and days, where both calendars meet."""
    with_calendar = {
        periods.Calendar.CALENDAR: _("%(period)s theo lịch (%(first)s – %(last)s)"),
        periods.Calendar.ADMINISTRATIVE: _("%(period)s kỳ hành chính (%(first)s – %(last)s)"),
    }
    words = with_calendar.get(span.calendar, "%(period)s")
    first, last = f"{span.starts_on:%d/%m/%Y}", f"{span.last_day:%d/%m/%Y}"
    return words % {"period": period_words(span), "first": first, "last": last}


def period_words_of(period_id: int) -> str:
    """Give the name of a period by its number."""
    return period_words(periods.from_id(period_id))


def number_words(value: Decimal | None, version: IndicatorVersion) -> str:
    """Give a number with its decimals in the reader's way of writing; a dash for none."""
    return "–" if value is None else number_format(value, version.decimals, force_grouping=True)


def fact_words(value: Decimal | None) -> str:
    """Give a fact's number as it was given, without idle zeros; a dash for none."""
    return "–" if value is None else number_format(value.normalize(), force_grouping=True)


def cell_words(cell: Cell, version: IndicatorVersion) -> str:
    """Give what a table shows of a cell: its number, or why there is none."""
    if cell.state is CellState.HIDDEN:
        return _("Ẩn vì quá ít")
    if cell.state is CellState.NOT_AVAILABLE:
        return _("Không có ở kỳ này")
    return number_words(cell.value, version)
