"""One routing rule as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.contact.forms.officer import agency_choices
from tinhso.contact.models import ContactKind, RouteRule, RouteTarget
from tinhso.contact.operations import RuleWords
from tinhso.contact.queries.catalogue import categories_by_code, category_name


class RuleForm(forms.Form):
    """Place, conditions and target of a rule; an empty condition matches everything."""

    ordinal = forms.IntegerField(label=gettext_lazy("Thứ tự"), min_value=1, max_value=500)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại"),
        choices=ContactKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Lĩnh vực"), widget=forms.CheckboxSelectMultiple, required=False
    )
    areas = forms.CharField(
        label=gettext_lazy("Mã địa bàn"),
        help_text=gettext_lazy("Mã xã, huyện, cách nhau bằng dấu phẩy; để trống là toàn tỉnh."),
        required=False,
        max_length=500,
    )
    target = forms.ChoiceField(
        label=gettext_lazy("Chuyển tới"), choices=RouteTarget.choices, widget=forms.RadioSelect
    )
    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan nêu tên"), required=False)
    is_direct = forms.BooleanField(
        label=gettext_lazy("Chuyển thẳng, trung tâm không xem trước"), required=False
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, category_name(code)) for code in categories_by_code()]
        self.fields["categories"].choices = names  # type: ignore[attr-defined]
        self.fields["agency"].choices = agency_choices()  # type: ignore[attr-defined]

    @staticmethod
    def values_of(rule: RouteRule | None) -> dict[str, object]:
        """Give a rule's values as the form begins with."""
        if rule is None:
            return {"ordinal": 1, "target": RouteTarget.CENTRE}
        return {
            "ordinal": rule.ordinal,
            "kinds": rule.kinds,
            "categories": rule.categories,
            "areas": ", ".join(rule.areas),
            "target": rule.target,
            "agency": rule.agency_code,
            "is_direct": rule.is_direct,
            "note": rule.note,
        }

    def clean(self) -> dict[str, Any]:
        """Need a name where the target is a named agency."""
        values = super().clean() or {}
        if values.get("target") == RouteTarget.AGENCY and not values.get("agency"):
            self.add_error("agency", _("Hãy chọn cơ quan."))
        return values

    @property
    def words(self) -> RuleWords:
        """Give the rule as operations take it."""
        values = self.cleaned_data
        areas = tuple(code.strip() for code in values["areas"].split(",") if code.strip())
        is_named = values["target"] == RouteTarget.AGENCY
        return RuleWords(
            kinds=tuple(values["kinds"]),
            categories=tuple(values["categories"]),
            areas=areas,
            target=values["target"],
            agency_code=values["agency"] if is_named else "",
            is_direct=values["is_direct"],
            note=values["note"],
        )
