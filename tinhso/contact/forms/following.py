"""Following without an account: where to write to, and the code that was sent there."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PHONE = re.compile(r"^(?:\+?84|0)(\d{9,10})$")


class FollowForm(forms.Form):
    """An address of mail or a telephone number."""

    address = forms.CharField(
        label=gettext_lazy("Thư điện tử hoặc số điện thoại"),
        help_text=gettext_lazy("Chúng tôi gửi một mã tới đó để biết đúng là của bạn."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Nhập thư điện tử hoặc số điện thoại.")},
    )

    def clean(self) -> dict[str, Any]:
        """Tell which of both it is: ``email`` or ``phone`` (as ``0912345678``)."""
        values = super().clean() or {}
        typed = values.get("address", "").strip()
        if "@" in typed:
            try:
                values["email"] = forms.EmailField().clean(typed)
            except forms.ValidationError:
                self.add_error("address", _("Địa chỉ thư có dạng ten@vidu.vn."))
            return values
        found = _PHONE.match(re.sub(r"[\s.\-()]", "", typed))
        if found is not None:
            values["phone"] = f"0{found[1]}"
        elif typed:
            self.add_error("address", _("Số điện thoại gồm 10 chữ số, ví dụ 0912 345 678."))
        return values


class CodeForm(forms.Form):
    """The code of the message."""

    code = forms.CharField(
        label=gettext_lazy("Mã trong tin"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": 8}
        ),
        error_messages={"required": gettext_lazy("Nhập mã 6 chữ số trong tin.")},
    )

    def clean_code(self) -> str:
        """Give the digits alone."""
        return re.sub(r"\D", "", str(self.cleaned_data["code"]))
