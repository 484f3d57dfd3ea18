"""What the indicators slice asks: a correction, a file, its columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.indicators.rules.tables import FIXABLE, PARTS, ColumnMap, guessed

_NUMBER = gettext_lazy("Nhập một số, ví dụ 1250 hoặc 12,5.")


class CorrectionForm(forms.Form):
    """The number that stands from now on, and why."""

    numerator = forms.DecimalField(
        label=gettext_lazy("Tử số"),
        max_digits=30,
        decimal_places=6,
        localize=True,
        error_messages={"required": _NUMBER, "invalid": _NUMBER},
    )
    denominator = forms.DecimalField(
        label=gettext_lazy("Mẫu số"),
        max_digits=30,
        decimal_places=6,
        localize=True,
        error_messages={"required": _NUMBER, "invalid": _NUMBER},
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do đính chính"),
        help_text=gettext_lazy("Ví dụ: đơn vị báo cáo lại, nhập nhầm, cộng trùng."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Ghi lý do để người đọc sau hiểu vì sao số liệu thay đổi.")
        },
    )

    def __init__(self, *args: Any, is_ratio: bool, words: tuple[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["numerator"].help_text = words[0]
        self.fields["denominator"].help_text = words[1]
        if not is_ratio:
            self.fields["numerator"].label = gettext_lazy("Giá trị")
            del self.fields["denominator"]


_PART_LABELS = {
    "indicator": gettext_lazy("Chỉ tiêu (mã hoặc tên)"),
    "area": gettext_lazy("Địa bàn (mã hoặc tên)"),
    "period": gettext_lazy("Kỳ số liệu"),
    "numerator": gettext_lazy("Giá trị, tử số"),
    "denominator": gettext_lazy("Mẫu số"),
    "breakdown": gettext_lazy("Phân tổ"),
}
_FIXED_LABELS = {
    "indicator": gettext_lazy("Hoặc chỉ tiêu chung cho mọi dòng"),
    "area": gettext_lazy("Hoặc địa bàn chung cho mọi dòng"),
    "period": gettext_lazy("Hoặc kỳ chung cho mọi dòng"),
}


class TableFileForm(forms.Form):
    """One file of numbers."""

    file = forms.FileField(
        label=gettext_lazy("Tệp số liệu"),
        help_text=gettext_lazy(
            "CSV (UTF-8), .xlsx, .json hoặc .parquet, tối đa 20 MB. Dòng đầu là tên cột."
        ),
        error_messages={
            "required": gettext_lazy("Chọn tệp số liệu cần nạp."),
            "empty": gettext_lazy("Tệp này trống. Hãy chọn tệp khác."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xlsx,.json,.parquet"}),
    )


_MINUTES = (
    (0, gettext_lazy("Chỉ khi bấm lấy ngay")), (15, gettext_lazy("15 phút một lần")),
    (60, gettext_lazy("Mỗi giờ")), (1440, gettext_lazy("Mỗi ngày")),
    (10080, gettext_lazy("Mỗi tuần")),
)  # fmt: skip


class PullForm(forms.Form):
    """What a source reads from another organisation's database, and how often."""

    connection = forms.ChoiceField(
        label=gettext_lazy("Kết nối"),
        help_text=gettext_lazy("Người quản trị hệ thống khai báo kết nối chỉ đọc."),
        error_messages={"required": gettext_lazy("Chọn một kết nối.")},
    )
    statement = forms.CharField(
        label=gettext_lazy("Câu lệnh đọc"),
        help_text=gettext_lazy(
            "Một câu lệnh SELECT có các cột indicator, area, period, numerator; "
            "thêm denominator, breakdown nếu cần."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Viết câu lệnh đọc số liệu.")},
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Lấy bao lâu một lần"), choices=_MINUTES, coerce=int,
    )  # fmt: skip

    def __init__(self, *args: Any, connections: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["connection"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(name, name) for name in connections]


class ColumnMapForm(forms.Form):
    """Which column gives which part of a fact."""

    def __init__(
        self, *args: Any, columns: Sequence[str], former: Mapping[str, Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        known = {part: name for part, name in former.get("columns", {}).items() if name in columns}
        chosen = {**guessed(columns), **known}
        choices = [("", gettext_lazy("Không có cột")), *((name, name) for name in columns)]
        for part in PARTS:
            self.fields[part] = forms.ChoiceField(
                label=_PART_LABELS[part], choices=choices, required=False, initial=chosen.get(part)
            )
            if part in FIXABLE:
                self.fields[f"fixed_{part}"] = forms.CharField(
                    label=_FIXED_LABELS[part], max_length=120, required=False,
                    initial=former.get("fixed", {}).get(part, ""),
                )  # fmt: skip

    def column_map(self) -> ColumnMap:
        """Give what was chosen; a column wins over a common value."""
        chosen = {part: self.cleaned_data[part] for part in PARTS if self.cleaned_data[part]}
        fixed = {
            part: text.strip()
            for part in FIXABLE
            if part not in chosen and (text := self.cleaned_data[f"fixed_{part}"]).strip()
        }
        return ColumnMap(chosen, fixed)
