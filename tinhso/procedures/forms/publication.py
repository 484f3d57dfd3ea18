"""Forms of a draft's way to publication, and of the channel switch."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tinhso.ui.fields import DateField


class AnnouncementForm(forms.Form):
    """The decision that announces a version."""

    number = forms.CharField(
        label=gettext_lazy("Số quyết định công bố"),
        max_length=120,
        help_text=gettext_lazy("Ghi đủ loại văn bản và số, ví dụ Quyết định 1872/QĐ-BTP."),
        error_messages={"required": gettext_lazy("Ghi số quyết định công bố.")},
    )
    issued_on = DateField(
        label=gettext_lazy("Ngày quyết định"),
        error_messages={"required": gettext_lazy("Ghi ngày của quyết định.")},
    )
    agency = forms.CharField(
        label=gettext_lazy("Cơ quan công bố"),
        min_length=3,
        max_length=200,
        error_messages={"required": gettext_lazy("Ghi cơ quan ban hành quyết định.")},
    )
    valid_from = DateField(
        label=gettext_lazy("Áp dụng từ ngày"),
        error_messages={"required": gettext_lazy("Ghi ngày bắt đầu áp dụng.")},
    )


class ReturnForm(forms.Form):
    """What to change in a draft sent back."""

    note = forms.CharField(
        label=gettext_lazy("Cần sửa gì?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Hãy ghi rõ cần sửa gì để người soạn biết.")},
    )


class SwitchForm(forms.Form):
    """Which channels are open, and why that changes."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Hình thức nộp đang mở"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do mở hoặc đóng hình thức nộp.")},
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        possible: Sequence[tuple[str, str]],
        opened: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial={"channels": list(opened)})
        self.fields["channels"].choices = possible  # type: ignore[attr-defined]
