"""What administrators type about a reorganisation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class NewReorganisationForm(forms.Form):
    """The day and the legal act of a reorganisation."""

    legal_act = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý"),
        max_length=200,
        help_text=gettext_lazy("Ghi số, ký hiệu văn bản, ví dụ Nghị quyết 202/2025/QH15."),
    )

    def __init__(self, *args: Any, days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(day.isoformat(), f"{day:%d/%m/%Y}") for day in days]
        self.fields["day"] = forms.TypedChoiceField(
            label=gettext_lazy("Ngày có hiệu lực"),
            coerce=date.fromisoformat,
            choices=offered,
            help_text=gettext_lazy("Các ngày có thay đổi trong danh mục địa bàn của tỉnh."),
        )
        self.order_fields(["day", "legal_act"])


class ReturnForm(forms.Form):
    """Why a plan is sent back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
