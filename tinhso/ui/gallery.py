"""The gallery page: every component with lifelike content, for people and for tests."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tinhso.core.clock import VIETNAM
from tinhso.core.side_by_side import side_by_side
from tinhso.ui.components import (
    Bar,
    Cell,
    Column,
    DatePart,
    ErrorLink,
    FieldView,
    Filter,
    Option,
    State,
    StepItem,
    SummaryRow,
    TabItem,
    Table,
    TimelineEntry,
    Tone,
)
from tinhso.ui.fields import date_parts


@dataclass(frozen=True, slots=True)
class _KeysetExample:
    next_cursor: str | None = "b"
    previous_cursor: str | None = "a"


def _at(day: int, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(2021, 6, day, hour, minute, tzinfo=VIETNAM)


def _choices() -> tuple[Option, ...]:
    return (
        Option("MOTHER", _("Mẹ"), is_selected=True),
        Option("FATHER", _("Cha")),
        Option("RELATIVE", _("Người thân khác"), hint=_("Ông, bà, anh, chị hoặc người nuôi dưỡng")),
    )


def _birth_date(value: tuple[str, str, str]) -> tuple[DatePart, ...]:
    return date_parts("born", "born", value)


def _fields() -> list[FieldView]:
    return [
        FieldView("name", "name", _("Họ, chữ đệm, tên của trẻ"), value="Điểu Thị Ngọc Ánh"),
        FieldView(
            "born-day",
            "born",
            _("Ngày sinh"),
            kind="date",
            hint=_("Ví dụ: 27 3 2021"),
            date_parts=_birth_date(("12", "5", "2021")),
        ),
        FieldView("who", "who", _("Bạn là gì của trẻ?"), kind="radios", options=_choices()),
        FieldView(
            "papers-0", "papers", _("Giấy tờ đã có"), kind="checkboxes", options=_choices()[1:]
        ),
        FieldView("area", "area", _("Xã, phường, thị trấn"), kind="select", options=_communes()),
        FieldView("note", "note", _("Ghi chú thêm"), kind="textarea", rows=3, is_optional=True),
        FieldView(
            "photo",
            "photo",
            _("Ảnh Giấy chứng sinh"),
            kind="file",
            hint=_("Chụp rõ cả bốn góc. Ảnh hoặc PDF, tối đa 20 MB."),
            accept="image/jpeg,image/png,application/pdf",
            max_bytes=20 * 1024 * 1024,
            is_captured=True,
        ),
        FieldView("fee", "fee", _("Lệ phí"), value="8.000", suffix="đồng", width=10),
        FieldView("sure", "sure", _("Tôi cam đoan nội dung trên là đúng"), kind="checkbox"),
    ]


def _communes() -> tuple[Option, ...]:
    names = ("Phường Tân Phú", "Phường Tân Đồng", "Xã Tiến Hưng", "Xã Đa Kia")
    return tuple(Option(str(number), name) for number, name in enumerate(names))


def _fields_with_errors() -> list[FieldView]:
    return [
        FieldView(
            "phone",
            "phone",
            _("Số điện thoại di động"),
            hint=_("Để cơ quan báo tin khi có kết quả."),
            error=_("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."),
            value="09x",
            input_type="tel",
            autocomplete="tel",
            width=20,
        ),
        FieldView(
            "died-day",
            "died",
            _("Ngày mất"),
            kind="date",
            error=_("Nhập một ngày có thật, ví dụ 27 3 2020."),
            date_parts=date_parts("died", "died", ("31", "2", "2021")),
        ),
    ]


def _timeline() -> list[TimelineEntry]:
    unit = _("Bộ phận một cửa Phường Tân Phú")
    return [
        TimelineEntry(_("Bạn đã nộp hồ sơ"), at=_at(7, 9, 12), by="Nguyễn Thị Hoà"),
        TimelineEntry(_("Đã tiếp nhận"), at=_at(7, 10, 5), by=f"Lê Văn Định, {unit}"),
        TimelineEntry(
            _("Đang thẩm định"),
            State.CURRENT,
            by=_("Trần Thị Mai, công chức tư pháp – hộ tịch"),
            note=_("Đang đối chiếu Giấy chứng sinh với dữ liệu dân cư."),
            due_at=_at(8, 17, 0),
        ),
        TimelineEntry(_("Ký giấy khai sinh"), State.UPCOMING),
        TimelineEntry(_("Trả kết quả"), State.UPCOMING),
    ]


def _steps() -> list[StepItem]:
    return [
        StepItem(_("Người yêu cầu"), State.DONE, url="#", hint="Nguyễn Thị Hoà"),
        StepItem(_("Trẻ được khai sinh"), State.CURRENT, url="#"),
        StepItem(_("Đính kèm giấy tờ"), State.UPCOMING),
    ]


def _rows() -> list[SummaryRow]:
    return [
        SummaryRow(_("Họ, chữ đệm, tên của trẻ"), "Điểu Thị Ngọc Ánh", "#"),
        SummaryRow(_("Ngày sinh"), "12/05/2021", "#"),
        SummaryRow(_("Nơi sinh"), "Bệnh viện Đa khoa tỉnh Bình Phước,\nĐồng Xoài", "#", True),
    ]


def _table() -> Table:
    columns = [
        Column(_("Mã hồ sơ")),
        Column(_("Người nộp")),
        Column(_("Thủ tục")),
        Column(_("Hạn trả"), sort_url="?sort=due", sort="ascending"),
        Column(_("Lệ phí"), is_numeric=True),
    ]
    names = ("Nguyễn Thị Hoà", "Phạm Quốc Trưởng", "Điểu K’Rơi")
    rows = [
        [
            Cell(f"H10.14-210607-000{number}", url="#"),
            Cell(name),
            Cell(_("Đăng ký khai sinh"), note=_("Mức độ 4")),
            Cell(f"{7 + number}/06/2021"),
            Cell("8.000"),
        ]
        for number, name in enumerate(names, start=1)
    ]
    return Table(_("Hồ sơ đang chờ bạn"), columns, rows)


def _bars() -> list[Bar]:
    return [
        Bar(_("Trước hạn"), 812, "812", Tone.SUCCESS),
        Bar(_("Đúng hạn"), 264, "264", Tone.INFO),
        Bar(_("Quá hạn"), 17, "17", Tone.DANGER),
    ]


def stories() -> dict[str, object]:
    """Give the content every story of the gallery shows."""
    return {
        "fields": _fields(),
        "fields_with_errors": _fields_with_errors(),
        "errors": [ErrorLink(f"#{view.id}", view.error) for view in _fields_with_errors()],
        "timeline": _timeline(),
        "compared": side_by_side(
            _("Hạn trả lời: ngày 10/6.\nNơi nhận: các sở."),
            _("Hạn trả lời: ngày 20/6.\nNơi nhận: các sở."),
        ),
        "steps": _steps(),
        "rows": _rows(),
        "table": _table(),
        "bars": _bars(),
        "tabs": [
            TabItem(_("Chờ tôi"), "#", is_current=True, item_count=12),
            TabItem(_("Cả cơ quan"), "#", item_count=148),
            TabItem(_("Đã xong"), "#"),
        ],
        "filters": [
            Filter("field", _("Lĩnh vực"), options=_communes()),
            Filter("who", _("Người nộp"), value="Hoà"),
        ],
        "keyset": _KeysetExample(),
        "due_at": _at(8, 17, 0),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, on the base of citizens or, with ``?nen=can-bo``, of officers."""
    is_officer = request.GET.get("nen") == "can-bo"
    base = "ui/officer_base.html" if is_officer else "ui/base.html"
    return render(request, "ui/gallery/gallery.html", {"base_template": base, **stories()})
