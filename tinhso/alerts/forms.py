"""What is asked when somebody handles an alert."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.alerts.operations.handling import Ordered
from tinhso.core.clock import VIETNAM
from tinhso.orgs.api import Agency
from tinhso.ui.fields import DateField


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

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = {str(agency.pk): agency.short_name for agency in agencies}
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", gettext_lazy("Chọn cơ quan")), *self.names.items()]

    def ordered(self) -> Ordered:
        """Give what was asked for; the deadline is the end of the working day."""
        given = self.cleaned_data
        return Ordered(
            agency_id=int(given["agency"]), agency_name=self.names[given["agency"]],
            text=given["text"], evidence=given["evidence"],
            due_at=datetime.combine(given["until"], time(17), VIETNAM),
        )  # fmt: skip
