"""What is asked when a document comes in and when it moves on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import VIETNAM
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import list_agencies, organisation_date
from tinhso.records.models import Urgency
from tinhso.records.operations import Assignee, due_after
from tinhso.records.rules import KINDS
from tinhso.ui.fields import DateField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ROLES = ("LEADER", "HEAD_OF_UNIT", "SPECIALIST", "REGISTRAR")
_MOST_HOURS = 8 * 250


def text(
    label: StrOrPromise,
    *,
    longest: int,
    missing: StrOrPromise = "",
    hint: StrOrPromise = "",
    rows: int = 0,
) -> forms.CharField:
    """Make a question for a text; without words for a missing answer it is optional."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=hint,
        error_messages={"required": missing},
        widget=widget,
    )


class ArrivalForm(forms.Form):
    """The columns of the incoming register for what a clerk brings in."""

    author_name = text(
        gettext_lazy("Cơ quan, người gửi (tác giả)"),
        longest=200,
        missing=gettext_lazy("Ghi tên cơ quan hoặc người gửi."),
    )
    notation = text(
        gettext_lazy("Số, ký hiệu"), longest=80, hint=gettext_lazy("Ví dụ: 125/UBND-KGVX.")
    )
    issued_on = DateField(label=gettext_lazy("Ngày ban hành"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Tên loại"),
        choices=[(kind.code, kind.name) for kind in KINDS],
        initial="CV",
    )
    abstract = text(
        gettext_lazy("Trích yếu"),
        longest=500,
        rows=3,
        missing=gettext_lazy("Ghi trích yếu nội dung."),
    )
    urgency = forms.TypedChoiceField(
        label=gettext_lazy("Độ khẩn"), choices=Urgency.choices, coerce=int, initial=Urgency.NORMAL
    )
    due_on = DateField(label=gettext_lazy("Hạn trả lời nơi gửi yêu cầu"), required=False)
    recipient = text(gettext_lazy("Đơn vị, người nhận ghi trên văn bản"), longest=300)
    is_paper = forms.BooleanField(
        label=gettext_lazy("Bản gốc là giấy, tệp là bản quét"),
        help_text=gettext_lazy("Khi chọn, hệ thống không kiểm tra chữ ký số."),
        required=False,
    )
    note = text(gettext_lazy("Ghi chú"), longest=500)

    @property
    def due_at(self) -> datetime | None:
        """Give the end of the last day the sender allows."""
        day = self.cleaned_data["due_on"]
        return datetime.combine(day, time(17), tzinfo=VIETNAM) if day else None


class OfficerForm(forms.Form):
    """A form that may need to know who fills it in."""

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        self.offer_choices()

    def offer_choices(self) -> None:
        """Fill in the choices that depend on the officer."""

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a list its choices."""
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field


class ReasonForm(OfficerForm):
    """Why something is done."""

    reason = text(
        gettext_lazy("Lý do"),
        longest=500,
        rows=3,
        missing=gettext_lazy("Ghi lý do."),
        hint=gettext_lazy("Nơi gửi và người khác đọc được lý do này."),
    )


class NoteForm(OfficerForm):
    """A word that may be left out."""

    note = text(gettext_lazy("Ghi chú"), longest=500, rows=3)


class BareForm(OfficerForm):
    """An act that needs nothing but a decision."""


class ForwardForm(OfficerForm):
    """Which colleagues see a document, with a word to them."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Chuyển cho ai xem?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một người.")},
    )
    note = text(gettext_lazy("Lời nhắn"), longest=500, rows=3)

    def offer_choices(self) -> None:
        """Offer the officer's colleagues."""
        self.offer(
            "people",
            [
                (str(officer.person_id), _named(officer))
                for officer in colleagues(self.actor)
                if officer.person_id != self.actor.person_id
            ],
        )


class AssignmentForm(OfficerForm):
    """Who leads, who helps, until when."""

    lead = forms.ChoiceField(
        label=gettext_lazy("Chủ trì"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chọn trong danh sách.")},
    )
    title = text(
        gettext_lazy("Việc phải làm"),
        longest=500,
        hint=gettext_lazy("Để trống thì lấy trích yếu của văn bản."),
    )
    helpers = forms.MultipleChoiceField(
        label=gettext_lazy("Phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hạn, tính bằng giờ làm việc"),
        help_text=gettext_lazy(
            "8 giờ là một ngày làm việc, 40 giờ là một tuần. Để trống nếu không có hạn."
        ),
        required=False,
        min_value=1,
        max_value=_MOST_HOURS,
        error_messages={"invalid": gettext_lazy("Ghi số giờ, ví dụ 40.")},
    )

    def offer_choices(self) -> None:
        """Offer the units below the officer's agency and its people."""
        self._known = assignees(self.actor)
        choices = [(key, one.name) for key, one in self._known.items()]
        self.offer("lead", [("", gettext_lazy("Chọn trong danh sách")), *choices])  # type: ignore[list-item] # lazy words
        self.offer("helpers", choices)

    @property
    def leader(self) -> Assignee | None:
        """Give who leads, if somebody does."""
        return self._known.get(self.cleaned_data["lead"])

    @property
    def helping(self) -> tuple[Assignee, ...]:
        """Give who helps; who leads does not help as well."""
        chosen = [key for key in self.cleaned_data["helpers"] if key != self.cleaned_data["lead"]]
        return tuple(self._known[key] for key in chosen)

    def due_at(self, at: datetime) -> datetime | None:
        """Give when the working hours from a moment have passed."""
        hours = self.cleaned_data["hours"]
        return due_after(hours, at) if hours else None


class OpinionForm(AssignmentForm):
    """What the leader writes on an incoming document."""

    opinion = text(
        gettext_lazy("Ý kiến chỉ đạo (bút phê)"),
        longest=4000,
        rows=4,
        missing=gettext_lazy("Ghi ý kiến chỉ đạo."),
    )
    field_order: Sequence[str] = ("opinion", "lead", "hours", "title", "helpers")


class PartForm(AssignmentForm):
    """A part of a task for somebody else."""

    title = text(
        gettext_lazy("Việc phải làm"), longest=500, missing=gettext_lazy("Ghi việc phải làm.")
    )
    field_order = ("title", "lead", "hours", "helpers")

    def clean_lead(self) -> Any:
        """Ask for somebody who does it."""
        if not self.cleaned_data["lead"]:
            raise forms.ValidationError(gettext_lazy("Chọn đơn vị hoặc người chủ trì."))
        return self.cleaned_data["lead"]


def colleagues(actor: Actor) -> list[Officer]:
    """Give the officers of the actor's agency who work with documents, leaders first."""
    if actor.agency_id is None:
        return []
    on = organisation_date()
    found = {
        officer.person_id: officer
        for role in reversed(_ROLES)
        for officer in officers_of(actor.agency_id, role, on)
    }
    return sorted(found.values(), key=lambda officer: _ROLES.index(officer.role))


def assignees(actor: Actor) -> dict[str, Assignee]:
    """Give who can be given work: people of the agency, then the units right below it."""
    people = {
        f"p{officer.person_id}": Assignee(officer.agency_id, _named(officer), officer.person_id)
        for officer in colleagues(actor)
    }
    parents = set(actor.agency_ids)
    units = {
        f"a{agency.pk}": Assignee(agency.pk, agency.name)
        for agency in list_agencies(organisation_date())
        if agency.parent_id in parents
    }
    return {**units, **people}


def _named(officer: Officer) -> str:
    return f"{officer.full_name} – {officer.position_title}"
