"""What the indicators slice asks: which numbers to show, a correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

_NUMBER = gettext_lazy("Nhập một số, ví dụ 1250 hoặc 12,5.")


class CorrectionForm(forms.Form):
    """The number that stands from now on, and why."""

    numerator = forms.DecimalField(
        label=gettext_lazy("Tử số"),
        max_digits=30,
        decimal_places=6,
        localize=True,
        error_messages={"required": _NUMBER, "invalid": _NUMBER},
    )
    denominator = forms.DecimalField(
        label=gettext_lazy("Mẫu số"),
        max_digits=30,
        decimal_places=6,
        localize=True,
        error_messages={"required": _NUMBER, "invalid": _NUMBER},
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do đính chính"),
        help_text=gettext_lazy("Ví dụ: đơn vị báo cáo lại, nhập nhầm, cộng trùng."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Ghi lý do để người đọc sau hiểu vì sao số liệu thay đổi.")
        },
    )

    def __init__(self, *args: Any, is_ratio: bool, words: tuple[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["numerator"].help_text = words[0]
        self.fields["denominator"].help_text = words[1]
        if not is_ratio:
            self.fields["numerator"].label = gettext_lazy("Giá trị")
            del self.fields["denominator"]
