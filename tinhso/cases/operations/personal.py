"""What cases hold about a person, and what goes when they ask for erasure."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.cases.models import Case, Draft
from tinhso.cases.operations.draft_keeping import discard_draft
from tinhso.core.errors import DomainError

_CASE = (
    "code",
    "procedure_name",
    "get_state_display",
    "receiving_agency.name",
    "competent_agency.name",
    "form",
    "fee_vnd",
    "filed_at",
)


def _cases(person_id: int) -> list[dict[str, object]]:
    rows = Case.objects.filter(applicant_id=person_id)
    agencies = rows.select_related("receiving_agency", "competent_agency")
    return plain_rows(agencies.order_by("-id"), *_CASE)


def _drafts(person_id: int) -> list[dict[str, object]]:
    rows = Draft.objects.filter(person_id=person_id).select_related("version").order_by("-id")
    return plain_rows(rows, "version.name", "saved_at", "form")


def _discard_drafts(person_id: int, at: datetime) -> int:
    """Throw away what was never filed; what becomes a case this moment stays."""
    count = 0
    for draft in Draft.objects.filter(person_id=person_id):
        try:
            discard_draft(draft=draft)
        except DomainError:
            continue
        count += 1
    return count


HOLDERS = (
    DataHolder(
        "cases",
        gettext_lazy("Hồ sơ thủ tục hành chính"),
        _cases,
        kept_because=gettext_lazy(
            "Hồ sơ đã nộp phải giữ đủ thời hạn theo pháp luật về lưu trữ rồi mới được hủy."
        ),
    ),
    DataHolder("drafts", gettext_lazy("Hồ sơ nháp"), _drafts, _discard_drafts),
)
