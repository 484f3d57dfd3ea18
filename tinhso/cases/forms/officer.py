"""What officers fill in when they act on a case, one form an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import CharField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from tinhso.cases.forms.papers import in_words
from tinhso.cases.models import Case
from tinhso.cases.operations import laws_of
from tinhso.cases.queries import list_colleagues
from tinhso.core.actors import Actor
from tinhso.orgs.api import agency_names_shown, list_agencies, organisation_date
from tinhso.procedures.api import papers_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_RECEIVING_KINDS = frozenset({"ONE_STOP_UNIT", "SERVICE_CENTRE"})
_MOST_WORDS = 2000


def words(
    label: StrOrPromise, hint: StrOrPromise, missing: StrOrPromise = "", rows: int = 4
) -> CharField:
    """Make a question for a few sentences; without words for a missing answer it is optional."""
    return CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=_MOST_WORDS,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ActForm(forms.Form):
    """An act that needs nothing but a decision; forms of other acts add their questions."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        case: Case,
        actor: Actor,
    ) -> None:
        super().__init__(data, files)
        self.case = case
        self.actor = actor
        self.offer_choices()

    def offer_choices(self) -> None:
        """Fill in the choices that depend on the case."""


class LawForm(ActForm):
    """On which law a decision rests: chosen from the procedure's, with article and clause."""

    law = forms.ChoiceField(
        label=gettext_lazy("Căn cứ pháp lý"),
        error_messages={
            "required": gettext_lazy("Chọn văn bản làm căn cứ."),
            "invalid_choice": gettext_lazy("Chọn một văn bản trong danh sách."),
        },
    )
    article = forms.RegexField(
        regex=r"(?i)^\s*((điểm|khoản)\s+\S+\s+)*điều\s+\d+\S*\s*$",
        label=gettext_lazy("Điều, khoản"),
        help_text=gettext_lazy("Ví dụ: khoản 1 Điều 16."),
        max_length=120,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi như: điểm a khoản 1 Điều 16.")},
    )

    def offer_choices(self) -> None:
        """Offer the laws of the procedure."""
        laws = [f"{law['number']}, {law['title']}" for law in laws_of(self.case)]
        choices = [("", gettext_lazy("Chọn trong danh sách")), *((law, law) for law in laws)]
        self.fields["law"].choices = choices  # type: ignore[attr-defined] # a choice field

    @property
    def legal_basis(self) -> str:
        """Give the basis as slips print it."""
        article = " ".join(self.cleaned_data["article"].split())
        law: str = self.cleaned_data["law"]
        return f"{article}, {law}" if article else law


def offered_agencies(actor: Actor) -> list[tuple[str, str]]:
    """Give every agency but the officer's own and the counters, to choose from."""
    keys = [
        agency.pk
        for agency in list_agencies(organisation_date())
        if agency.kind not in _RECEIVING_KINDS and agency.pk not in actor.agency_ids
    ]
    names = agency_names_shown(keys)
    return [(str(key), names[key]) for key in keys]


class RefusalForm(LawForm):
    """Why a filing is not accepted, and on which law that rests."""

    reason = words(
        gettext_lazy("Vì sao không tiếp nhận?"),
        gettext_lazy("Viết để người dân hiểu được và biết phải làm gì tiếp theo."),
        gettext_lazy("Ghi lý do không tiếp nhận."),
    )
    field_order = ("reason", "law", "article")


class SupplementRequestForm(ActForm):
    """What the applicant has to add."""

    reason = words(
        gettext_lazy("Cần bổ sung, sửa điều gì?"),
        gettext_lazy("Ghi hết một lần: chỉ được yêu cầu bổ sung một lần."),
        gettext_lazy("Ghi rõ cần bổ sung điều gì."),
    )
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ cần nộp thêm hoặc thay"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Chọn giấy tờ trong danh sách.")},
    )

    def offer_choices(self) -> None:
        """Offer the papers of the procedure."""
        papers = papers_of(self.case.version, self.case.variant)
        choices = [(paper["code"], in_words(paper["name"])) for paper in papers]
        self.fields["papers"].choices = choices  # type: ignore[attr-defined] # a choice field


class ForwardForm(ActForm):
    """Whom the case goes to, with a note."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Giao cho ai?"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chọn một người trong danh sách.")},
    )
    note = words(
        gettext_lazy("Ghi chú cho người nhận"),
        gettext_lazy("Ví dụ: đã đối chiếu bản gốc, còn phải kiểm tra nơi cư trú."),
        rows=3,
    )

    def offer_choices(self) -> None:
        """Offer everybody who does the next step."""
        colleagues = [
            (str(officer.person_id), f"{officer.full_name} – {officer.position_title}")
            for officer in list_colleagues(self.case)
        ]
        choices = [("", gettext_lazy("Ai nhận trước thì làm")), *colleagues]
        self.fields["person"].choices = choices  # type: ignore[attr-defined] # a choice field


class ReturnForm(ActForm):
    """Why a case goes back one step."""

    reason = words(
        gettext_lazy("Vì sao trả lại?"),
        gettext_lazy("Chỉ cán bộ đọc được. Ghi rõ cần sửa gì."),
        gettext_lazy("Ghi lý do trả lại bước trước."),
    )


class ConsultForm(ActForm):
    """A question to another agency."""

    agency = forms.TypedChoiceField(
        label=gettext_lazy("Hỏi cơ quan nào?"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Chọn cơ quan cần hỏi."),
            "invalid_choice": gettext_lazy("Chọn một cơ quan trong danh sách."),
        },
    )
    question = words(
        gettext_lazy("Nội dung cần hỏi"),
        gettext_lazy(
            "Cơ quan được hỏi chỉ đọc được câu hỏi này, không mở được hồ sơ."
            " Chỉ ghi thông tin cá nhân thật cần thiết."
        ),
        gettext_lazy("Ghi nội dung cần hỏi."),
        rows=6,
    )

    def offer_choices(self) -> None:
        """Offer every agency but the officer's own and the counters."""
        choices = [("", gettext_lazy("Chọn trong danh sách")), *offered_agencies(self.actor)]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined] # a choice field


class WithdrawalForm(ActForm):
    """Why a case is stopped at the applicant's request."""

    reason = words(
        gettext_lazy("Người dân rút hồ sơ vì sao?"),
        gettext_lazy("Ghi theo đơn hoặc lời đề nghị của người nộp tại quầy."),
        gettext_lazy("Ghi lý do người dân nêu."),
    )


class AnswerForm(forms.Form):
    """The answer to another agency's question."""

    answer = words(
        gettext_lazy("Ý kiến trả lời"),
        gettext_lazy("Câu trả lời được đưa vào lịch sử của hồ sơ ở cơ quan hỏi."),
        gettext_lazy("Ghi ý kiến trả lời."),
        rows=6,
    )
