"""What a clerk says of a paper to digitise: why not, or that the copy was checked; periods."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy

from tinhso.cases.queries import Exemption
from tinhso.ui.fields import DateField


class ExemptForm(forms.Form):
    """By which law a paper is not digitised."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Vì sao không số hóa"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Chọn một lý do."),
            "invalid_choice": gettext_lazy("Chọn một lý do trong danh sách."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, exemptions: tuple[Exemption, ...], **options: Any
    ) -> None:
        super().__init__(data, **options)
        language = get_language() or "vi"
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (exemption.code, exemption.name.get(language) or exemption.name["vi"])
            for exemption in exemptions
        ]


class CertifyForm(forms.Form):
    """That the pages were checked against the original, and until when the paper holds."""

    valid_to = DateField(
        label=gettext_lazy("Giấy tờ ghi ngày hết hạn (nếu có)"),
        help_text=gettext_lazy("Từ ngày này giấy tờ không được đề nghị dùng lại nữa."),
        required=False,
    )
    is_checked = forms.BooleanField(
        label=gettext_lazy("Tôi đã đối chiếu từng trang với bản chính và chịu trách nhiệm"),
        error_messages={
            "required": gettext_lazy("Xác nhận đã đối chiếu với bản chính trước khi ký.")
        },
    )


class PeriodForm(forms.Form):
    """From which day to which day, both included."""

    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def period(self, today: date) -> tuple[date, date]:
        """Give the period asked for; the present month so far when it is not said or wrong."""
        asked = self.cleaned_data if self.is_valid() else {}
        since = asked.get("since") or today.replace(day=1)
        until = asked.get("until") or today
        return (since, until) if since <= until else (until, since)
