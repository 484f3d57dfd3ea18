"""What a visitor says when taking a ticket or booking a time."""

from datetime import datetime

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinhso.counters.models import PriorityClass


def priority_choices() -> list[tuple[str, str]]:
    """Give the classes a visitor may choose, "none" first, in the reader's language."""
    classes = PriorityClass.objects.filter(is_for_bookings=False).order_by("sort_order")
    is_english = get_language() == "en"
    return [("", _("Không thuộc diện ưu tiên"))] + [
        (one.code, one.name_en if is_english else one.name) for one in classes
    ]


class TicketForm(forms.Form):
    """Priority and a telephone number, both as the visitor likes."""

    priority = forms.ChoiceField(
        label=gettext_lazy("Bạn có thuộc diện ưu tiên không?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Cán bộ có thể hỏi giấy tờ khi đến lượt."),
    )
    phone = forms.RegexField(
        regex=r"^0[0-9]{9,10}$",
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Để cán bộ gọi khi bạn không có mặt. Xoá sau 7 ngày."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "size": 20, "autocomplete": "tel"}),
        error_messages={"invalid": gettext_lazy("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through
        self.fields["priority"].choices = priority_choices()  # type: ignore[attr-defined]


class BookingForm(forms.Form):
    """The time chosen among those that are free."""

    starts_at = forms.CharField(
        error_messages={"required": gettext_lazy("Chọn một giờ còn chỗ.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Bạn đến làm việc gì?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: nộp hồ sơ khai sinh. Để cán bộ chuẩn bị."),
    )

    def clean_starts_at(self) -> datetime:
        """Read the moment.

        :raises forms.ValidationError: when it is no moment with a zone.
        """
        try:
            moment = datetime.fromisoformat(self.cleaned_data["starts_at"])
        except ValueError as error:
            raise forms.ValidationError(_("Chọn một giờ còn chỗ.")) from error
        if moment.tzinfo is None:
            raise forms.ValidationError(_("Chọn một giờ còn chỗ."))
        return moment
