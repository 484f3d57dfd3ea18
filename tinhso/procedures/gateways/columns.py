"""The columns of the workbook: where each stands in a content, its heading, how it is written."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a value is written in a cell."""

    TEXT = "TEXT"
    OPTIONAL = "OPTIONAL"
    NUMBER = "NUMBER"
    TRUTH = "TRUTH"
    LINES = "LINES"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the path in the content (``name.vi``), the heading and the form of its cells."""

    path: str
    heading: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows that belong to a procedure; ``part`` is their name in the content."""

    part: str
    title: str
    columns: tuple[Column, ...]


def _both(path: str, heading: str) -> tuple[Column, Column]:
    return Column(f"{path}.vi", heading), Column(f"{path}.en", f"{heading} (tiếng Anh)")


CODE = Column("code.value", "Mã thủ tục")

PROCEDURE_COLUMNS = (
    CODE,
    Column("code.certainty", "Độ chắc chắn của mã"),
    Column("slug", "Đường dẫn"),
    *_both("name", "Tên thủ tục"),
    *_both("summary", "Mô tả một câu"),
    Column("everyday_words", "Cách gọi thường ngày (mỗi dòng một cách)", Form.LINES),
    Column("field", "Mã lĩnh vực"),
    Column("tier", "Cấp"),
    Column("service_level", "Mức dịch vụ"),
    *_both("partial_reason", "Lý do một phần"),
    *_both("subjects", "Đối tượng"),
    *_both("conditions", "Điều kiện"),
    Column("cut_off", "Giờ chốt nhận", Form.OPTIONAL),
    Column("sets_of_papers", "Số bộ hồ sơ", Form.NUMBER),
    Column("deciding_agency.kind", "Loại cơ quan giải quyết"),
    Column("deciding_agency.tier", "Cấp giải quyết"),
    Column("deciding_agency.department_short_name", "Sở giải quyết", Form.OPTIONAL),
    *_both("result", "Kết quả"),
    Column("announced_by.number", "Quyết định công bố", Form.OPTIONAL),
    Column("announced_by.issued_on", "Ngày công bố", Form.OPTIONAL),
    Column("announced_by.certainty", "Độ chắc chắn của công bố"),
    Column("valid_from", "Áp dụng từ ngày"),
    Column("valid_to", "Đến trước ngày", Form.OPTIONAL),
    Column("complete", "Đầy đủ", Form.TRUTH),
    Column("missing_parts", "Bộ phận còn thiếu (mỗi dòng một bộ phận)", Form.LINES),
)

ROW_SHEETS = (
    Sheet("steps_text", "Trình tự", _both("", "Bước")),
    Sheet(
        "ways",
        "Cách nộp",
        (
            Column("channel", "Kênh"),
            Column("time_limit.amount", "Thời hạn", Form.NUMBER),
            Column("time_limit.unit", "Đơn vị"),
            Column("fee_vnd", "Phí, lệ phí (đồng)", Form.NUMBER),
        ),
    ),
    Sheet(
        "papers",
        "Giấy tờ",
        (
            Column("code", "Mã giấy tờ"),
            *_both("name", "Tên giấy tờ"),
            *_both("help", "Hướng dẫn"),
            Column("originals", "Bản chính", Form.NUMBER),
            Column("copies", "Bản sao", Form.NUMBER),
            Column("is_required", "Bắt buộc", Form.TRUTH),
            Column("accept", "Loại tệp (mỗi dòng một loại)", Form.LINES),
            Column("form_file", "Tệp mẫu", Form.OPTIONAL),
        ),
    ),
    Sheet(
        "fees",
        "Phí, lệ phí",
        (
            Column("code", "Mã khoản"),
            *_both("name", "Tên khoản"),
            Column("amount_vnd", "Số tiền (đồng)", Form.NUMBER),
            *_both("note", "Ghi chú"),
            Column("basis", "Căn cứ"),
            Column("certainty", "Độ chắc chắn"),
        ),
    ),
    Sheet(
        "legal_basis",
        "Căn cứ pháp lý",
        (
            Column("number", "Số hiệu"),
            Column("title", "Tên văn bản"),
            Column("issued_on", "Ngày ban hành", Form.OPTIONAL),
            Column("certainty", "Độ chắc chắn"),
        ),
    ),
    Sheet(
        "process",
        "Quy trình nội bộ",
        (
            Column("code", "Mã bước"),
            *_both("name", "Tên bước"),
            Column("role", "Vai trò"),
            Column("hours", "Số giờ", Form.NUMBER),
        ),
    ),
)

# Wholes too deep for columns, kept as JSON text in pieces.
JSON_SHEETS = (("form", "Biểu mẫu (JSON)"), ("result_template", "Mẫu kết quả (JSON)"))
# The same for parts a procedure may lack; a workbook without their sheets is read all the same.
OPTIONAL_JSON_SHEETS = (("fee_table", "Bảng phí (JSON)"), ("payment", "Nộp phí (JSON)"))
PROCEDURE_TITLE = "Thủ tục"
# Words in two languages that may be missing together.
OPTIONAL_WORDS = frozenset({"partial_reason", "conditions", "help", "note"})
