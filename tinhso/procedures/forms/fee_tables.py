"""Forms of a fee table's parts: its lines, who pays less, its quantities, terms, and a trial."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.procedures.forms.fee_rows import Options
from tinhso.procedures.forms.rows import CODE
from tinhso.ui.fields import DateField

SUM, FIRST_MATCH = "SUM", "FIRST_MATCH"
_TAKEN = gettext_lazy("Đã có mục mang mã này. Hãy dùng mã khác.")
_MOST = 10**12
_WHOLE = 100


class _NamedForm(forms.Form):
    """A thing with a code of its own and a name in two languages."""

    code = forms.CharField(label=gettext_lazy("Mã"), max_length=80, validators=[CODE])
    name_vi = forms.CharField(label=gettext_lazy("Tên"), max_length=400)
    name_en = forms.CharField(label=gettext_lazy("Tên (tiếng Anh)"), max_length=400)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        initial: Mapping[str, Any] | None = None,
        taken: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._taken = taken

    def clean_code(self) -> str:
        """Refuse a code another one has."""
        code: str = self.cleaned_data["code"]
        if code in self._taken:
            raise forms.ValidationError(_TAKEN)
        return code

    def named(self) -> dict[str, Any]:
        """Give the code and the name as the table keeps them."""
        given = self.cleaned_data
        return {
            "code": given["code"],
            "name": {"vi": given["name_vi"], "en": given["name_en"]},
        }

    def _offer(self, name: str, options: Options) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined] # a choice field


def _named(entry: Mapping[str, Any] | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {"code": entry["code"], "name_vi": entry["name"]["vi"], "name_en": entry["name"]["en"]}


class FeeLineForm(_NamedForm):
    """One fee or charge of a procedure, and what counts where several rows apply."""

    policy = forms.ChoiceField(
        label=gettext_lazy("Khi nhiều dòng cùng đúng"),
        choices=(
            (FIRST_MATCH, gettext_lazy("Lấy dòng đúng đầu tiên, từ trên xuống")),
            (SUM, gettext_lazy("Cộng mọi dòng đúng")),
        ),
        widget=forms.RadioSelect,
        initial=FIRST_MATCH,
    )

    def __init__(
        self, data: QueryDict | None, *, line: Mapping[str, Any] | None, taken: Sequence[str]
    ) -> None:
        policy = (line or {}).get("policy", FIRST_MATCH)
        super().__init__(data, initial={**_named(line), "policy": policy}, taken=taken)

    def line(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Give the line as the table keeps it, with the rows it had."""
        kept = {name: value for name, value in before.items() if name != "policy"}
        policy = self.cleaned_data["policy"]
        return {**kept, **self.named(), **({"policy": SUM} if policy == SUM else {})}


