"""Rows of officers' lists, ready to be drawn: every word made here, none in a loop of tags."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.cases.templatetags.cases import STATE_WORDS
from tinhso.cases.views.officer.deadlines import Deadline, deadline_of
from tinhso.cases.views.officer.words import CHANNEL_WORDS, role_words
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list of cases."""

    url: str
    token: str
    code: str
    applicant_name: str
    procedure_name: str
    channel: str
    state: str
    tone: str
    holder: str
    is_named_to_reader: bool
    filed: str
    due: str
    deadline: Deadline | None


def case_rows(cases: Iterable[Case], *, reader_id: int | None, at: datetime) -> list[CaseRow]:
    """Describe cases for a table; one query for the calendar, none a row."""
    calendar = load_calendar()
    return [_row(case, deadline_of(case, at=at, calendar=calendar), reader_id) for case in cases]


def _row(case: Case, deadline: Deadline | None, reader_id: int | None) -> CaseRow:
    words, tone = STATE_WORDS[case.state]
    due_at = deadline.at if deadline else None
    return CaseRow(
        url=reverse("cases:officer_case", args=[case.token]),
        token=case.token,
        code=case.code or "",
        applicant_name=case.applicant_name,
        procedure_name=case.procedure_name,
        channel=str(CHANNEL_WORDS[case.channel]),
        state=str(words),
        tone=str(tone),
        holder=role_words(case.step_role),
        is_named_to_reader=reader_id is not None and case.step_person_id == reader_id,
        filed=written(case.filed_at),
        due=written(due_at) if due_at else "",
        deadline=deadline,
    )


def written(moment: datetime) -> str:
    """Write a moment the way the tables do, in Vietnam's time."""
    return f"{local(moment):%H:%M %d/%m/%Y}"
