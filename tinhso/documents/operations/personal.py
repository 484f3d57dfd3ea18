"""What documents and files hold about a person."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.documents.models import Document, Upload

_DOCUMENT = ("get_kind_display", "notation", "title", "agency.name", "get_state_display",
             "issued_at")  # fmt: skip


def _documents(person_id: int) -> list[dict[str, object]]:
    rows = Document.objects.filter(person_id=person_id).select_related("agency")
    return plain_rows(rows.order_by("-id"), *_DOCUMENT)


def _uploads(person_id: int) -> list[dict[str, object]]:
    rows = Upload.objects.filter(person_id=person_id).order_by("-id")
    return plain_rows(rows, "name", "created_at", "page_count")


HOLDERS = (
    DataHolder(
        "documents",
        gettext_lazy("Phiếu, kết quả, bản sao đã lập cho bạn"),
        _documents,
        kept_because=gettext_lazy(
            "Văn bản của cơ quan nhà nước phải giữ đủ thời hạn theo pháp luật về lưu trữ."
        ),
    ),
    DataHolder(
        "uploads",
        gettext_lazy("Tệp bạn đã nộp"),
        _uploads,
        kept_because=gettext_lazy(
            "Là thành phần của hồ sơ đã nộp nên giữ như hồ sơ; tệp của hồ sơ nháp đi theo hồ sơ"
            " nháp."
        ),
    ),
)
