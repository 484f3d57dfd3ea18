"""What an operator enters during and after a call."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.contact.models import ContactKind, WrapUp
from tinhso.contact.queries.catalogue import category_name, category_tree
from tinhso.contact.queries.places import communes_of_day
from tinhso.orgs.api import organisation_date


def category_choices() -> list[tuple[str, object]]:
    """Give the categories by their roots, "not known yet" first."""
    groups: list[tuple[str, object]] = [("", _("Chưa rõ"))]
    for root, leaves in category_tree():
        groups.append(
            (category_name(root.code), [(one.code, category_name(one.code)) for one in leaves])
        )
    return groups


def commune_choices() -> list[tuple[str, str]]:
    """Give the communes of today with their districts, "not known yet" first."""
    named = [
        (area.code, f"{area.name}, {area.parent.name}" if area.parent else area.name)
        for area in communes_of_day(organisation_date())
    ]
    return [("", _("Chưa rõ")), *named]


class CallReportForm(forms.Form):
    """What the caller says, in the order it is said."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        min_length=10,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"min_length": gettext_lazy("Viết ít nhất 10 ký tự.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), initial="FIELD_REPORT")
    category = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Xã, phường"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Địa điểm"), max_length=300, required=False,
        help_text=gettext_lazy("Đường, ấp, mốc dễ thấy."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Tên người gọi"), max_length=120, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through
        self.fields["kind"].choices = ContactKind.choices  # type: ignore[attr-defined]
        self.fields["category"].choices = category_choices()  # type: ignore[attr-defined]
        self.fields["area"].choices = commune_choices()  # type: ignore[attr-defined]


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
