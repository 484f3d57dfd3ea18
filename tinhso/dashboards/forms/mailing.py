"""What is asked when a board is to be sent: how often, to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.dashboards.models import Rhythm
from tinhso.dashboards.rules.turns import LAST_DAY, Turns

WEEKDAYS = (
    (1, pgettext_lazy("weekday", "Thứ Hai")), (2, pgettext_lazy("weekday", "Thứ Ba")),
    (3, pgettext_lazy("weekday", "Thứ Tư")), (4, pgettext_lazy("weekday", "Thứ Năm")),
    (5, pgettext_lazy("weekday", "Thứ Sáu")), (6, pgettext_lazy("weekday", "Thứ Bảy")),
    (7, pgettext_lazy("weekday", "Chủ nhật")),
)  # fmt: skip
_DAYS = [(day, str(day)) for day in range(1, LAST_DAY + 1)]
_HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


class RecipientForm(forms.Form):
    """An officer, and where their mail goes."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Người nhận thư"), coerce=int,
        help_text=gettext_lazy("Thư có đúng những số liệu mà người này được xem."),
        error_messages={"required": gettext_lazy("Chọn người nhận.")},
    )  # fmt: skip
    address = forms.EmailField(
        label=gettext_lazy("Địa chỉ thư điện tử"), max_length=200,
        error_messages={
            "required": gettext_lazy("Ghi địa chỉ thư điện tử của người nhận."),
            "invalid": gettext_lazy("Địa chỉ thư chưa đúng, ví dụ đúng: ten@binhphuoc.gov.vn"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", gettext_lazy("Chọn cán bộ")), *people]


class MailingForm(RecipientForm):
    """How often a board is sent, with its first recipient."""

    field_order = ("rhythm", "weekday", "day", "hour", "person", "address")
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Gửi bao lâu một lần"), choices=Rhythm.choices,
        widget=forms.RadioSelect, initial=Rhythm.WEEKLY,
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Vào thứ"), choices=WEEKDAYS, coerce=int, initial=1,
        help_text=gettext_lazy("Dùng khi gửi mỗi tuần."),
    )  # fmt: skip
    day = forms.TypedChoiceField(
        label=gettext_lazy("Vào ngày"), choices=_DAYS, coerce=int, initial=5,
        help_text=gettext_lazy("Dùng khi gửi mỗi tháng."),
    )  # fmt: skip
    hour = forms.TypedChoiceField(label=gettext_lazy("Lúc"), choices=_HOURS, coerce=int, initial=7)

    def turns(self) -> Turns:
        """Give when the board is to be sent."""
        given = self.cleaned_data
        return Turns(given["rhythm"], given["weekday"], given["day"], given["hour"])
