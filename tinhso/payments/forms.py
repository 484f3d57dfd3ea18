"""What people fill in about money."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tinhso.core.money import format_number
from tinhso.payments.models import CashDrawer
from tinhso.payments.operations import NOTES
from tinhso.ui.fields import AmountField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MOST_NOTES = 100_000


def _words(
    label: "StrOrPromise", hint: "StrOrPromise" = "", *, required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=1000,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DrawerForm(forms.Form):
    """Which drawer the money goes into or comes from."""

    drawer = forms.TypedChoiceField(
        label=gettext_lazy("Quầy thu"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Chọn quầy."),
            "invalid_choice": gettext_lazy("Chọn một quầy trong danh sách."),
        },
    )

    def __init__(self, data: QueryDict | None, *, drawers: Iterable[CashDrawer]) -> None:
        super().__init__(data)
        choices = [(drawer.pk, drawer.name) for drawer in drawers]
        self.fields["drawer"].choices = choices  # type: ignore[attr-defined] # a choice field
        if len(choices) == 1:
            self.fields["drawer"].initial = choices[0][0]


class NewDrawerForm(forms.Form):
    """The name of a new drawer."""

    name = forms.CharField(
        label=gettext_lazy("Tên quầy thu"),
        help_text=gettext_lazy("Ví dụ: Quầy 2."),
        max_length=60,
        error_messages={"required": gettext_lazy("Đặt tên cho quầy.")},
    )


class CountForm(forms.Form):
    """How many notes of each value lie in the drawer."""

    note = _words(
        gettext_lazy("Lý do chênh lệch"),
        gettext_lazy("Chỉ cần ghi khi số đếm khác số phải có."),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for value in NOTES:
            self.fields[f"note_{value}"] = forms.IntegerField(
                label=f"{format_number(value)} đồng",
                required=False,
                min_value=0,
                max_value=_MOST_NOTES,
                widget=forms.NumberInput(attrs={"size": 6, "inputmode": "numeric"}),
                error_messages={"invalid": gettext_lazy("Nhập số tờ bằng chữ số.")},
            )
        self.order_fields([*(f"note_{value}" for value in NOTES), "note"])

    @property
    def counts(self) -> dict[int, int]:
        """Give how many notes of each value were counted."""
        return {value: self.cleaned_data.get(f"note_{value}") or 0 for value in NOTES}


class RefundForm(forms.Form):
    """How much goes back, and why."""

    amount = AmountField(
        label=gettext_lazy("Số tiền hoàn"),
        help_text=gettext_lazy("Toàn bộ hoặc một phần, bằng đồng."),
        error_messages={"required": gettext_lazy("Nhập số tiền cần hoàn.")},
    )
    reason = _words(gettext_lazy("Vì sao hoàn tiền?"))


class DecisionForm(forms.Form):
    """What the one who decides says."""

    note = _words(gettext_lazy("Ý kiến"), gettext_lazy("Bắt buộc khi không duyệt."), required=False)


class ResolutionForm(forms.Form):
    """What was done about a difference."""

    resolution = _words(gettext_lazy("Đã xử lý thế nào?"))
