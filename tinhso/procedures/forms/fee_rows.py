"""One row of a decision table of fees: when it applies, how much it takes, by which law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.ui.components import FieldView
from tinhso.ui.fields import AmountField, DateField, field_view

Options = Sequence[tuple[str, str]]
_LEAST_TIERS = 3
_PER_PERCENT = 1000  # a share is kept in hundred-thousandths
_WHOLE = 100
_MOST_UNITS = 10**12
_BY_QUANTITY = ("unit", "share_of", "share", "floor_vnd", "cap_vnd", "times")


@dataclass(frozen=True, slots=True)
class FeeChoices:
    """What a row may name: ways, cases within the procedure, quantities, degrees of certainty."""

    channels: Options
    variants: Options
    quantities: Options
    certainties: Options


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together, under one heading."""

    title: str
    hint: str
    views: list[FieldView]


class ShareField(forms.CharField):
    """A share in percent as people write it, ``0,5``; kept in hundred-thousandths."""

    def clean(self, value: str | None) -> int | None:
        """Give the share; nothing for an empty answer."""
        text = super().clean(value).replace(",", ".").removesuffix("%").strip()
        if not text:
            return None
        try:
            share = Decimal(text) * _PER_PERCENT
        except InvalidOperation:
            share = Decimal("NaN")
        if not share.is_finite() or share != int(share) or not 0 < share <= _PER_PERCENT * _WHOLE:
            raise forms.ValidationError(
                _("Nhập tỷ lệ từ 0,001 đến 100, nhiều nhất ba chữ số sau dấu phẩy.")
            )
        return int(share)

    def prepare_value(self, value: Any) -> Any:
        """Show a kept share as percent, and what was typed as it was typed."""
        return f"{value / _PER_PERCENT:g}".replace(".", ",") if isinstance(value, int) else value


