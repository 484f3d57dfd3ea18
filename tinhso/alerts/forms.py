"""What is asked when somebody handles an alert."""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from tinhso.alerts.models import Severity
from tinhso.alerts.operations import Ordered, Written
from tinhso.alerts.rules import RuleKind
from tinhso.core.clock import VIETNAM
from tinhso.core.text import squeeze
from tinhso.indicators.api import AreaLevel
from tinhso.orgs.api import Agency
from tinhso.records.api import CARRYING_KINDS, kind_name
from tinhso.ui.fields import DateField

KIND_CHOICES = (
    (RuleKind.THRESHOLD, gettext_lazy("Vượt ngưỡng")),
    (RuleKind.TREND, gettext_lazy("Xấu đi liên tiếp")),
    (RuleKind.SEASONAL, gettext_lazy("Khác thường so với cùng kỳ")),
    (RuleKind.NO_DATA, gettext_lazy("Không có số liệu")),
)
_LEVEL_CHOICES = (
    (AreaLevel.PROVINCE, gettext_lazy("Toàn tỉnh")),
    (AreaLevel.DISTRICT, gettext_lazy("Huyện, thị xã, thành phố")),
    (AreaLevel.COMMUNE, gettext_lazy("Xã, phường")),
)
_SIDES = (("up", gettext_lazy("Cao là xấu")), ("down", gettext_lazy("Thấp là xấu")))
_NUMBER = gettext_lazy("Nhập một số, ví dụ 95 hoặc 12,5.")
_MOST_PERIODS, _MOST_STEPS = 12, 12


def _number(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, localize=True, max_digits=24,
        decimal_places=6, error_messages={"invalid": _NUMBER},
    )  # fmt: skip


