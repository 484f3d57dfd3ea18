"""What dispatch asks: why a document goes back, how a request is decided, a file, a partner."""

from django import forms
from django.utils.translation import gettext_lazy

_REASON = gettext_lazy("Ghi lý do để nơi gửi biết cần làm gì.")


class ReturnForm(forms.Form):
    """Why a document goes back to its sender."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        help_text=gettext_lazy("Ví dụ: gửi nhầm nơi nhận, tệp không mở được, thiếu phụ lục."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _REASON},
    )


class DecisionForm(forms.Form):
    """Agree or decline; declining wants a reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("agree", gettext_lazy("Đồng ý")), ("decline", gettext_lazy("Không đồng ý"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn đồng ý hoặc không đồng ý.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Bắt buộc khi không đồng ý."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> None:
        """Want a reason for declining."""
        super().clean()
        is_declined = self.cleaned_data.get("decision") == "decline"
        if is_declined and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _REASON)


class RecallForm(forms.Form):
    """Why a sent document is recalled."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do thu hồi"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _REASON},
    )


class NoteForm(forms.Form):
    """How a quarantined envelope was handed over."""

    note = forms.CharField(
        label=gettext_lazy("Biên bản bàn giao"),
        help_text=gettext_lazy("Số, ngày biên bản; không ghi nội dung văn bản."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi số và ngày biên bản bàn giao.")},
    )


class PartnerForm(forms.Form):
    """What an administrator says about an organisation outside; names come from the axis."""

    is_active = forms.BooleanField(
        label=gettext_lazy("Cho phép gửi nhận với cơ quan này"), required=False
    )
    accepts_unsigned = forms.BooleanField(
        label=gettext_lazy("Nhận cả gói tin không có chữ ký (được đánh dấu rõ)"), required=False
    )