class FeeExemptionForm(_NamedForm):
    """Who pays nothing or less, for which lines, by which law."""

    kind = forms.ChoiceField(label=gettext_lazy("Ai được miễn, giảm"), required=False)
    percent = forms.IntegerField(
        label=gettext_lazy("Giảm bao nhiêu phần trăm"),
        min_value=1,
        max_value=_WHOLE,
        help_text=gettext_lazy("100 là miễn hoàn toàn."),
    )
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Khoản được miễn, giảm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn gì thì áp dụng cho mọi khoản."),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Cách nộp"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn gì thì áp dụng cho mọi cách nộp."),
    )
    valid_from = DateField(label=gettext_lazy("Nộp từ ngày"), required=False)
    valid_to = DateField(label=gettext_lazy("Nộp trước ngày"), required=False)
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        min_length=3,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Ghi văn bản quy định miễn, giảm.")},
    )
    certainty = forms.ChoiceField(label=gettext_lazy("Độ chắc chắn"))

    def __init__(
        self,
        data: QueryDict | None,
        *,
        options: Mapping[str, Options],
        exemption: Mapping[str, Any] | None,
        taken: Sequence[str],
    ) -> None:
        rest = ("kind", "percent", "lines", "channels", "valid_from", "valid_to", "basis")
        initial = {name: (exemption or {}).get(name) for name in rest}
        certainty = (exemption or {}).get("certainty", "to_confirm")
        super().__init__(
            data, initial={**_named(exemption), **initial, "certainty": certainty}, taken=taken
        )
        for name, choices in options.items():
            self._offer(name, choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last <= first:
            self.add_error("valid_to", _("Ngày cuối phải sau ngày đầu."))
        return self.cleaned_data

    def exemption(self) -> dict[str, Any]:
        """Give the exemption as the table keeps it: what nobody filled in is left out."""
        given = self.cleaned_data
        rest = {
            name: value.isoformat() if isinstance(value, date) else value
            for name in ("kind", "lines", "channels", "valid_from", "valid_to")
            if (value := given[name])
        }
        stated = {name: given[name] for name in ("percent", "basis", "certainty")}
        return {**self.named(), **rest, **stated}


class FeeQuantityForm(forms.Form):
    """A number an amount depends on: copies, pages, a value; and where it comes from."""

    name = forms.RegexField(
        regex=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
        label=gettext_lazy("Mã"),
        max_length=60,
        help_text=gettext_lazy("Chữ thường không dấu, nối bằng gạch dưới, ví dụ copies."),
        error_messages={
            "invalid": gettext_lazy("Mã chỉ gồm chữ thường không dấu, chữ số và gạch dưới.")
        },
    )
    name_vi = forms.CharField(
        label=gettext_lazy("Tên"), max_length=200, help_text=gettext_lazy("Ví dụ Số bản sao.")
    )
    name_en = forms.CharField(label=gettext_lazy("Tên (tiếng Anh)"), max_length=200)
    answer = forms.ChoiceField(
        label=gettext_lazy("Lấy từ đâu"),
        required=False,
        help_text=gettext_lazy("Câu hỏi loại số hoặc số tiền của tờ khai."),
    )
    default = forms.IntegerField(
        label=gettext_lazy("Khi chưa biết thì tính là"), min_value=0, max_value=_MOST
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        questions: Options,
        name: str = "",
        quantity: Mapping[str, Any] | None = None,
        taken: Sequence[str] = (),
    ) -> None:
        given = quantity or {"answer": "", "default": 1}
        said = given.get("name") or {}
        initial = {
            "name": name,
            "name_vi": said.get("vi", ""),
            "name_en": said.get("en", ""),
            "answer": given["answer"],
            "default": given["default"],
        }
        super().__init__(data, initial=initial)
        self._taken = taken
        nobody = ("", _("Cán bộ thẩm định xác định"))
        self.fields["answer"].choices = [nobody, *questions]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Refuse a name another one has."""
        name: str = self.cleaned_data["name"]
        if name in self._taken:
            raise forms.ValidationError(_TAKEN)
        return name

    def quantity(self) -> dict[str, Any]:
        """Give the quantity as the table keeps it."""
        given = self.cleaned_data
        return {
            "answer": given["answer"],
            "default": given["default"],
            "name": {"vi": given["name_vi"], "en": given["name_en"]},
        }


class FeeTermsForm(forms.Form):
    """How the lines make a sum, when it is due, and whether the clock waits for it."""

    policy = forms.ChoiceField(
        label=gettext_lazy("Tổng số tiền"),
        choices=(
            (SUM, gettext_lazy("Cộng mọi khoản")),
            (FIRST_MATCH, gettext_lazy("Chỉ thu khoản đầu tiên có tiền")),
        ),
        widget=forms.RadioSelect,
    )
    due = forms.ChoiceField(
        label=gettext_lazy("Nộp tiền khi nào"),
        choices=(
            ("AT_FILING", gettext_lazy("Khi nộp hồ sơ")),
            ("ON_REQUEST", gettext_lazy("Khi cơ quan yêu cầu, sau khi thẩm định")),
        ),
        widget=forms.RadioSelect,
    )
    pauses_clock = forms.BooleanField(
        label=gettext_lazy("Dừng tính thời hạn trong khi chờ nộp tiền"), required=False
    )

    def __init__(self, data: QueryDict | None, *, content: Mapping[str, Any]) -> None:
        terms = content.get("payment") or {"due": "AT_FILING", "pauses_clock": True}
        policy = (content.get("fee_table") or {}).get("policy", SUM)
        super().__init__(data, initial={**terms, "policy": policy})
        if "fee_table" not in content:
            del self.fields["policy"]

    def content(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Give the content with the terms."""
        given = self.cleaned_data
        terms = {"due": given["due"], "pauses_clock": given["pauses_clock"]}
        changed = {**before, "payment": terms}
        if "fee_table" in before:
            table = {name: part for name, part in before["fee_table"].items() if name != "policy"}
            policy = {"policy": FIRST_MATCH} if given["policy"] == FIRST_MATCH else {}
            changed["fee_table"] = {**table, **policy}
        return changed


class FeeTrialForm(forms.Form):
    """A case to reckon the fee of: the way, the day, who pays, how much of what."""

    channel = forms.ChoiceField(label=gettext_lazy("Cách nộp"))
    on = DateField(label=gettext_lazy("Ngày nộp"), required=False)
    case_kind = forms.ChoiceField(label=gettext_lazy("Trường hợp"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Người nộp phí"), required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        options: Mapping[str, Options],
        quantities: Sequence[tuple[str, str, int]],
    ) -> None:
        super().__init__(data)
        for name, choices in options.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field
        if not options["case_kind"]:
            del self.fields["case_kind"]
        for name, said, usual in quantities:
            self.fields[f"quantity_{name}"] = forms.IntegerField(
                label=said, required=False, min_value=0, max_value=_MOST, initial=usual
            )

    def quantities(self) -> dict[str, int]:
        """Give the quantities stated, by name."""
        return {
            name.removeprefix("quantity_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("quantity_") and value is not None
        }