class RuleForm(forms.Form):
    """A rule: what it watches, where, when it rings, what is to be done."""

    indicator = forms.ChoiceField(
        label=gettext_lazy("Chỉ tiêu"),
        error_messages={"required": gettext_lazy("Chọn chỉ tiêu cần theo dõi.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Tên quy tắc"), max_length=200,
        error_messages={"required": gettext_lazy("Đặt tên cho quy tắc.")},
    )  # fmt: skip
    name_en = forms.CharField(label=gettext_lazy("Tên tiếng Anh"), max_length=200, required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Trong địa bàn"), required=False,
        help_text=gettext_lazy("Quy tắc riêng của một trung tâm điều hành địa phương chọn ở đây."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=gettext_lazy("Xét từng"), choices=_LEVEL_CHOICES, initial=AreaLevel.DISTRICT
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Cảnh báo khi"), choices=KIND_CHOICES, widget=forms.RadioSelect,
        initial=RuleKind.THRESHOLD,
    )  # fmt: skip
    side = forms.ChoiceField(
        label=gettext_lazy("Phía xấu"), choices=_SIDES, widget=forms.RadioSelect, initial="up"
    )
    limit = _number(gettext_lazy("Ngưỡng"), gettext_lazy("Dùng cho “Vượt ngưỡng”."))
    clear_limit = _number(
        gettext_lazy("Ngưỡng trở lại"),
        gettext_lazy("Qua số này mới coi là đã trở lại; để trống nếu bằng ngưỡng."),
    )
    percent = _number(
        gettext_lazy("Mỗi bước xấu đi ít nhất (%)"), gettext_lazy("Dùng cho “Xấu đi liên tiếp”.")
    )
    times = _number(
        gettext_lazy("Lệch quá mấy lần độ lệch thường có"),
        gettext_lazy("Dùng cho “Khác thường so với cùng kỳ”; thường là 2 đến 3."),
    )
    lasts = forms.IntegerField(
        label=gettext_lazy("Kéo dài mấy kỳ liền"), min_value=1, max_value=_MOST_PERIODS, initial=1,
        error_messages={
            "required": gettext_lazy("Nhập số kỳ, từ 1 đến 12."),
            "invalid": gettext_lazy("Nhập số kỳ, từ 1 đến 12."),
        },
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=gettext_lazy("Mức"), choices=Severity.choices, widget=forms.RadioSelect,
        initial=Severity.WARNING,
    )  # fmt: skip
    checklist = forms.CharField(
        label=gettext_lazy("Việc cần làm khi có cảnh báo"), required=False, max_length=2000,
        help_text=gettext_lazy("Mỗi dòng một việc."), widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    needs_document = forms.BooleanField(
        label=gettext_lazy("Chỉ đạo về cảnh báo này phải ra văn bản ký số"), required=False
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Quy tắc đang có hiệu lực"), required=False, initial=True
    )
    note = forms.CharField(label=gettext_lazy("Thay đổi gì"), max_length=300, required=False)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, indicators: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        for name, none, choices in (
            ("indicator", gettext_lazy("Chọn chỉ tiêu"), indicators),
            ("area", gettext_lazy("Toàn tỉnh"), areas),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", none), *choices]

    def clean(self) -> dict[str, Any]:
        """Ask for the number a kind needs."""
        given: dict[str, Any] = super().clean() or {}
        needed = {"THRESHOLD": "limit", "SEASONAL": "times"}.get(given.get("kind", ""))
        if needed and needed not in self.errors and given.get(needed) is None:
            self.add_error(needed, _NUMBER)
        return given

    def written(self) -> Written:
        """Give what was written, as a rule keeps it."""
        given = self.cleaned_data
        name = squeeze(given["name"])
        return Written(
            name=name, name_en=squeeze(given["name_en"]) or name, kind=given["kind"],
            level=given["level"], area_code=given["area"], condition=self._condition(),
            severity=given["severity"],
            checklist=[
                squeeze(line)[:200] for line in given["checklist"].splitlines() if line.strip()
            ][:_MOST_STEPS],
            is_open=given["is_open"], needs_document=given["needs_document"],
        )  # fmt: skip

    def _condition(self) -> dict[str, Any]:
        given = self.cleaned_data
        condition: dict[str, Any] = {"lasts": given["lasts"]}
        if given["side"] == "down":
            condition["is_lower_bad"] = True
        used = {
            "THRESHOLD": ("limit", "clear_limit"),
            "TREND": ("percent",),
            "SEASONAL": ("times",),
        }
        for name in used.get(given["kind"], ()):
            if given[name] is not None:
                condition[name] = f"{Decimal(given[name]).normalize():f}"
        return condition


def written_in_form(written: Written) -> dict[str, object]:
    """Give a rule as its form starts with it."""
    condition = written.condition
    numbers = ("limit", "clear_limit", "percent", "times")
    return {
        "name": written.name, "name_en": written.name_en, "area": written.area_code,
        "level": written.level, "kind": written.kind, "severity": written.severity,
        "side": "down" if condition.get("is_lower_bad") else "up",
        "lasts": condition.get("lasts", 1), "checklist": "\n".join(written.checklist),
        "is_open": written.is_open, "needs_document": written.needs_document,
        **{name: Decimal(str(condition[name])) for name in numbers if condition.get(name)},
    }  # fmt: skip


class WordsForm(forms.Form):
    """A note, or the reason for closing."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Ghi nội dung để người đọc sau hiểu.")},
    )  # fmt: skip


class DirectiveForm(forms.Form):
    """A directive: which agency does what until when, shown by which evidence."""

    agency = forms.ChoiceField(
        label=gettext_lazy("Cơ quan thực hiện"),
        error_messages={"required": gettext_lazy("Chọn cơ quan thực hiện.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Việc cần làm"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Ghi việc cần làm.")},
    )  # fmt: skip
    evidence = forms.CharField(
        label=gettext_lazy("Minh chứng phải nộp"),
        help_text=gettext_lazy("Ví dụ: báo cáo có chữ ký, biên bản kiểm tra, ảnh hiện trường."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi minh chứng phải nộp.")},
    )
    until = DateField(
        label=gettext_lazy("Hạn hoàn thành"),
        error_messages={"required": gettext_lazy("Ghi ngày phải xong.")},
    )

    paper = forms.ChoiceField(label=gettext_lazy("Ra văn bản"), required=False)

    def __init__(
        self, *args: Any, agencies: list[Agency], needs_document: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._offer_papers(needs_document=needs_document)
        self.names = {str(agency.pk): agency.short_name for agency in agencies}
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", gettext_lazy("Chọn cơ quan")), *self.names.items()]

    def _offer_papers(self, *, needs_document: bool) -> None:
        chooser = self.fields["paper"]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared above
        kinds = [(code, kind_name(code)) for code in CARRYING_KINDS]
        none = [] if needs_document else [("", gettext("Không, chỉ giao việc trên hệ thống"))]
        chooser.choices, chooser.required = [*none, *kinds], needs_document
        chooser.help_text = (
            gettext("Quy tắc của cảnh báo này buộc chỉ đạo phải ra văn bản ký số.")
            if needs_document
            else gettext(
                "Việc được giao ngay; dự thảo soạn sẵn, đi đường trình ký như mọi văn bản."
            )
        )

    def ordered(self) -> Ordered:
        """Give what was asked for; the deadline is the end of the working day."""
        given = self.cleaned_data
        return Ordered(
            agency_id=int(given["agency"]), agency_name=self.names[given["agency"]],
            text=given["text"], evidence=given["evidence"], paper_kind=given["paper"],
            due_at=datetime.combine(given["until"], time(17), VIETNAM),
        )  # fmt: skip
