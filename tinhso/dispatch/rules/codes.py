"""Code lists of QCVN 102:2016/BTTTT: acts, priorities, statuses, types of documents."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from tinhso.core.text import fold


class Act(StrEnum):
    """What a message does (BussinessDocType, the standard's spelling)."""

    NEW = "NEW"
    RECALL = "RECALL"
    UPDATE = "UPDATE"
    REPLACE = "REPLACE"

    @property
    def code(self) -> str:
        """Give the standard's digit."""
        return _ACT_CODES[self]

    @property
    def carries_document(self) -> bool:
        """Tell whether a message of this act brings the bytes of a document."""
        return self is not Act.RECALL


_ACT_CODES = {Act.NEW: "0", Act.RECALL: "1", Act.UPDATE: "2", Act.REPLACE: "3"}


def act_of(code: str) -> Act | None:
    """Give the act of a digit, ``None`` for one the standard does not know; empty is a new one."""
    wanted = code.strip() or "0"
    return next((act for act, digit in _ACT_CODES.items() if digit == wanted), None)


class Priority(IntEnum):
    """Urgency (độ khẩn), in the standard's numbers."""

    NORMAL = 0
    URGENT = 1
    VERY_URGENT = 2
    EXPRESS = 3
    EXPRESS_TIMED = 4


class Status(StrEnum):
    """What a receiver reports about a document (mã trạng thái)."""

    ARRIVED = "01"
    RETURNED = "02"
    RECEIVED = "03"
    ASSIGNED = "04"
    IN_PROGRESS = "05"
    DONE = "06"
    TAKEN_BACK = "13"
    AGREED = "15"
    DECLINED = "16"


#: Some senders report agreement with 14; it is read as 15 and never written.
_ALSO_READ = {"14": Status.AGREED}


def status_of(code: str) -> Status | None:
    """Give the status of a code as received: ``1`` and ``01`` alike; unknown gives ``None``."""
    digits = code.strip().zfill(2)
    if digits in _ALSO_READ:
        return _ALSO_READ[digits]
    return Status(digits) if digits in set(Status) else None


#: Abbreviation in the notation (Phụ lục III); công văn and thư công have none.
DOCUMENT_TYPES: Mapping[str, str] = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế",
    "QyĐ": "Quy định", "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn",
    "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án",
    "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CV": "Công văn",
    "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển", "PB": "Phiếu báo", "TCg": "Thư công",
}  # fmt: skip
OTHER_TYPE = "KHAC"
_BY_NAME = {fold(name): code for code, name in DOCUMENT_TYPES.items()}


def type_of(name: str, notation: str = "") -> str:
    """Give our code of a type a sender names, or failing that, abbreviates in the notation.

    Senders number types differently, so their number is not looked at; ``KHAC`` when neither the
    name nor the notation (``QĐ-UBND``) tells.
    """
    folded = " ".join(fold(name).split())
    if folded in _BY_NAME:
        return _BY_NAME[folded]
    longer = [known for known in _BY_NAME if folded.startswith(f"{known} ")]
    if longer:
        return _BY_NAME[max(longer, key=len)]
    abbreviation = notation.split("-", 1)[0].strip()
    return abbreviation if abbreviation in DOCUMENT_TYPES else OTHER_TYPE
