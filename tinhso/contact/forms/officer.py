"""What officers write: reasons, answers, where to send, what to publish, calls, rules, articles."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinhso.contact.forms.citizen import category_choices, commune_choices
from tinhso.contact.models import AnswerTemplate, Contact, ContactKind, Priority
from tinhso.contact.operations import public_draft
from tinhso.core.actors import Actor
from tinhso.core.calendar import working_sessions
from tinhso.core.clock import VIETNAM
from tinhso.orgs.api import Agency, find_agency, list_agencies, organisation_date
from tinhso.ui.fields import DateField

_REQUIRED = gettext_lazy("Hãy viết nội dung.")


class ActForm(forms.Form):
    """The base of what an act asks; ``contact`` and ``actor`` narrow the choices."""

    def __init__(self, *args: Any, contact: Contact, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact, self.actor = contact, actor
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values; nothing by itself."""


class ReasonForm(ActForm):
    """A reason others must understand."""

    text = forms.CharField(
        label=gettext_lazy("Lý do"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Hãy viết lý do để người nhận hiểu.")},
    )


class WordsForm(ActForm):
    """Words for the citizen or a colleague."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        error_messages={"required": _REQUIRED},
    )


class NothingForm(ActForm):
    """An act that asks nothing."""


def agency_choices() -> list[tuple[str, str]]:
    """Give the agencies of the day by code, in the reader's language."""
    is_english = get_language() == "en"
    return [("", _("Chọn cơ quan"))] + [
        (one.code, one.name_en if is_english and one.name_en else one.name)
        for one in list_agencies(organisation_date())
        if one.kind in ("PEOPLES_COMMITTEE", "DEPARTMENT", "OTHER")
    ]


class ToAgencyForm(ActForm):
    """Which agency, and why."""

    agency = forms.ChoiceField(
        label=gettext_lazy("Cơ quan"),
        error_messages={"required": gettext_lazy("Hãy chọn cơ quan.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Lý do, yêu cầu"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def prepare(self) -> None:
        """Propose the agency the rules name."""
        self.fields["agency"].choices = agency_choices()  # type: ignore[attr-defined]
        if self.contact.proposed_agency and self.contact.hop_count == 0:
            self.initial["agency"] = self.contact.proposed_agency.code

    def clean_agency(self) -> Agency:
        """Give the agency itself.

        :raises forms.ValidationError: it is no agency of today.
        """
        found = find_agency(self.cleaned_data["agency"], organisation_date())
        if found is None:
            raise forms.ValidationError(_("Hãy chọn cơ quan."))
        return found


class AnswerForm(WordsForm):
    """The answer to the citizen; a template may be its beginning."""

    is_refusal = forms.BooleanField(
        label=gettext_lazy("Đây là lý do không tiếp nhận"), required=False
    )

    def prepare(self) -> None:
        """Begin with what was sent back last, else with nothing; short name a template."""
        last = self.contact.answers.order_by("-number").first()
        if last is not None and last.state == "RETURNED":
            self.initial["text"] = last.text

    def templates(self) -> list[AnswerTemplate]:
        """Give the texts an answer may begin with."""
        return list(AnswerTemplate.objects.order_by("sort_order", "title")[:30])


class ExtensionForm(ReasonForm):
    """Until when, and why."""

    until = DateField(label=gettext_lazy("Gia hạn đến hết ngày"))

    @property
    def until_at(self) -> datetime:
        """Give the end of working time on that day."""
        closing: time = working_sessions(Path(settings.PROVINCE_PACK))[-1][1]
        return datetime.combine(self.cleaned_data["until"], closing, VIETNAM)


class DecisionForm(ActForm):
    """Yes or no, with a word."""

    grants = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("yes", gettext_lazy("Đồng ý")), ("no", gettext_lazy("Không đồng ý"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn đồng ý hay không.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class PublishForm(ActForm):
    """The masked text to publish, beginning with everything that looks personal hidden."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung công khai"),
        help_text=gettext_lazy("Số điện thoại, thư điện tử, số giấy tờ, biển số đã che. Xem lại."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=5000,
        error_messages={"required": _REQUIRED},
    )
    photos = forms.MultipleChoiceField(
        label=gettext_lazy("Ảnh công khai"),
        help_text=gettext_lazy("Chỉ có ảnh đã được xem và che; ảnh khác mở từ trang phản ánh."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        """Begin with the masked text; offer the pictures there are."""
        self.initial["text"] = self.contact.public_text or public_draft(self.contact)
        photos = self.contact.photos.select_related("upload").filter(is_checked=True)
        if photos:
            self.fields["photos"].choices = [  # type: ignore[attr-defined]
                (str(one.pk), f"{one.get_role_display()}: {one.upload.name}")
                for one in photos.order_by("id")
            ]
        else:
            del self.fields["photos"]


class LinkForm(ActForm):
    """The report that is the same matter."""

    code = forms.CharField(
        label=gettext_lazy("Mã phản ánh cùng việc"),
        max_length=40,
        error_messages={"required": gettext_lazy("Nhập mã phản ánh.")},
    )


class ReviewForm(ActForm):
    """Marks from one to five."""

    courtesy = forms.TypedChoiceField(
        label=gettext_lazy("Lịch sự"), choices=[(n, n) for n in range(5, 0, -1)], coerce=int
    )
    correctness = forms.TypedChoiceField(
        label=gettext_lazy("Đúng nội dung"), choices=[(n, n) for n in range(5, 0, -1)], coerce=int
    )
    completeness = forms.TypedChoiceField(
        label=gettext_lazy("Ghi nhận đầy đủ"),
        choices=[(n, n) for n in range(5, 0, -1)],
        coerce=int,
    )
    text = forms.CharField(
        label=gettext_lazy("Nhận xét"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class CallForm(forms.Form):
    """What an operator types while somebody speaks: few fields, in the order of a conversation."""

    phone = forms.CharField(
        label=gettext_lazy("Số gọi đến"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "accesskey": "1"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 3, "accesskey": "2"}),
        min_length=10,
        max_length=5000,
        error_messages={
            "required": _REQUIRED,
            "min_length": gettext_lazy("Hãy viết rõ hơn, ít nhất 10 ký tự."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=ContactKind.choices,
        initial=ContactKind.FIELD_REPORT,
        widget=forms.Select(attrs={"accesskey": "3"}),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        widget=forms.Select(attrs={"accesskey": "4"}),
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Xã, phường"),
        required=False,
        widget=forms.Select(attrs={"accesskey": "5"}),
    )
    address = forms.CharField(label=gettext_lazy("Chỗ cụ thể"), max_length=300, required=False)
    name = forms.CharField(label=gettext_lazy("Họ tên"), max_length=120, required=False)
    priority = forms.ChoiceField(
        label=gettext_lazy("Mức độ"), choices=Priority.choices, initial=Priority.NORMAL
    )
    answer = forms.CharField(
        label=gettext_lazy("Đã trả lời ngay"),
        help_text=gettext_lazy("Viết ở đây nếu câu hỏi đã được trả lời trong cuộc gọi."),
        widget=forms.Textarea(attrs={"rows": 2, "accesskey": "6"}),
        required=False,
        max_length=5000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices("FIELD_REPORT")  # type: ignore[attr-defined]
        self.fields["area"].choices = commune_choices()  # type: ignore[attr-defined]


class ArticleForm(forms.Form):
    """A question and its answer, for the knowledge base."""

    title = forms.CharField(label=gettext_lazy("Câu hỏi"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Trả lời"), widget=forms.Textarea(attrs={"rows": 10}), max_length=10_000
    )
    source = forms.CharField(label=gettext_lazy("Nguồn, căn cứ"), max_length=300, required=False)
    procedure = forms.CharField(
        label=gettext_lazy("Mã thủ tục liên quan"), max_length=120, required=False
    )


class DryRunForm(forms.Form):
    """A matter to try the routing rules with."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=ContactKind.choices)
    category = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Xã, phường"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices("FIELD_REPORT")  # type: ignore[attr-defined]
        self.fields["area"].choices = commune_choices()  # type: ignore[attr-defined]
