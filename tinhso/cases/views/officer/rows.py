"""Rows of officers' lists, ready to be drawn: every word made here, none in a loop of tags."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.cases.templatetags.cases import STATE_WORDS, case_title
from tinhso.cases.views.officer.deadlines import Deadline, deadline_of
from tinhso.cases.views.officer.words import CHANNEL_WORDS, role_words
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local

_ANY = "token"


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
    words = _Words(reader_id)
    return [_row(case, deadline_of(case, at=at, calendar=calendar), words) for case in cases]


class _Words:
    """What many rows say alike, made once: addresses, words in the reader's language."""

    def __init__(self, reader_id: int | None) -> None:
        self.reader_id = reader_id
        address = reverse("cases:officer_case", args=[_ANY])
        self._before, _mark, self._after = address.partition(_ANY)
        self._states: dict[str, tuple[str, str]] = {}
        self._channels: dict[str, str] = {}
        self._roles: dict[str, str] = {}

    def url(self, token: str) -> str:
        return f"{self._before}{token}{self._after}"

    def state(self, state: str) -> tuple[str, str]:
        if state not in self._states:
            words, tone = STATE_WORDS[state]
            self._states[state] = str(words), str(tone)
        return self._states[state]

    def channel(self, channel: str) -> str:
        if channel not in self._channels:
            self._channels[channel] = str(CHANNEL_WORDS[channel])
        return self._channels[channel]

    def role(self, role: str) -> str:
        if role not in self._roles:
            self._roles[role] = role_words(role)
        return self._roles[role]


def _row(case: Case, deadline: Deadline | None, words: _Words) -> CaseRow:
    state, tone = words.state(case.state)
    due_at = deadline.at if deadline else None
    return CaseRow(
        url=words.url(case.token),
        token=case.token,
        code=case.code or "",
        applicant_name=case.applicant_name,
        procedure_name=case_title(case),
        channel=words.channel(case.channel),
        state=state,
        tone=tone,
        holder=words.role(case.step_role),
        is_named_to_reader=words.reader_id is not None and case.step_person_id == words.reader_id,
        filed=written(case.filed_at),
        due=written(due_at) if due_at else "",
        deadline=deadline,
    )


def written(moment: datetime) -> str:
    """Write a moment the way the tables do, in Vietnam's time."""
    return f"{local(moment):%H:%M %d/%m/%Y}"
