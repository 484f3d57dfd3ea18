"""Cases as a data service: how a case stands, by its code, for agencies with an agreement."""

from datetime import datetime

from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field

from tinhso.cases.models import Case
from tinhso.core.errors import DomainError
from tinhso.core.text import squeeze
from tinhso.orgs.api import agency_code
from tinhso.sharing.api import Ask, DataService, Question, Sensitivity, SharedPage, SharedRecord


class CaseNotShared(DomainError):
    """No case has this code."""

    code = "shared_nothing_found"
    text = gettext_lazy("Không có hồ sơ nào mang mã này.")


class CaseStatusRecord(Schema):
    """How a case stands."""

    code: str | None = None
    procedure_name: str | None = None
    state: str | None = None
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    decided_at: datetime | None = None
    competent_agency: str | None = None
    applicant_name: str | None = None


class CaseQuestion(Question):
    """The code on the receipt."""

    code: str = Field(min_length=1, max_length=60)


def answer_case_status(question: CaseQuestion) -> SharedPage:
    """Give the one case of a code.

    :raises CaseNotShared: there is none.
    """
    case = Case.objects.filter(code=squeeze(question.code)).first()
    if case is None or not case.code:
        raise CaseNotShared
    values = {
        "code": case.code,
        "procedure_name": case.procedure_name,
        "state": case.state,
        "accepted_at": case.accepted_at,
        "due_at": case.due_at,
        "decided_at": case.decided_at,
        "competent_agency": agency_code(case.competent_agency_id),
        "applicant_name": case.applicant_name,
    }
    return SharedPage([SharedRecord(values, case.applicant_id, case.code, case.state)])


def states_of_cases(codes: list[str]) -> dict[str, str]:
    """Give how cases stand now, by code."""
    found = Case.objects.filter(code__in=codes).values_list("code", "state")
    return {code: state for code, state in found if code}


CASE_STATUS = DataService(
    code="case-status",
    name=gettext_lazy("Tình trạng hồ sơ theo mã"),
    about=gettext_lazy(
        "Hồ sơ thủ tục hành chính đang ở bước nào, hẹn trả ngày nào, do cơ quan nào giải quyết."
    ),
    sensitivity=Sensitivity.PERSONAL,
    record=CaseStatusRecord,
    question=CaseQuestion,
    answer=answer_case_status,
    personal=frozenset({"applicant_name"}),
    states=states_of_cases,
    labels={
        "code": gettext_lazy("Mã hồ sơ"),
        "procedure_name": gettext_lazy("Thủ tục"),
        "state": gettext_lazy("Trạng thái"),
        "accepted_at": gettext_lazy("Ngày tiếp nhận"),
        "due_at": gettext_lazy("Hẹn trả"),
        "decided_at": gettext_lazy("Ngày quyết định"),
        "competent_agency": gettext_lazy("Cơ quan giải quyết"),
        "applicant_name": gettext_lazy("Họ tên người nộp"),
    },
    asks={
        "code": Ask(
            gettext_lazy("Mã hồ sơ"), gettext_lazy("In trên giấy hẹn, ví dụ H10.32.01-210601-0001.")
        ),
    },
)
