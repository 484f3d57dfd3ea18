"""What is asked when somebody works on a task or decides about it."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.core.clock import VIETNAM
from tinhso.records.forms.incoming import OfficerForm, text
from tinhso.records.models import Direction
from tinhso.records.permissions import official_documents_for
from tinhso.ui.fields import DateField

_MOST_OFFERED = 50


class ProgressForm(OfficerForm):
    """How far the work has come, with a file as evidence."""

    text = text(
        gettext_lazy("Đã làm được gì?"),
        longest=2000,
        rows=4,
        missing=gettext_lazy("Ghi việc đã làm."),
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Hoàn thành khoảng bao nhiêu phần trăm?"),
        min_value=0,
        max_value=100,
        error_messages={
            "required": gettext_lazy("Ghi một số từ 0 đến 100."),
            "invalid": gettext_lazy("Ghi một số từ 0 đến 100."),
        },
    )


class WordsForm(OfficerForm):
    """A few sentences that cannot be left out."""

    text = text(
        gettext_lazy("Nội dung"), longest=2000, rows=4, missing=gettext_lazy("Ghi nội dung.")
    )


class ExtensionForm(OfficerForm):
    """More time: until when and why."""

    until = DateField(
        label=gettext_lazy("Xin làm đến hết ngày"),
        error_messages={"required": gettext_lazy("Ghi ngày xin gia hạn đến.")},
    )
    reason = text(
        gettext_lazy("Vì sao cần thêm thời gian?"),
        longest=500,
        rows=3,
        missing=gettext_lazy("Ghi lý do xin gia hạn."),
    )

    @property
    def until_at(self) -> datetime:
        """Give the end of the day asked for."""
        return datetime.combine(self.cleaned_data["until"], time(17), tzinfo=VIETNAM)


class DecisionForm(OfficerForm):
    """Whether more time is given."""

    grants = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[
            ("yes", gettext_lazy("Đồng ý gia hạn")),
            ("no", gettext_lazy("Không đồng ý, giữ hạn cũ")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn đồng ý hoặc không.")},
    )
    answer = text(gettext_lazy("Lời nhắn"), longest=500, rows=3)


class AnswerForm(OfficerForm):
    """Which outgoing document answers."""

    document = forms.ChoiceField(
        label=gettext_lazy("Văn bản đi trả lời"),
        error_messages={
            "required": gettext_lazy("Chọn văn bản trả lời."),
            "invalid_choice": gettext_lazy("Chọn trong danh sách."),
        },
    )

    def offer_choices(self) -> None:
        """Offer the newest outgoing documents of the officer's agency."""
        rows = official_documents_for(self.actor).filter(
            direction=Direction.OUTGOING, agency_id__in=list(self.actor.agency_ids)
        )
        choices = [
            (row.token, f"{row.notation or gettext_lazy('Dự thảo')}: {row.abstract}")
            for row in rows.order_by("-id")[:_MOST_OFFERED]
        ]
        self.offer("document", [("", gettext_lazy("Chọn trong danh sách")), *choices])  # type: ignore[list-item] # lazy words
