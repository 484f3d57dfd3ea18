"""What controlled access asks: appointments, reasons, emergencies, filters of looks."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.access.models import Verdict
from tinhso.access.rules import EMERGENCY_MINUTES
from tinhso.ui.fields import DateField

_REASON_HINT = _("Người thứ hai đọc lý do này trước khi quyết định.")


class ReasonForm(forms.Form):
    """Why a change is proposed."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_REASON_HINT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi lý do")},
    )


class AppointForm(ReasonForm):
    """Who takes up which position of an agency, from when until when."""

    username = forms.CharField(
        label=_("Tên đăng nhập của cán bộ"),
        max_length=60,
        error_messages={"required": _("Nhập tên đăng nhập")},
    )
    position = forms.TypedChoiceField(
        label=_("Chức vụ"), coerce=int, error_messages={"required": _("Chọn chức vụ")}
    )
    valid_from = DateField(label=_("Từ ngày"), error_messages={"required": _("Nhập ngày đầu.")})
    last_day = DateField(label=_("Đến hết ngày"), required=False)
    field_order = ("username", "position", "valid_from", "last_day", "reason")

    def __init__(self, *given: Any, positions: list[tuple[str, str]], **words: Any) -> None:
        super().__init__(*given, **words)
        choices = [("", _("Chọn trong danh sách")), *positions]
        self.fields["position"].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        answers = super().clean() or {}
        first, last = answers.get("valid_from"), answers.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Ngày cuối phải sau ngày đầu."))
        return answers


def _durations() -> list[tuple[int, str]]:
    """Give the lengths one may choose, in the reader's language."""
    return [(number, gettext("%(n)s phút") % {"n": number}) for number in EMERGENCY_MINUTES]


class EmergencyForm(forms.Form):
    """Whose data, why, how long."""

    identity_number = forms.CharField(
        label=_("Số định danh của người cần xem"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Nhập số định danh")},
    )
    full_name = forms.CharField(
        label=_("Họ và tên của người đó"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Nhập họ và tên")},
    )
    reason = forms.CharField(
        label=_("Vì sao phải xem ngay?"),
        max_length=500,
        help_text=_("Người dân, lãnh đạo cơ quan và người kiểm tra đều đọc được lý do này."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Ghi lý do")},
    )
    minutes = forms.TypedChoiceField(
        label=_("Trong bao lâu"),
        coerce=int,
        choices=_durations,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn thời gian")},
    )


class VerdictForm(forms.Form):
    """What a review finds."""

    verdict = forms.ChoiceField(
        label=_("Lần truy cập này có căn cứ không?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kết luận")},
    )
    note = forms.CharField(
        label=_("Nhận xét"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi nhận xét")},
    )


class LooksFilterForm(forms.Form):
    """Narrows who looked: agency, words, days."""

    co_quan = forms.IntegerField(required=False)
    tu_khoa = forms.CharField(required=False, max_length=80)
    tu_ngay = forms.DateField(required=False)
    den_ngay = forms.DateField(required=False)
