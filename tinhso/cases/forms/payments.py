"""What an officer fills in to ask for a fee."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.cases.forms.officer import ActForm
from tinhso.cases.operations import ExtraCharge, PaymentAsked
from tinhso.cases.queries import exemptions_of
from tinhso.core.money import NotAnAmount, parse_vnd
from tinhso.procedures.api import fee_table_of

_MOST = 10**12
_UNITS = {
    "copies": gettext_lazy("Số bản"),
    "pages": gettext_lazy("Số trang"),
    "persons": gettext_lazy("Số người"),
    "vehicles": gettext_lazy("Số xe"),
    "value_vnd": gettext_lazy("Giá trị (đồng)"),
}


class PaymentRequestForm(ActForm):
    """Quantities the fee depends on, who is spared, a charge of another notice, words."""

    reason = forms.CharField(
        label=gettext_lazy("Lời nhắn cho người dân"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    exemption = forms.ChoiceField(
        label=gettext_lazy("Chấp nhận miễn, giảm theo diện"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chọn một diện trong danh sách.")},
    )
    extra_name = forms.CharField(
        label=gettext_lazy("Khoản khác, nếu có"),
        help_text=gettext_lazy("Ví dụ: tiền đo đạc theo hợp đồng."),
        required=False,
        max_length=120,
    )
    extra_amount = forms.CharField(
        label=gettext_lazy("Số tiền của khoản khác"), required=False, max_length=20
    )
    extra_basis = forms.CharField(
        label=gettext_lazy("Căn cứ của khoản khác"), required=False, max_length=200
    )

    def offer_choices(self) -> None:
        """Offer the quantities and kinds of person of the procedure's fee table."""
        table = fee_table_of(self.case.version)
        given = table.quantities_in(self.case.form)
        for name in table.quantities:
            self.fields[f"quantity_{name}"] = forms.IntegerField(
                label=str(_UNITS.get(name, name)),
                min_value=0,
                max_value=_MOST,
                initial=given[name],
                error_messages={"required": gettext_lazy("Nhập một số.")},
            )
        kinds = exemptions_of(self.case.version)
        choices = [("", _("Không miễn, giảm")), *kinds.items()]
        self.fields["exemption"].choices = choices  # type: ignore[attr-defined] # a choice field
        self.fields["exemption"].initial = self.case.fee_exemption
        if not kinds:
            del self.fields["exemption"]
        quantities = [f"quantity_{name}" for name in table.quantities]
        self.order_fields([*quantities, "exemption", "reason"])

    def clean(self) -> dict[str, Any]:
        """Take a charge of another notice whole or not at all."""
        answers: dict[str, Any] = super().clean() or {}
        parts = ("extra_name", "extra_amount", "extra_basis")
        if any(answers.get(name) for name in parts):
            for name in parts:
                if not answers.get(name):
                    self.add_error(name, _("Ghi đủ tên, số tiền và căn cứ của khoản khác."))
        if answers.get("extra_amount"):
            try:
                answers["extra_vnd"] = parse_vnd(answers["extra_amount"])
            except NotAnAmount as refusal:
                self.add_error("extra_amount", refusal.message)
        return answers

    @property
    def asked(self) -> PaymentAsked:
        """Give what is asked, once the form is valid."""
        answers = self.cleaned_data
        extra = None
        if answers.get("extra_vnd"):
            extra = ExtraCharge(answers["extra_name"], answers["extra_vnd"], answers["extra_basis"])
        return PaymentAsked(
            reason=answers["reason"],
            quantities={
                name.removeprefix("quantity_"): value
                for name, value in answers.items()
                if name.startswith("quantity_")
            },
            exemption=answers.get("exemption", ""),
            extra=extra,
        )
