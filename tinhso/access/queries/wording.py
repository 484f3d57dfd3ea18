"""What is held about a person in words people read: names of fields, days, moments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, gettext_lazy

from tinhso.access.queries.holders import Holding
from tinhso.core.clock import local

#: Names of fields of every holder; a field without one keeps its own name.
FIELD_NAMES: dict[str, object] = {
    "about": gettext_lazy("Của ai"),
    "actor_name": gettext_lazy("Cán bộ"),
    "address": gettext_lazy("Địa chỉ"),
    "agency.name": gettext_lazy("Cơ quan"),
    "agency_name": gettext_lazy("Cơ quan"),
    "amount_vnd": gettext_lazy("Số tiền (đồng)"),
    "answered": gettext_lazy("Nội dung trả lời"),
    "area_code": gettext_lazy("Mã nơi cư trú"),
    "at": gettext_lazy("Thời điểm"),
    "birth_date": gettext_lazy("Ngày sinh"),
    "code": gettext_lazy("Mã số"),
    "competent_agency.name": gettext_lazy("Cơ quan giải quyết"),
    "created_at": gettext_lazy("Ghi lúc"),
    "done_at": gettext_lazy("Hoàn thành lúc"),
    "due_at": gettext_lazy("Hạn"),
    "email": gettext_lazy("Thư điện tử"),
    "ends_at": gettext_lazy("Hết hạn lúc"),
    "facts": gettext_lazy("Nội dung"),
    "fee_vnd": gettext_lazy("Phí, lệ phí (đồng)"),
    "filed_at": gettext_lazy("Nộp lúc"),
    "form": gettext_lazy("Tờ khai"),
    "full_name": gettext_lazy("Họ và tên"),
    "get_kind_display": gettext_lazy("Loại"),
    "get_outcome_display": gettext_lazy("Kết quả"),
    "get_purpose_display": gettext_lazy("Mục đích"),
    "get_state_display": gettext_lazy("Trạng thái"),
    "given_at": gettext_lazy("Từ lúc"),
    "giver_name": gettext_lazy("Người giao"),
    "identity_number": gettext_lazy("Số định danh"),
    "issued_at": gettext_lazy("Ban hành lúc"),
    "language": gettext_lazy("Ngôn ngữ nhận tin"),
    "name": gettext_lazy("Tên"),
    "notation": gettext_lazy("Số, ký hiệu"),
    "page_count": gettext_lazy("Số trang"),
    "paid_at": gettext_lazy("Nộp tiền lúc"),
    "phone": gettext_lazy("Số điện thoại"),
    "procedure_name": gettext_lazy("Thủ tục"),
    "purpose": gettext_lazy("Mục đích"),
    "read_at": gettext_lazy("Đã đọc lúc"),
    "receiving_agency.name": gettext_lazy("Nơi tiếp nhận"),
    "reference_text": gettext_lazy("Khoản thu"),
    "reporter_email": gettext_lazy("Thư điện tử người gửi"),
    "reporter_name": gettext_lazy("Người gửi"),
    "reporter_phone": gettext_lazy("Điện thoại người gửi"),
    "saved_at": gettext_lazy("Lưu lúc"),
    "sex": gettext_lazy("Giới tính"),
    "source_code": gettext_lazy("Mã hồ sơ gốc"),
    "source_title": gettext_lazy("Nguồn"),
    "starts_at": gettext_lazy("Giờ hẹn"),
    "subject": gettext_lazy("Về việc"),
    "template": gettext_lazy("Loại thông báo"),
    "text": gettext_lazy("Nội dung"),
    "title": gettext_lazy("Tên"),
    "valid_to": gettext_lazy("Có giá trị đến"),
    "verified_at": gettext_lazy("Xác minh lúc"),
    "verified_by": gettext_lazy("Người xác minh"),
    "version.name": gettext_lazy("Thủ tục"),
}
_VALUES: dict[object, object] = {
    "MALE": gettext_lazy("Nam"),
    "FEMALE": gettext_lazy("Nữ"),
    "vi": gettext_lazy("Tiếng Việt"),
    "en": gettext_lazy("Tiếng Anh"),
}


@dataclass(frozen=True, slots=True)
class WordedHolding:
    """One kind of data for people: each row is pairs of a field's name and its value."""

    label: str
    rows: list[list[tuple[str, str]]]


def in_words(holdings: list[Holding]) -> list[WordedHolding]:
    """Give holdings in words, without what is empty."""
    return [
        WordedHolding(
            held.label,
            [
                [(str(FIELD_NAMES.get(name, name)), _text(value)) for name, value in row.items()
                 if value not in (None, "", [], {})]
                for row in held.rows
            ],
        )
        for held in holdings
    ]  # fmt: skip


def _text(value: object) -> str:
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    if isinstance(value, Mapping):
        pairs = ((FIELD_NAMES.get(name, name), part) for name, part in value.items())
        return "; ".join(f"{name}: {_text(part)}" for name, part in pairs if part)
    if isinstance(value, list):
        return ", ".join(_text(part) for part in value)
    return _moment(value) if isinstance(value, str) else str(value)


def _moment(text: str) -> str:
    """Write a day or moment as people do; any other text as it is."""
    try:
        if len(text) == len("2021-06-01"):
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        if text[10:11] == "T":
            return f"{local(datetime.fromisoformat(text)):%H:%M %d/%m/%Y}"
    except ValueError:
        return text
    return str(_VALUES.get(text, text))
