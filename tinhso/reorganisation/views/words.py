"""Words of the reorganisation pages: states, reasons, fates, what a state asks for next."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tinhso.orgs.api import FateKind, Undecided
from tinhso.reorganisation.rules import State
from tinhso.ui.components import Tone

STATE_WORDS: Mapping[str, tuple[Promise, Tone]] = {
    State.DRAFT: (gettext_lazy("Đang chuẩn bị"), Tone.NEUTRAL),
    State.COUNTING: (gettext_lazy("Đang đếm"), Tone.INFO),
    State.PREVIEWED: (gettext_lazy("Đã xem trước"), Tone.INFO),
    State.PROPOSED: (gettext_lazy("Chờ phê duyệt"), Tone.WARNING),
    State.APPROVED: (gettext_lazy("Đã phê duyệt"), Tone.SUCCESS),
    State.RUNNING: (gettext_lazy("Đang chuyển"), Tone.INFO),
    State.HELD: (gettext_lazy("Chờ quyết định"), Tone.WARNING),
    State.DONE: (gettext_lazy("Đã chuyển, chờ kiểm tra"), Tone.WARNING),
    State.VERIFIED: (gettext_lazy("Hoàn thành, đã kiểm tra"), Tone.SUCCESS),
}

NEXT_WORDS: Mapping[str, Promise] = {
    State.DRAFT: gettext_lazy(
        "Quyết định những mục đang chờ, rồi đếm để xem trước dữ liệu nào chuyển đi đâu."
    ),
    State.COUNTING: gettext_lazy("Hệ thống đang đếm từng loại dữ liệu. Trang tự làm mới."),
    State.PREVIEWED: gettext_lazy(
        "Đối chiếu số liệu bên dưới. Khi không còn mục nào chờ, hãy trình để người khác phê duyệt."
    ),
    State.PROPOSED: gettext_lazy(
        "Một người quản trị khác, hoặc lãnh đạo Ủy ban nhân dân tỉnh, phê duyệt hay trả lại."
    ),
    State.APPROVED: gettext_lazy(
        "Có thể thực hiện. Từ lúc bắt đầu, mọi việc theo tổ chức mới; hồ sơ mở được chuyển theo lô,"
        " dừng giữa chừng thì chạy tiếp, không mất và không chuyển hai lần."
    ),
    State.RUNNING: gettext_lazy("Hệ thống đang chuyển theo lô. Trang tự làm mới."),
    State.HELD: gettext_lazy(
        "Phần rõ ràng đã chuyển xong. Hãy quyết định các dòng còn lại rồi chạy tiếp."
    ),
    State.DONE: gettext_lazy("Đã chuyển xong. Hãy kiểm tra: đếm hai phía, tìm dòng mất hoặc sót."),
    State.VERIFIED: gettext_lazy("Hai phía khớp nhau. Báo cáo có thể in hoặc tải về."),
}

FATE_WORDS: Mapping[str, Promise] = {
    FateKind.WHOLE: gettext_lazy("Chuyển toàn bộ"),
    FateKind.SPLIT: gettext_lazy("Chia cho nhiều cơ quan"),
    FateKind.ENDS: gettext_lazy("Kết thúc, không có cơ quan kế thừa"),
}

REASON_WORDS: Mapping[str, Promise] = {
    Undecided.PLACE_UNKNOWN: gettext_lazy("Không rõ hồ sơ thuộc địa bàn nào"),
    Undecided.PLACE_SPLIT: gettext_lazy("Địa bàn cũ chia cho nhiều xã, phường mới"),
    Undecided.NO_RULE: gettext_lazy("Chưa quyết định thẩm quyền"),
    Undecided.NO_OFFICE: gettext_lazy("Không tìm thấy cơ quan mới"),
}

CERTAINTY_WORDS: Mapping[str, Promise] = {
    "confirmed": gettext_lazy("đã đối chiếu văn bản"),
    "secondary": gettext_lazy("theo nguồn thứ cấp"),
    "to_confirm": gettext_lazy("chờ xác minh"),
}
