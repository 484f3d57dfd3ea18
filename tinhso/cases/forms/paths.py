"""What officers fill in on the paths beside the straight one, one form an act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from tinhso.cases.forms.officer import ActForm, LawForm, offered_agencies, words
from tinhso.cases.models import ComplaintOutcome, InspectionOutcome
from tinhso.cases.queries import list_branches
from tinhso.core.clock import VIETNAM
from tinhso.identity.api import officers_of
from tinhso.orgs.api import organisation_date
from tinhso.ui.fields import DateField

MOST_BRANCHES = 3
CHOOSE = gettext_lazy("Chọn trong danh sách")
FROM_LIST = {
    "required": gettext_lazy("Chọn một mục trong danh sách."),
    "invalid_choice": gettext_lazy("Chọn một mục trong danh sách."),
}


class AssignForm(ActForm):
    """Who is to do the open step."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Giao cho ai?"), coerce=int, error_messages=FROM_LIST
    )
    note = words(gettext_lazy("Ghi chú cho người nhận"), "", rows=3)

    def offer_choices(self) -> None:
        """Offer everybody who does the open step, but whoever has it."""
        agency_id = self.case.step_agency_id or 0
        colleagues = officers_of(agency_id, self.case.step_role, organisation_date())
        choices = [
            (str(officer.person_id), f"{officer.full_name} – {officer.position_title}")
            for officer in colleagues
            if officer.person_id != self.case.step_person_id
        ]
        self.fields["person"].choices = [("", CHOOSE), *choices]  # type: ignore[attr-defined] # a choice field


class RemindForm(ActForm):
    """What a head says when reminding."""

    note = words(
        gettext_lazy("Lời nhắn"), gettext_lazy("Người đang giữ hồ sơ nhận được thông báo."), rows=3
    )


class RescheduleForm(ActForm):
    """Why the answer comes later, and when."""

    reason = words(
        gettext_lazy("Vì sao chưa trả được đúng hẹn?"),
        gettext_lazy("In trên phiếu xin lỗi. Viết để người dân hiểu được."),
        gettext_lazy("Ghi lý do hẹn lại."),
    )
    new_day = DateField(
        label=gettext_lazy("Ngày hẹn trả mới"),
        help_text=gettext_lazy("Cuối giờ làm việc của ngày này. Chỉ được hẹn lại một lần."),
        error_messages={"required": gettext_lazy("Nhập ngày hẹn trả mới.")},
    )


class StopForm(LawForm):
    """Why the agency stops a case, and on which law that rests."""

    reason = words(
        gettext_lazy("Vì sao dừng giải quyết?"),
        gettext_lazy("In trên thông báo dừng. Viết để người dân hiểu được."),
        gettext_lazy("Ghi lý do dừng giải quyết."),
    )
    field_order = ("reason", "law", "article")


class BranchesForm(ActForm):
    """Which agencies do what at the same time, in how many hours; up to three at once."""

    def __init__(self, *args: Any, **words_: Any) -> None:
        super().__init__(*args, **words_)
        choices = [("", CHOOSE), *offered_agencies(self.actor)]
        for number in range(1, MOST_BRANCHES + 1):
            is_needed, place = number == 1, {"number": number}
            self.fields[f"agency_{number}"] = forms.TypedChoiceField(
                label=format_lazy(gettext_lazy("Cơ quan phối hợp {number}"), **place),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=is_needed,
                error_messages={**FROM_LIST, "required": gettext_lazy("Chọn cơ quan phối hợp.")},
            )
            self.fields[f"task_{number}"] = words(
                format_lazy(gettext_lazy("Việc cơ quan {number} cần làm"), **place),
                gettext_lazy("Cơ quan phối hợp đọc được toàn bộ hồ sơ này.") if is_needed else "",
                gettext_lazy("Ghi việc cần làm.") if is_needed else "",
                rows=2,
            )
            self.fields[f"hours_{number}"] = forms.IntegerField(
                label=format_lazy(gettext_lazy("Số giờ của cơ quan {number}"), **place),
                help_text=gettext_lazy("8 giờ là một ngày làm việc.") if is_needed else "",
                min_value=1,
                max_value=400,
                required=is_needed,
                initial=8 if is_needed else None,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
                error_messages={
                    "required": gettext_lazy("Ghi số giờ làm việc."),
                    "invalid": gettext_lazy("Ghi một số từ 1 đến 400."),
                },
            )

    def clean(self) -> dict[str, Any]:
        """Ask for task and hours of every agency chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(2, MOST_BRANCHES + 1):
            if cleaned.get(f"agency_{number}") and not cleaned.get(f"task_{number}"):
                self.add_error(f"task_{number}", gettext_lazy("Ghi việc cần làm."))
            if cleaned.get(f"agency_{number}") and not cleaned.get(f"hours_{number}"):
                self.add_error(f"hours_{number}", gettext_lazy("Ghi số giờ làm việc."))
        return cleaned


class BranchChoiceForm(ActForm):
    """Which open branch is meant."""

    branch = forms.TypedChoiceField(
        label=gettext_lazy("Việc nào?"), coerce=int, error_messages=FROM_LIST
    )

    def offer_choices(self) -> None:
        """Offer the open branches; one that is alone is chosen already."""
        found = [branch for branch in list_branches(self.case) if branch.closed_at is None]
        wanted = [branch for branch in found if self.concerns(branch.agency_id)]
        choices = [(str(b.pk), f"{b.agency.short_name}: {b.task[:80]}") for b in wanted]
        first = [] if len(choices) == 1 else [("", CHOOSE)]
        self.fields["branch"].choices = [*first, *choices]  # type: ignore[attr-defined] # a choice field

    def concerns(self, agency_id: int) -> bool:
        """Tell whether a branch of an agency is meant."""
        return True


class RecallForm(BranchChoiceForm):
    """Which branch is taken back, and why."""

    reason = words(
        gettext_lazy("Vì sao rút?"),
        gettext_lazy("Cơ quan phối hợp đọc được lý do này."),
        gettext_lazy("Ghi lý do rút việc."),
    )


class FinishBranchForm(BranchChoiceForm):
    """What the officer's agency found."""

    answer = words(
        gettext_lazy("Kết quả phối hợp"),
        gettext_lazy("Cơ quan giải quyết đọc câu trả lời này và tiếp tục hồ sơ."),
        gettext_lazy("Ghi kết quả phối hợp."),
        rows=6,
    )

    def concerns(self, agency_id: int) -> bool:
        """Take only branches of the officer's own agencies."""
        return agency_id in self.actor.agency_ids


