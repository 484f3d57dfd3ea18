"""What is asked about dossiers, the archive and copies."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from tinhso.core.clock import today
from tinhso.records.forms.incoming import OfficerForm, text
from tinhso.records.gateways.retention_file import schedule_on
from tinhso.records.models import CopyForm, DossierState
from tinhso.records.permissions import dossiers_for
from tinhso.records.rules.copies import read_pages
from tinhso.records.rules.dossiers import RetentionLine

_MOST_OFFERED = 100


def keeping_words(line: RetentionLine) -> str:
    """Write how long a group of dossiers is kept."""
    if line.years is None:
        return gettext("%(name)s (vĩnh viễn)") % {"name": line.name}
    return gettext("%(name)s (%(years)s năm)") % {"name": line.name, "years": line.years}


class DossierForm(OfficerForm):
    """Title and retention of a new dossier."""

    title = text(
        gettext_lazy("Tiêu đề hồ sơ"),
        longest=300,
        missing=gettext_lazy("Ghi tiêu đề hồ sơ."),
        hint=gettext_lazy("Ví dụ: Hồ sơ về việc rà soát quỹ đất phát triển nhà ở xã hội năm 2021."),
    )
    retention_code = forms.ChoiceField(
        label=gettext_lazy("Nhóm hồ sơ, thời hạn bảo quản"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn nhóm hồ sơ.")},
    )

    def offer_choices(self) -> None:
        """Offer the lines of the schedule in force."""
        lines = schedule_on(today()).lines
        self.offer("retention_code", [(line.code, keeping_words(line)) for line in lines])


class PutForm(OfficerForm):
    """Into which open dossier something goes."""

    dossier = forms.ChoiceField(
        label=gettext_lazy("Đưa vào hồ sơ nào?"),
        error_messages={
            "required": gettext_lazy("Chọn hồ sơ. Chưa có thì mở hồ sơ mới trước."),
            "invalid_choice": gettext_lazy("Chọn trong danh sách."),
        },
    )

    def offer_choices(self) -> None:
        """Offer the agency's open dossiers, newest first."""
        rows = dossiers_for(self.actor).filter(state=DossierState.OPEN).order_by("-pk")
        choices = [(row.token, str(row)) for row in rows[:_MOST_OFFERED]]
        self.offer("dossier", [("", gettext("Chọn trong danh sách")), *choices])


class WhyForm(OfficerForm):
    """A reason that people inside the agency read."""

    reason = text(gettext_lazy("Lý do"), longest=500, rows=3, missing=gettext_lazy("Ghi lý do."))


class DecisionForm(OfficerForm):
    """Whether dossiers may be destroyed, by which issued decision."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Quyết định của bạn"),
        choices=[
            ("refuse", gettext_lazy("Không đồng ý hủy, giữ lại trong lưu trữ")),
            ("approve", gettext_lazy("Đồng ý hủy theo quyết định đã ban hành")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn đồng ý hoặc không.")},
    )
    decision = text(
        gettext_lazy("Số, ký hiệu quyết định hủy tài liệu"),
        longest=80,
        hint=gettext_lazy("Quyết định phải do cơ quan này phát hành trên hệ thống: 12/QĐ-UBND."),
    )
    answer = text(gettext_lazy("Ý kiến"), longest=500, rows=3)

    def clean(self) -> dict[str, Any]:
        """Ask for the decision when destroying is agreed to, forget it when it is not."""
        given = super().clean() or {}
        if given.get("choice") == "approve" and not given.get("decision"):
            self.add_error("decision", gettext("Ghi số, ký hiệu quyết định."))
        if given.get("choice") == "refuse":
            given["decision"] = ""
        return given


class CopyOrderForm(forms.Form):
    """How a document is to be copied, for whom."""

    form = forms.ChoiceField(
        label=gettext_lazy("Hình thức sao"),
        choices=[
            (CopyForm.SAO_Y, gettext_lazy("Sao y: toàn bộ văn bản")),
            (CopyForm.TRICH_SAO, gettext_lazy("Trích sao: một số trang")),
            (CopyForm.SAO_LUC, gettext_lazy("Sao lục: từ một bản sao y đã phát hành")),
        ],
        initial=CopyForm.SAO_Y,
        widget=forms.RadioSelect,
    )
    pages = text(
        gettext_lazy("Trang cần trích"),
        longest=120,
        hint=gettext_lazy("Chỉ điền khi trích sao. Ví dụ: 1-3, 7."),
    )
    source_copy = forms.ChoiceField(
        label=gettext_lazy("Bản sao y dùng để sao lục"),
        required=False,
        help_text=gettext_lazy("Chỉ chọn khi sao lục."),
    )
    copy_count = forms.IntegerField(
        label=gettext_lazy("Số bản"), min_value=1, max_value=500, initial=1
    )
    recipients = text(
        gettext_lazy("Nơi nhận bản sao"),
        longest=500,
        hint=gettext_lazy("Nhiều nơi thì cách nhau bằng dấu chấm phẩy."),
    )

    def __init__(self, *arguments: Any, sources: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", gettext("Chọn trong danh sách")), *sources]
        self.fields["source_copy"].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Read the pages of an extract; ask for the copy a further copy is made from."""
        given = super().clean() or {}
        given["page_numbers"] = ()
        if given.get("form") == CopyForm.TRICH_SAO:
            try:
                given["page_numbers"] = read_pages(given.get("pages", ""))
            except ValueError:
                self.add_error("pages", gettext("Ghi số trang, ví dụ 1-3, 7."))
        if given.get("form") == CopyForm.SAO_LUC and not given.get("source_copy"):
            self.add_error("source_copy", gettext("Chọn bản sao y đã phát hành."))
        return given
