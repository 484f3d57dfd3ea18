"""What a clerk asks a person who comes to the counter."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tinhso.ui.fields import DateField

_CHOOSE = gettext_lazy("Chọn trong danh sách")


class PersonForm(forms.Form):
    """Who an application is written for, as on their identity card, and for which procedure."""

    procedure = forms.CharField(
        widget=forms.HiddenInput(),
        error_messages={"required": gettext_lazy("Chọn thủ tục người dân cần làm.")},
    )
    identity_number = forms.RegexField(
        regex=r"^[0-9]{12}$",
        label=gettext_lazy("Số định danh cá nhân"),
        help_text=gettext_lazy("12 chữ số trên căn cước công dân."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 20, "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập số định danh trên căn cước."),
            "invalid": gettext_lazy("Số định danh gồm 12 chữ số."),
        },
    )
    full_name = forms.CharField(
        label=gettext_lazy("Họ, chữ đệm, tên"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập họ tên như trên căn cước."),
            "max_length": gettext_lazy("Họ tên dài tối đa 120 chữ."),
        },
    )
    birth_date = DateField(
        label=gettext_lazy("Ngày sinh"),
        error_messages={"required": gettext_lazy("Nhập ngày sinh như trên căn cước.")},
    )
    phone = forms.RegexField(
        regex=r"^0[0-9]{9,10}$",
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Để báo tin khi có kết quả."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "size": 20, "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        max_length=200,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Nhập địa chỉ dạng ten@vidu.vn.")},
    )
    address = forms.CharField(label=gettext_lazy("Nơi ở hiện nay"), max_length=300, required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Xã, phường, thị trấn"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chọn một nơi trong danh sách.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        areas: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["area"].choices = [("", _CHOOSE), *areas]  # type: ignore[attr-defined]

    def clean_birth_date(self) -> date:
        """Refuse a day of birth nobody living has.

        :raises forms.ValidationError: when the day lies before 1900.
        """
        born: date = self.cleaned_data["birth_date"]
        if born.year < 1900:
            raise forms.ValidationError(gettext_lazy("Xem lại năm sinh, ví dụ 1985."))
        return born


class CounterForm(PersonForm):
    """Who stands at the counter, or whose letter the post brought."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Hồ sơ đến bằng cách nào?"),
        choices=[
            ("COUNTER", gettext_lazy("Người nộp đến quầy")),
            ("POST", gettext_lazy("Bưu chính công ích chuyển đến")),
        ],
        widget=forms.RadioSelect,
        initial="COUNTER",
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chọn một cách trong danh sách.")},
    )


class AssistedForm(PersonForm):
    """Whom a member of the community digital team helps, who is present."""

    is_present = forms.BooleanField(
        label=gettext_lazy("Người nộp đang có mặt, đồng ý để tôi nhập giúp và tự kiểm tra lại."),
        error_messages={
            "required": gettext_lazy("Chỉ nộp giúp khi người nộp có mặt và đồng ý."),
        },
    )