class PlanInspectionForm(ActForm):
    """When and where, and who goes."""

    day = DateField(
        label=gettext_lazy("Ngày kiểm tra"),
        error_messages={"required": gettext_lazy("Nhập ngày kiểm tra.")},
    )
    time = forms.TimeField(
        label=gettext_lazy("Giờ kiểm tra"),
        help_text=gettext_lazy("Ví dụ: 08:30."),
        widget=forms.TextInput(attrs={"size": 6, "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập giờ kiểm tra."),
            "invalid": gettext_lazy("Nhập giờ như 08:30."),
        },
    )
    place = forms.CharField(
        label=gettext_lazy("Địa điểm"),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi địa điểm kiểm tra.")},
    )
    people = words(
        gettext_lazy("Thành phần kiểm tra"),
        gettext_lazy("Mỗi người một dòng: họ tên, cơ quan."),
        gettext_lazy("Ghi ai tham gia kiểm tra."),
    )

    @property
    def planned_at(self) -> datetime:
        """Give the moment planned, in Vietnam's time."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return datetime.combine(day, time, tzinfo=VIETNAM)


class ManyFilesInput(forms.FileInput):
    """Lets several files be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        """Give every file chosen."""
        return list(files.getlist(name)) if isinstance(files, MultiValueDict) else []


class ManyFilesField(forms.FileField):
    """Several files under one question."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Give the files as they came; each is checked when it is received."""
        return [file for file in data or [] if file]


class RecordInspectionForm(ActForm):
    """What was found on the spot."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=[
            (InspectionOutcome.CONFORMS, gettext_lazy("Đạt yêu cầu")),
            (InspectionOutcome.PARTLY, gettext_lazy("Đạt một phần")),
            (InspectionOutcome.FAILS, gettext_lazy("Không đạt")),
        ],
        widget=forms.RadioSelect,
        error_messages={**FROM_LIST, "required": gettext_lazy("Chọn kết luận.")},
    )
    minutes = words(
        gettext_lazy("Biên bản"),
        gettext_lazy("Ghi những gì đã thấy, ai có mặt, ý kiến các bên."),
        gettext_lazy("Ghi nội dung biên bản."),
        rows=8,
    )
    photos = ManyFilesField(
        label=gettext_lazy("Ảnh hiện trường"),
        help_text=gettext_lazy(
            "JPEG hoặc PNG, chọn được nhiều ảnh. Nơi chụp ghi trong ảnh bị xoá."
        ),
        required=False,
        widget=ManyFilesInput(attrs={"accept": "image/jpeg,image/png"}),
    )


class ComplaintForm(ActForm):
    """What the applicant complains about."""

    text = words(
        gettext_lazy("Người dân khiếu nại điều gì?"),
        gettext_lazy("Ghi theo đơn hoặc lời trình bày. Khiếu nại chuyển đến thủ trưởng cơ quan."),
        gettext_lazy("Ghi nội dung khiếu nại."),
        rows=6,
    )


class AnswerComplaintForm(ActForm):
    """How a complaint is settled."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=[
            (ComplaintOutcome.UPHELD, gettext_lazy("Khiếu nại đúng")),
            (ComplaintOutcome.PARTLY, gettext_lazy("Khiếu nại đúng một phần")),
            (ComplaintOutcome.REJECTED, gettext_lazy("Khiếu nại không đúng")),
        ],
        widget=forms.RadioSelect,
        error_messages={**FROM_LIST, "required": gettext_lazy("Chọn kết luận.")},
    )
    answer = words(
        gettext_lazy("Trả lời người khiếu nại"),
        gettext_lazy("Nói rõ cơ quan đã làm gì, sẽ làm gì, và quyền khiếu nại tiếp."),
        gettext_lazy("Ghi nội dung trả lời."),
        rows=6,
    )
