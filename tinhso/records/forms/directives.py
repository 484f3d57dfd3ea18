"""Forms of directives: one of the leader's own, the document it becomes."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from tinhso.records.forms.incoming import OpinionForm, text
from tinhso.records.queries.wording import kind_name
from tinhso.records.rules.carrying import CARRYING_KINDS


def paper_choices() -> list[tuple[str, str]]:
    """Give what a leader chooses from: no document, or one of the kinds that carry directives."""
    return [("", gettext("Không, chỉ giao việc trên hệ thống")), *_kinds()]


def _kinds() -> list[tuple[str, str]]:
    return [(code, kind_name(code)) for code in CARRYING_KINDS]


class DirectiveForm(OpinionForm):
    """A directive that no document asked for."""

    subject = text(
        gettext_lazy("Nội dung chỉ đạo, tóm tắt"),
        longest=500,
        missing=gettext_lazy("Ghi tóm tắt nội dung chỉ đạo."),
        hint=gettext_lazy("Ví dụ: Kết luận họp giao ban tháng 11, giải ngân vốn đầu tư công."),
    )
    evidence = text(
        gettext_lazy("Minh chứng phải nộp"),
        longest=300,
        hint=gettext_lazy("Có ghi ở đây thì phải gửi tệp mới báo cáo hoàn thành được."),
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Ra văn bản"), choices=paper_choices, required=False,
        help_text=gettext_lazy(
            "Việc được giao ngay; dự thảo soạn sẵn, đi đường trình ký như mọi văn bản."
        ),
    )  # fmt: skip
    field_order = (
        "subject", "opinion", "lead", "hours", "title", "evidence", "paper", "helpers",
    )  # fmt: skip

    def offer_choices(self) -> None:
        """Offer the units and people; a directive needs somebody who leads."""
        super().offer_choices()
        lead = self.fields["lead"]
        lead.required = True
        lead.error_messages["required"] = gettext("Chọn đơn vị hoặc người chủ trì.")


class PaperForm(forms.Form):
    """Which kind of document a directive becomes."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=_kinds)
