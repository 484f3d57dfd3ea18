"""The decision table of fees, written as the pack writes it."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

_UNREADABLE = {
    "invalid": gettext_lazy("Không đọc được JSON này. Hãy kiểm tra dấu ngoặc và dấu phẩy.")
}


class FeeTableForm(forms.Form):
    """Fee table and payment terms; an empty one leaves the part out."""

    fee_table = forms.JSONField(
        label=gettext_lazy("Bảng phí (JSON)"),
        required=False,
        help_text=gettext_lazy("Bỏ trống thì phí lấy theo cách thức thực hiện."),
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages=_UNREADABLE,
    )
    payment = forms.JSONField(
        label=gettext_lazy("Cách nộp phí (JSON)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=_UNREADABLE,
    )

    def __init__(self, data: QueryDict | None, content: Mapping[str, Any]) -> None:
        self._content = content
        super().__init__(data)
        for name in self.fields:
            if name in content:
                text = json.dumps(content[name], ensure_ascii=False, indent=2)
                self.initial[name] = _Written(text)

    def content(self) -> dict[str, Any]:
        """Give the content with the parts as sent."""
        sent = {name: value for name, value in self.cleaned_data.items() if value}
        others = {name: value for name, value in self._content.items() if name not in self.fields}
        return {**others, **sent}


class _Written(forms.fields.InvalidJSONInput):
    """JSON shown as it is written, not written again on one line."""
