"""What people fill in who sign together."""

from django import forms
from django.utils.translation import gettext_lazy


class CoSignerForm(forms.Form):
    """Somebody the applicant adds, as on their identity card."""

    full_name = forms.CharField(
        label=gettext_lazy("Họ, chữ đệm, tên"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Nhập họ tên như trên căn cước.")},
    )
    identity_number = forms.RegexField(
        regex=r"^\s*([0-9]{9}|[0-9]{12})\s*$",
        label=gettext_lazy("Số định danh cá nhân"),
        help_text=gettext_lazy("12 chữ số trên căn cước công dân."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 20, "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập số định danh trên căn cước."),
            "invalid": gettext_lazy("Số định danh gồm 12 chữ số."),
        },
    )


class DeclineForm(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=gettext_lazy("Vì sao bạn không đồng ý?"),
        help_text=gettext_lazy("Người nộp đọc được lý do này để sửa hoặc trao đổi với bạn."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Ghi lý do bạn không đồng ý.")},
    )