class FeeRowForm(forms.Form):
    """A row; the one that applies otherwise (``is_otherwise``) has no conditions."""

    fixed_vnd = AmountField(
        label=gettext_lazy("Mức cố định (đồng)"),
        required=False,
        help_text=gettext_lazy("Ghi 0 nếu không thu."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Thu theo số lượng"), required=False)
    share_of = forms.ChoiceField(label=gettext_lazy("Thu theo tỷ lệ của"), required=False)
    share = ShareField(
        label=gettext_lazy("Tỷ lệ (%)"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Ví dụ 0,5."),
    )
    floor_vnd = AmountField(label=gettext_lazy("Ít nhất (đồng)"), required=False)
    cap_vnd = AmountField(label=gettext_lazy("Nhiều nhất (đồng)"), required=False)
    times = forms.ChoiceField(
        label=gettext_lazy("Nhân với"),
        required=False,
        help_text=gettext_lazy("Mức ít nhất, nhiều nhất tính trước khi nhân."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        min_length=3,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Ghi văn bản quy định mức thu.")},
    )
    certainty = forms.ChoiceField(label=gettext_lazy("Độ chắc chắn"))
    note_vi = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=1000)
    note_en = forms.CharField(
        label=gettext_lazy("Ghi chú (tiếng Anh)"), required=False, max_length=1000
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        choices: FeeChoices,
        row: Mapping[str, Any] | None = None,
        is_otherwise: bool = False,
    ) -> None:
        self._choices, self._is_otherwise = choices, is_otherwise
        tiers = (row or {}).get("rate", {}).get("tiers", [])
        self._tier_count = max(_LEAST_TIERS, len(tiers) + 1)
        super().__init__(data, initial=_initial(row) if row else {"certainty": "to_confirm"})
        self._offer("certainty", choices.certainties)
        self._offer_quantities()
        if not is_otherwise:
            self._add_conditions()

    def _offer_quantities(self) -> None:
        """Ask how an amount depends on a quantity, where the table knows any."""
        if not self._choices.quantities:
            for name in _BY_QUANTITY:
                del self.fields[name]
            return
        for name in ("unit", "share_of", "times"):
            self._offer(name, [("", _("Không")), *self._choices.quantities])
        for number in range(self._tier_count):
            self._add_tier(number)

    def _offer(self, name: str, options: Options) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined] # a choice field

    def _add_tier(self, number: int) -> None:
        self.fields[f"tier_{number}_up_to"] = forms.IntegerField(
            label=_("Bậc %(n)s: đến số thứ") % {"n": number + 1},
            required=False,
            min_value=1,
            max_value=_MOST_UNITS,
        )
        self.fields[f"tier_{number}_amount"] = AmountField(
            label=_("Bậc %(n)s: giá mỗi đơn vị (đồng)") % {"n": number + 1}, required=False
        )

    def _add_conditions(self) -> None:
        self.fields["channels"] = _several(_("Cách nộp"), self._choices.channels)
        if self._choices.variants:
            self.fields["case_kinds"] = _several(_("Trường hợp"), self._choices.variants)
        self.fields["valid_from"] = DateField(label=_("Nộp từ ngày"), required=False)
        self.fields["valid_to"] = DateField(label=_("Nộp trước ngày"), required=False)
        for name, said in self._choices.quantities:
            for bound, text in (("at_least", _("ít nhất")), ("at_most", _("nhiều nhất"))):
                self.fields[f"{bound}_{name}"] = forms.IntegerField(
                    label=f"{said}: {text}", required=False, min_value=0, max_value=_MOST_UNITS
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a row that says no amount, or contradicts itself."""
        self._check_amount()
        self._check_tiers()
        self._check_order("valid_from", "valid_to", _("Ngày cuối phải sau ngày đầu."))
        for low, high in self._bounds():
            self._check_order(low, high, _("Mức nhiều nhất phải từ mức ít nhất trở lên."))
        if bool(self.cleaned_data.get("note_vi")) != bool(self.cleaned_data.get("note_en")):
            missing = "note_en" if self.cleaned_data.get("note_vi") else "note_vi"
            self.add_error(missing, _("Ghi cả tiếng Việt và tiếng Anh, hoặc bỏ trống cả hai."))
        return self.cleaned_data

    def _bounds(self) -> list[tuple[str, str]]:
        names = [] if self._is_otherwise else [name for name, _said in self._choices.quantities]
        return [("floor_vnd", "cap_vnd"), *((f"at_least_{n}", f"at_most_{n}") for n in names)]

    def _check_order(self, low: str, high: str, text: str) -> None:
        first, last = self.cleaned_data.get(low), self.cleaned_data.get(high)
        is_period = isinstance(first, date)
        if first is None or last is None:
            return
        if last < first or (is_period and last == first):
            self.add_error(high, text)

    def _check_amount(self) -> None:
        given = self.cleaned_data
        ways = (given.get("fixed_vnd") is not None, given.get("unit"), given.get("share_of"))
        if not any(ways) and "fixed_vnd" not in self.errors:
            by_quantity = _("Ghi mức thu, hoặc chọn thu theo số lượng hay tỷ lệ.")
            self.add_error("fixed_vnd", by_quantity if "unit" in self.fields else _("Ghi mức thu."))
        if given.get("share_of") and given.get("share") is None and "share" not in self.errors:
            self.add_error("share", _("Ghi tỷ lệ thu."))
        if given.get("share") is not None and not given.get("share_of"):
            self.add_error("share_of", _("Chọn giá trị để tính tỷ lệ."))

    def _check_tiers(self) -> None:
        """Tiers go up, each has a price, and the last one is for all that remain."""
        used = [number for number in range(self._tier_count) if self._is_used(number)]
        if self.cleaned_data.get("unit") and not used and "tier_0_amount" not in self.errors:
            self.add_error("tier_0_amount", _("Ghi giá mỗi đơn vị."))
        if used and not self.cleaned_data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Chọn số lượng để tính theo bậc."))
        before = 0
        for number in used:
            up_to = self.cleaned_data.get(f"tier_{number}_up_to")
            if self.cleaned_data.get(f"tier_{number}_amount") is None:
                self._say(f"tier_{number}_amount", _("Ghi giá mỗi đơn vị."))
            if number == used[-1] and up_to is not None:
                self._say(f"tier_{number}_up_to", _("Bỏ trống ở bậc cuối: tính cho phần còn lại."))
            elif number != used[-1] and (up_to is None or up_to <= before):
                self._say(f"tier_{number}_up_to", _("Ghi số lớn hơn bậc trước."))
            before = up_to or before

    def _say(self, name: str, text: str) -> None:
        if name not in self.errors:
            self.add_error(name, text)

    def _is_used(self, number: int) -> bool:
        names = (f"tier_{number}_up_to", f"tier_{number}_amount")
        return any(self.cleaned_data.get(name) is not None for name in names)

    def row(self) -> dict[str, Any]:
        """Give the row as the table keeps it: what nobody filled in is left out."""
        given = self.cleaned_data
        when = {} if self._is_otherwise else self._when()
        note = {"vi": given["note_vi"], "en": given["note_en"]} if given["note_vi"] else None
        return {
            **({"when": when} if when else {}),
            "rate": self._rate(),
            "basis": given["basis"],
            "certainty": given["certainty"],
            **({"note": note} if note else {}),
        }

    def _rate(self) -> dict[str, Any]:
        given = self.cleaned_data
        tiers = [
            {
                "up_to": given.get(f"tier_{number}_up_to"),
                "amount_vnd": given.get(f"tier_{number}_amount"),
            }
            for number in range(self._tier_count)
            if self._is_used(number)
        ]
        rate = {
            "fixed_vnd": given["fixed_vnd"],
            "unit": given.get("unit"),
            "tiers": tiers,
            "share_of": given.get("share_of"),
            "share_per_100000": given.get("share"),
            "floor_vnd": given.get("floor_vnd"),
            "cap_vnd": given.get("cap_vnd"),
            "times": given.get("times"),
        }
        return {name: value for name, value in rate.items() if value not in (None, "", [])}

    def _when(self) -> dict[str, Any]:
        given = self.cleaned_data
        when: dict[str, Any] = {
            name: given.get(name) for name in ("channels", "case_kinds") if given.get(name)
        }
        for name in ("valid_from", "valid_to"):
            if given[name]:
                when[name] = given[name].isoformat()
        for bound in ("at_least", "at_most"):
            limits = {
                name: given[f"{bound}_{name}"]
                for name, _said in self._choices.quantities
                if given[f"{bound}_{name}"] is not None
            }
            if limits:
                when[bound] = limits
        return when

    @property
    def groups(self) -> list[Group]:
        """Give the questions as the page draws them."""
        own = ["basis", "certainty", "note_vi", "note_en"]
        tiers = [name for name in self.fields if name.startswith("tier_")]
        order = ["fixed_vnd", "unit", *tiers, *_BY_QUANTITY[1:]]
        rate = [name for name in order if name in self.fields]
        when = [name for name in self.fields if name not in {*rate, *own}]
        groups = [
            Group(
                _("Thu bao nhiêu"),
                _("Mức cố định, giá theo số lượng và tỷ lệ được cộng lại. Bậc cuối bỏ trống số.")
                if tiers
                else _("Muốn thu theo số lượng hay tỷ lệ, hãy thêm số lượng ở bảng phí trước."),
                self._views(rate),
            ),
            Group(_("Theo văn bản nào"), "", self._views(own)),
        ]
        if not when:
            return groups
        hint = _("Chỉ điền điều kiện cần có. Không điền gì thì dòng đúng với mọi hồ sơ.")
        return [Group(_("Khi nào"), hint, self._views(when)), *groups]

    def _views(self, names: Sequence[str]) -> list[FieldView]:
        """Give questions; that they may be left empty is said once, above them."""
        return [replace(field_view(self[name]), is_optional=False) for name in names]


def _several(label: str, options: Options) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
    )


def _initial(row: Mapping[str, Any]) -> dict[str, Any]:
    rate, when, note = row["rate"], row.get("when", {}), row.get("note") or {}
    named = ("fixed_vnd", "unit", "share_of", "floor_vnd", "cap_vnd", "times")
    initial: dict[str, Any] = {name: rate.get(name) for name in named}
    initial |= {
        "share": rate.get("share_per_100000") or None,
        "basis": row["basis"],
        "certainty": row["certainty"],
        "note_vi": note.get("vi", ""),
        "note_en": note.get("en", ""),
    }
    for number, tier in enumerate(rate.get("tiers", [])):
        initial[f"tier_{number}_up_to"] = tier["up_to"]
        initial[f"tier_{number}_amount"] = tier["amount_vnd"]
    initial |= {
        name: when.get(name) for name in ("channels", "case_kinds", "valid_from", "valid_to")
    }
    for bound in ("at_least", "at_most"):
        initial |= {f"{bound}_{name}": n for name, n in when.get(bound, {}).items()}
    return initial
