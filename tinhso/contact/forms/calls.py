"""What an operator enters during and after a call."""

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.contact.models import WrapUp


class WrapUpForm(forms.Form):
    """How a call ended."""

    what = forms.ChoiceField(
        label=gettext_lazy("Kết quả cuộc gọi"),
        choices=WrapUp.choices,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CallBackForm(forms.Form):
    """What came of calling back."""

    remark = forms.CharField(
        label=gettext_lazy("Kết quả gọi lại"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class HandsetForm(forms.Form):
    """At which handset the operator sits."""

    number = forms.RegexField(
        regex=r"^[0-9A-Za-z-]{1,20}$",
        label=gettext_lazy("Máy nhánh của tôi"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8, "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Nhập số máy nhánh, ví dụ 201.")},
    )
