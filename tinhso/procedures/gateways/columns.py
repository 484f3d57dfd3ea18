"""The columns of the workbook: where each stands in a content, its heading, how it is written."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop


class Form(StrEnum):
    """How a value is written in a cell."""

    TEXT = "TEXT"
    OPTIONAL = "OPTIONAL"
    NUMBER = "NUMBER"
    TRUTH = "TRUTH"
    LINES = "LINES"


IN_ENGLISH = " (tiếng Anh)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the path in the content (``name.vi``), the heading and the form of its cells.

    What ``may_be_absent`` is left out of the content when its cell is empty, and its whole column
    out of older files.
    """

    path: str
    heading: str
    form: Form = Form.TEXT
    may_be_absent: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows that belong to a procedure; ``part`` is their name in the content."""

    part: str
    title: str
    columns: tuple[Column, ...]


def _both(path: str, heading: str) -> tuple[Column, Column]:
    return Column(f"{path}.vi", heading), Column(f"{path}.en", f"{heading}{IN_ENGLISH}")


CODE = Column("code.value", gettext_noop("Mã thủ tục"))

PROCEDURE_COLUMNS = (
    CODE,
    Column("code.certainty", gettext_noop("Độ chắc chắn của mã")),
    Column("demonstration", gettext_noop("Dữ liệu minh họa"), Form.TRUTH, may_be_absent=True),
    Column("slug", gettext_noop("Đường dẫn")),
    *_both("name", gettext_noop("Tên thủ tục")),
    *_both("summary", gettext_noop("Mô tả một câu")),
    Column("everyday_words", gettext_noop("Cách gọi thường ngày (mỗi dòng một cách)"), Form.LINES),
    Column("field", gettext_noop("Mã lĩnh vực")),
    Column("tier", gettext_noop("Cấp")),
    Column("service_level", gettext_noop("Mức dịch vụ")),
    *_both("partial_reason", gettext_noop("Lý do một phần")),
    *_both("subjects", gettext_noop("Đối tượng")),
    *_both("conditions", gettext_noop("Điều kiện")),
    Column("cut_off", gettext_noop("Giờ chốt nhận"), Form.OPTIONAL),
    Column("sets_of_papers", gettext_noop("Số bộ hồ sơ"), Form.NUMBER),
    Column("deciding_agency.kind", gettext_noop("Loại cơ quan giải quyết")),
    Column("deciding_agency.tier", gettext_noop("Cấp giải quyết")),
    Column("deciding_agency.department_short_name", gettext_noop("Sở giải quyết"), Form.OPTIONAL),
    *_both("result", gettext_noop("Kết quả")),
    Column("announced_by.number", gettext_noop("Quyết định công bố"), Form.OPTIONAL),
    Column("announced_by.issued_on", gettext_noop("Ngày công bố"), Form.OPTIONAL),
    Column(
        "announced_by.agency", gettext_noop("Cơ quan công bố"), Form.OPTIONAL, may_be_absent=True
    ),
    Column("announced_by.certainty", gettext_noop("Độ chắc chắn của công bố")),
    Column("valid_from", gettext_noop("Áp dụng từ ngày")),
    Column("valid_to", gettext_noop("Đến trước ngày"), Form.OPTIONAL),
    Column("complete", gettext_noop("Đầy đủ"), Form.TRUTH),
    Column("missing_parts", gettext_noop("Bộ phận còn thiếu (mỗi dòng một bộ phận)"), Form.LINES),
)

WAY_COLUMNS = (
    Column("channel", gettext_noop("Kênh")),
    Column("time_limit.amount", gettext_noop("Thời hạn"), Form.NUMBER),
    Column("time_limit.unit", gettext_noop("Đơn vị")),
    Column("fee_vnd", gettext_noop("Phí, lệ phí (đồng)"), Form.NUMBER),
)
STEP_COLUMNS = (
    Column("code", gettext_noop("Mã bước")),
    *_both("name", gettext_noop("Tên bước")),
    Column("role", gettext_noop("Vai trò")),
    Column("hours", gettext_noop("Số giờ"), Form.NUMBER),
)

ROW_SHEETS = (
    Sheet("steps_text", "Trình tự", _both("", gettext_noop("Bước"))),
    Sheet("ways", "Cách nộp", WAY_COLUMNS),
    Sheet(
        "papers",
        "Giấy tờ",
        (
            Column("code", gettext_noop("Mã giấy tờ")),
            *_both("name", gettext_noop("Tên giấy tờ")),
            *_both("help", gettext_noop("Hướng dẫn")),
            Column("originals", gettext_noop("Bản chính"), Form.NUMBER),
            Column("copies", gettext_noop("Bản sao"), Form.NUMBER),
            Column("is_required", gettext_noop("Bắt buộc"), Form.TRUTH),
            Column("accept", gettext_noop("Loại tệp (mỗi dòng một loại)"), Form.LINES),
            Column("form_file", gettext_noop("Tệp mẫu"), Form.OPTIONAL),
        ),
    ),
    Sheet(
        "fees",
        "Phí, lệ phí",
        (
            Column("code", gettext_noop("Mã khoản")),
            *_both("name", gettext_noop("Tên khoản")),
            Column("amount_vnd", gettext_noop("Số tiền (đồng)"), Form.NUMBER),
            *_both("note", gettext_noop("Ghi chú")),
            Column("basis", gettext_noop("Căn cứ")),
            Column("certainty", gettext_noop("Độ chắc chắn")),
        ),
    ),
    Sheet(
        "legal_basis",
        "Căn cứ pháp lý",
        (
            Column("number", gettext_noop("Số hiệu")),
            Column("title", gettext_noop("Tên văn bản")),
            Column("issued_on", gettext_noop("Ngày ban hành"), Form.OPTIONAL),
            Column("certainty", gettext_noop("Độ chắc chắn")),
        ),
    ),
    Sheet("process", "Quy trình nội bộ", STEP_COLUMNS),
)

VARIANTS = Sheet(
    "variants",
    "Trường hợp",
    (
        Column("code", gettext_noop("Mã trường hợp")),
        *_both("name", gettext_noop("Trường hợp")),
        *_both("help", gettext_noop("Hướng dẫn")),
        Column("required_papers", gettext_noop("Giấy tờ bắt buộc (mỗi dòng một mã)"), Form.LINES),
        Column("optional_papers", gettext_noop("Giấy tờ nếu có (mỗi dòng một mã)"), Form.LINES),
        Column("certainty", gettext_noop("Độ chắc chắn")),
    ),
)
# People the form names who sign too; in a workbook they stand in the JSON of their part.
PARTY_COLUMNS = (
    Column("code", gettext_noop("Mã người cùng ký")),
    *_both("name", gettext_noop("Ai cùng ký")),
    Column("name_field", gettext_noop("Câu hỏi về họ tên")),
    Column("identity_field", gettext_noop("Câu hỏi về số định danh")),
    Column("in_person", gettext_noop("Phải có mặt"), Form.TRUTH),
)
# Rows of a variant carry its code in a column of their own.
VARIANT = Column("variant", gettext_noop("Mã trường hợp"))
VARIANT_SHEETS = (
    Sheet("ways", "Cách nộp theo trường hợp", WAY_COLUMNS),
    Sheet("process", "Quy trình theo trường hợp", STEP_COLUMNS),
)

# Wholes too deep for columns, kept as JSON text in pieces.
JSON_SHEETS = (("form", "Biểu mẫu (JSON)"), ("result_template", "Mẫu kết quả (JSON)"))
# The same for parts a procedure may lack; a workbook without their sheets is read all the same.
OPTIONAL_JSON_SHEETS = (
    ("fee_table", "Bảng phí (JSON)"),
    ("payment", "Nộp phí (JSON)"),
    ("co_signing", "Người cùng ký (JSON)"),
)
PROCEDURE_TITLE = "Thủ tục"
# Words in two languages that may be missing together.
OPTIONAL_WORDS = frozenset({"partial_reason", "conditions", "help", "note"})
