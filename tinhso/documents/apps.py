"""Django application of the documents slice."""

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "DOCUMENT_SIGNED": gettext_lazy("Ký văn bản"),
    "DOCUMENT_VOIDED": gettext_lazy("Hủy số văn bản"),
    "DOCUMENT_GIVEN_UP": gettext_lazy("Bỏ yêu cầu ký, trả lại số"),
    "SIGNING_KEY_LINKED": gettext_lazy("Liên kết chứng thư số để ký"),
    "SIGNING_KEY_UNLINKED": gettext_lazy("Bỏ liên kết chứng thư số"),
    "DOCUMENT_ISSUED": gettext_lazy("Ban hành văn bản"),
    "ANNEX_SEALED": gettext_lazy("Ký số văn bản kèm theo"),
    "DOCUMENT_PROTECTED": gettext_lazy("Đóng dấu thời gian lưu trữ"),
    "DOCUMENT_REPLACED": gettext_lazy("Văn bản được thay bằng bản mới"),
    "BYTES_AUDITED": gettext_lazy("Kiểm tra toàn vẹn mọi tệp đang lưu"),
    "SECRET_SEEN": gettext_lazy("Thấy dấu mật trên tệp, niêm phong"),
    "CERTIFICATE_REVOKED": gettext_lazy("Thu hồi chứng thư số"),
}


class DocumentsConfig(AppConfig):
    """Registers the documents slice."""

    name = "tinhso.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts for the ledger's readers; let rows take part in reorganisations."""
        from tinhso.access.api import register_holder
        from tinhso.documents.models import Document, ReceivedFile, Scan, ScanState, Upload
        from tinhso.documents.operations.personal import HOLDERS
        from tinhso.documents.views.words import look_at_words
        from tinhso.identity.api import register_lookout
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import ReadersParticipant, TableParticipant, register_participant

        for name, label, model in (
            ("documents", gettext_lazy("Văn bản, kết quả"), Document),
            ("uploads", gettext_lazy("Tệp người dân nộp"), Upload),
            ("received_files", gettext_lazy("Tệp văn bản đến"), ReceivedFile),
        ):
            register_participant(ReadersParticipant(name, label, model, order=20))
        unfinished = ~Q(state=ScanState.DONE)
        scans = gettext_lazy("Giấy tờ đang số hóa")
        register_participant(TableParticipant("scans", scans, Scan, open_rows=unfinished))
        name_kinds(ACTS_IN_THE_LEDGER)
        register_lookout(look_at_words)
        for holder in HOLDERS:
            register_holder(holder)
        register_navigation(
            NavigationEntry(
                Area.OFFICER,
                gettext_lazy("Toàn vẹn tệp"),
                "documents:integrity",
                212,
                frozenset({"ADMINISTRATOR"}),
            )
        )
        register_navigation(
            NavigationEntry(
                Area.OFFICER,
                gettext_lazy("Dấu thời gian lưu trữ"),
                "documents:lasting",
                213,
                frozenset({"ADMINISTRATOR"}),
            )
        )
        register_navigation(
            NavigationEntry(
                Area.OFFICER,
                gettext_lazy("Chữ ký số của tôi"),
                "documents:signing_key",
                90,
                frozenset({"LEADER", "HEAD_OF_UNIT"}),
            )
        )
