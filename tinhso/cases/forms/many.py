"""What officers fill in beside acts on one case: corrections, a register's days, bulk acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.cases.forms.officer import words
from tinhso.cases.forms.paths import FROM_LIST
from tinhso.cases.models import CorrectionKind
from tinhso.cases.operations import BulkAct
from tinhso.ui.fields import DateField


class CorrectionForm(forms.Form):
    """Why an issued result is made anew."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Việc cần làm"),
        choices=[
            (CorrectionKind.CORRECTION, gettext_lazy("Đính chính: sửa nội dung sai")),
            (CorrectionKind.REISSUE, gettext_lazy("Cấp lại: giữ nguyên nội dung")),
        ],
        widget=forms.RadioSelect,
        error_messages={**FROM_LIST, "required": gettext_lazy("Chọn đính chính hoặc cấp lại.")},
    )
    reason = words(
        gettext_lazy("Lý do"),
        gettext_lazy("In trên văn bản mới. Ví dụ: sai năm sinh do nhập nhầm."),
        gettext_lazy("Ghi lý do."),
    )


class PeriodForm(forms.Form):
    """Days of a register, both counted."""

    first = DateField(
        label=gettext_lazy("Từ ngày"),
        error_messages={"required": gettext_lazy("Nhập ngày đầu.")},
    )
    last = DateField(
        label=gettext_lazy("Đến ngày"),
        error_messages={"required": gettext_lazy("Nhập ngày cuối.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", gettext_lazy("Ngày cuối phải sau ngày đầu."))
        return cleaned


class BulkForm(forms.Form):
    """What is done to the chosen cases, and to whom they go."""

    act = forms.ChoiceField(
        label=gettext_lazy("Làm gì với các hồ sơ đã chọn?"),
        choices=[
            (BulkAct.ASSIGN, gettext_lazy("Giao cho một người")),
            (BulkAct.FORWARD, gettext_lazy("Chuyển bước tiếp theo")),
            (BulkAct.REMIND, gettext_lazy("Đôn đốc người đang giữ")),
        ],
        widget=forms.RadioSelect,
        error_messages={**FROM_LIST, "required": gettext_lazy("Chọn việc cần làm.")},
    )
    person = forms.TypedChoiceField(
        label=gettext_lazy("Giao cho ai?"),
        help_text=gettext_lazy("Chỉ cần khi giao cho một người."),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=FROM_LIST,
    )
    note = words(gettext_lazy("Ghi chú"), "", rows=3)

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]]) -> None:
        super().__init__(data)
        nobody = ("", gettext_lazy("Không giao đích danh"))
        self.fields["person"].choices = [nobody, *people]  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Ask for a person where one is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("act") == BulkAct.ASSIGN and not cleaned.get("person"):
            self.add_error("person", gettext_lazy("Chọn người được giao."))
        return cleaned
