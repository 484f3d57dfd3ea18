"""Django application of the cases slice."""

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

_WORKING = frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"})
_CLERK = frozenset({"CLERK"})
_EXAMINING = frozenset({"SPECIALIST", "HEAD_OF_UNIT", "LEADER"})

ACTS_IN_THE_LEDGER = {
    "CASE_SUBMIT": gettext_lazy("Nộp hồ sơ"),
    "CASE_ACCEPT": gettext_lazy("Tiếp nhận hồ sơ"),
    "CASE_REFUSE": gettext_lazy("Từ chối tiếp nhận hồ sơ"),
    "CASE_REQUEST_SUPPLEMENT": gettext_lazy("Yêu cầu bổ sung hồ sơ"),
    "CASE_PROVIDE_SUPPLEMENT": gettext_lazy("Bổ sung hồ sơ"),
    "CASE_FORWARD": gettext_lazy("Chuyển bước xử lý"),
    "CASE_RETURN_STEP": gettext_lazy("Trả lại bước trước"),
    "CASE_CONSULT": gettext_lazy("Lấy ý kiến cơ quan khác"),
    "CASE_ANSWER_CONSULTATION": gettext_lazy("Trả lời lấy ý kiến"),
    "CASE_DRAFT_RESULT": gettext_lazy("Dự thảo kết quả"),
    "CASE_SIGN_RESULT": gettext_lazy("Ký kết quả"),
    "CASE_ISSUE_RESULT": gettext_lazy("Ban hành kết quả"),
    "CASE_HAND_OVER": gettext_lazy("Trả kết quả cho người nộp"),
    "CASE_WITHDRAW": gettext_lazy("Rút hồ sơ"),
    "CASE_PAPER_EXEMPTED": gettext_lazy("Ghi lý do không số hóa giấy tờ"),
    "CO_SIGNATURE_AGREED": gettext_lazy("Đồng ý cùng ký hồ sơ"),
    "CO_SIGNATURE_DECLINED": gettext_lazy("Từ chối cùng ký hồ sơ"),
    "CASE_MIGRATE": gettext_lazy("Chuyển sang bản công bố khác"),
    "CASE_RATE": gettext_lazy("Đánh giá việc giải quyết"),
    "CASE_ASSIGN": gettext_lazy("Giao người xử lý bước"),
    "CASE_REMIND": gettext_lazy("Đôn đốc hồ sơ"),
    "CASE_ESCALATE": gettext_lazy("Báo lên trên vì thời gian"),
    "CASE_RESCHEDULE": gettext_lazy("Xin lỗi, hẹn lại ngày trả"),
    "CASE_STOP": gettext_lazy("Dừng giải quyết hồ sơ"),
    "CASE_NOTIFY_STOP": gettext_lazy("Thông báo dừng giải quyết hồ sơ"),
    "CASE_OPEN_BRANCHES": gettext_lazy("Mở bước liên thông song song"),
    "CASE_FINISH_BRANCH": gettext_lazy("Xong bước liên thông"),
    "CASE_RECALL_BRANCH": gettext_lazy("Rút bước liên thông"),
    "CASE_PLAN_INSPECTION": gettext_lazy("Lên lịch kiểm tra thực tế"),
    "CASE_RECORD_INSPECTION": gettext_lazy("Ghi biên bản kiểm tra thực tế"),
    "CASE_PREPARE_CORRECTION": gettext_lazy("Đề xuất đính chính hoặc cấp lại kết quả"),
    "CASE_SIGN_CORRECTION": gettext_lazy("Ký bản đính chính hoặc cấp lại"),
    "CASE_ISSUE_CORRECTION": gettext_lazy("Ban hành bản đính chính hoặc cấp lại"),
    "CASE_COMPLAIN": gettext_lazy("Khiếu nại việc giải quyết hồ sơ"),
    "CASE_ANSWER_COMPLAINT": gettext_lazy("Trả lời khiếu nại"),
    "CASE_ISSUE_CONTROL_SLIP": gettext_lazy("Lập phiếu kiểm soát quá trình giải quyết"),
    "CASE_REQUEST_PAYMENT": gettext_lazy("Yêu cầu nộp phí, lệ phí"),
    "CASE_CONFIRM_PAYMENT": gettext_lazy("Nhận phí, lệ phí, giải quyết tiếp"),
    "CASE_NOTE_PAYMENT": gettext_lazy("Nhận phí, lệ phí"),
}


class CasesConfig(AppConfig):
    """Registers the cases slice and its entries in the officers' menu."""

    name = "tinhso.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the officers' lists into their menu, name the acts for the ledger's readers."""
        from tinhso.cases import handlers
        from tinhso.cases.models import Consultation, PaperDuty
        from tinhso.cases.operations.reorganisation import ClosedCases, OpenCases, OpenDrafts
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import TableParticipant, register_participant

        handlers.listen()
        name_kinds(ACTS_IN_THE_LEDGER)
        for participant in (
            OpenDrafts(gettext_lazy("Hồ sơ nháp")),
            OpenCases(gettext_lazy("Hồ sơ đang giải quyết")),
            ClosedCases(gettext_lazy("Hồ sơ đã đóng (giữ nguyên, thêm cơ quan lưu giữ)")),
            TableParticipant(
                "consultations",
                gettext_lazy("Câu hỏi lấy ý kiến chưa trả lời"),
                Consultation,
                columns=("agency",),
                open_rows=Q(answered_at__isnull=True),
            ),
            TableParticipant(
                "paper_duties",
                gettext_lazy("Giấy tờ chờ số hóa"),
                PaperDuty,
                open_rows=Q(state="TO_DO"),
            ),
        ):
            register_participant(participant)
        for order, label, url_name, roles in (
            (20, gettext_lazy("Hồ sơ mới nộp"), "cases:new_filings", _CLERK),
            (30, gettext_lazy("Nộp tại quầy"), "cases:counter", _CLERK),
            (35, gettext_lazy("Nộp giúp người dân"), "cases:assisted", frozenset({"HELPER"})),
            (40, gettext_lazy("Hồ sơ"), "cases:worklist", _WORKING),
            (45, gettext_lazy("Đôn đốc, cảnh báo"), "cases:watch", _WORKING),
            (50, gettext_lazy("Lấy ý kiến"), "cases:consultations", _WORKING),
            (56, gettext_lazy("Số hóa, dùng lại"), "cases:paper_shares", _WORKING),
            (52, gettext_lazy("Phối hợp liên thông"), "cases:branches", _EXAMINING),
            (58, gettext_lazy("Sổ theo dõi hồ sơ"), "cases:register", _WORKING),
        ):
            register_navigation(NavigationEntry(Area.OFFICER, label, url_name, order, roles))
        self._say_what_is_held()

    def _say_what_is_held(self) -> None:
        """Let people take a copy of what is held about them, and agencies ask how a case stands."""
        from tinhso.access.api import register_holder
        from tinhso.cases.operations.personal import HOLDERS
        from tinhso.cases.queries.sharing import CASE_STATUS
        from tinhso.sharing.api import register_service

        register_service(CASE_STATUS)
        for holder in HOLDERS:
            register_holder(holder)
