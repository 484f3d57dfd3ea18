"""What the head of a unit fills in: the unit, a service, a counter."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.core.text import squeeze
from tinhso.counters.models import Counter, QueueUnit, Service

if TYPE_CHECKING:
    _UnitForm = forms.ModelForm[QueueUnit]
    _ServiceForm = forms.ModelForm[Service]
    _CounterForm = forms.ModelForm[Counter]
else:
    _UnitForm = _ServiceForm = _CounterForm = forms.ModelForm

_MISSING = gettext_lazy("Nhập thông tin này.")


class UnitForm(_UnitForm):
    """How the unit runs its queue."""

    renews_kiosk = forms.BooleanField(
        label=gettext_lazy("Đổi địa chỉ máy lấy số (địa chỉ cũ hết dùng được)"), required=False
    )

    class Meta:
        """Everything but the unit itself."""

        model = QueueUnit
        fields = ("is_open", "is_always_open", "notice", "notice_en", "slot_minutes", "days_ahead")
        labels = {
            "is_open": gettext_lazy("Phát số"),
            "is_always_open": gettext_lazy("Phát số cả ngoài giờ hành chính"),
            "notice": gettext_lazy("Thông báo trên bảng gọi số"),
            "notice_en": gettext_lazy("Thông báo bằng tiếng Anh"),
            "slot_minutes": gettext_lazy("Mỗi lượt hẹn dài (phút)"),
            "days_ahead": gettext_lazy("Đặt hẹn trước tối đa (ngày)"),
        }

    def clean_slot_minutes(self) -> int:
        """Refuse slots nobody could serve.

        :raises forms.ValidationError: when shorter than 5 or longer than 240 minutes.
        """
        return _between(self.cleaned_data["slot_minutes"], 5, 240)

    def clean_days_ahead(self) -> int:
        """Refuse a horizon no calendar knows.

        :raises forms.ValidationError: when not between 1 and 60 days.
        """
        return _between(self.cleaned_data["days_ahead"], 1, 60)


class ServiceForm(_ServiceForm):
    """A service: its letter, names, fields and bookable places."""

    fields_taken = forms.MultipleChoiceField(
        label=gettext_lazy("Gồm các lĩnh vực"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        """Everything but the unit."""

        model = Service
        fields = ("letter", "name", "name_en", "slot_capacity", "sort_order", "is_active")
        labels = {
            "letter": gettext_lazy("Chữ cái trên số"),
            "name": gettext_lazy("Tên hiện cho người dân"),
            "name_en": gettext_lazy("Tên tiếng Anh"),
            "slot_capacity": gettext_lazy("Số người hẹn được mỗi lượt (0: không nhận hẹn)"),
            "sort_order": gettext_lazy("Thứ tự hiển thị"),
            "is_active": gettext_lazy("Đang phát số"),
        }
        error_messages = {"name": {"required": _MISSING}, "letter": {"required": _MISSING}}

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_taken"].choices = choices  # type: ignore[attr-defined]
        self.fields["fields_taken"].initial = self.instance.fields

    def clean_letter(self) -> str:
        """Take one letter of the Latin alphabet, once in a unit.

        :raises forms.ValidationError: when it is none, or another service has it.
        """
        letter = str(self.cleaned_data["letter"]).strip().upper()
        if len(letter) != 1 or not "A" <= letter <= "Z":
            raise forms.ValidationError(gettext_lazy("Nhập một chữ cái từ A đến Z."))
        others = Service.objects.filter(agency_id=self.instance.agency_id, letter=letter)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(gettext_lazy("Chữ cái này đã dùng cho lĩnh vực khác."))
        return letter

    def clean_name(self) -> str:
        """Take the name without doubled spaces."""
        return squeeze(self.cleaned_data["name"])


class CounterForm(_CounterForm):
    """A counter: its number, where it stands, what it takes."""

    class Meta:
        """Everything but the unit and who sits there."""

        model = Counter
        fields = ("number", "place", "services", "is_active")
        widgets = {"services": forms.CheckboxSelectMultiple}
        labels = {
            "number": gettext_lazy("Số quầy"),
            "place": gettext_lazy("Vị trí"),
            "services": gettext_lazy("Tiếp nhận"),
            "is_active": gettext_lazy("Đang dùng"),
        }
        help_texts = {"place": gettext_lazy("Ví dụ: tầng trệt, bên trái.")}
        error_messages = {
            "number": {"required": _MISSING},
            "services": {"required": gettext_lazy("Chọn ít nhất một nhóm lĩnh vực.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.filter(agency_id=self.instance.agency_id)
        self.fields["services"].queryset = services.order_by("sort_order", "letter")  # type: ignore[attr-defined]

    def clean_number(self) -> int:
        """Take a number no other counter of the unit has.

        :raises forms.ValidationError: when it is taken or zero.
        """
        number = int(self.cleaned_data["number"])
        others = Counter.objects.filter(agency_id=self.instance.agency_id, number=number)
        if number < 1 or others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(gettext_lazy("Số quầy này đã có. Hãy chọn số khác."))
        return number


def _between(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        message = gettext_lazy("Nhập một số từ %(least)s đến %(most)s.")
        raise forms.ValidationError(message, params={"least": least, "most": most})
    return value
