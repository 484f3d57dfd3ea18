"""Detours of the demonstration's stories: apologies, branches, inspections, stops, complaints."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Protocol

from tinhso.cases.models import Case, CaseBranch, CaseState, Complaint
from tinhso.cases.operations.acts import CaseActionRefused
from tinhso.cases.operations.branches import BranchRequest, finish_branch, open_branches
from tinhso.cases.operations.closing import stop_case
from tinhso.cases.operations.complaints import answer_complaint, complain
from tinhso.cases.operations.corrections import (
    CorrectionPlan,
    issue_correction,
    prepare_correction,
    sign_correction,
)
from tinhso.cases.operations.delays import escalate, reschedule
from tinhso.cases.operations.inspections import (
    InspectionPlan,
    InspectionRecord,
    plan_inspection,
    record_inspection,
)
from tinhso.cases.operations.leading import remind
from tinhso.cases.queries import cases_to_watch
from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.identity.api import (
    DelegationKind,
    DelegationPlan,
    Officer,
    delegate,
    officers_of,
)
from tinhso.orgs.api import list_agencies, organisation_date

Story = Iterator[datetime]
_WATCHED_AT_MOST = 400


class Teller(Protocol):
    """What a detour needs of a story: its cast, its case, and when the next act comes."""

    chance: random.Random
    case: Case | None

    @property
    def citizen(self) -> Actor:
        """Give the applicant."""

    def officer(self, role: str) -> Actor:
        """Give an officer of the case's offices."""

    def act(self, actor: Actor, operation: Callable[..., Any], **words: Any) -> None:
        """Let somebody act on the case."""

    def later(self, at: datetime, most_hours: int) -> datetime:
        """Give a later moment of working time."""


def as_actor(found: Officer) -> Actor:
    """Give an officer as who acts."""
    return Actor(
        kind=ActorKind.OFFICER,
        name=found.full_name,
        person_id=found.person_id,
        position_id=found.position_id,
        agency_ids=(found.agency_id,),
        roles=frozenset({found.role}),
    )


def detour(teller: Teller, at: datetime) -> Story:
    """Tell what happens beside the straight path while a specialist has the case, if anything."""
    luck = teller.chance.random()
    if luck < 0.14:
        yield from _apology(teller, at)
    elif luck < 0.24:
        yield from _inspection(teller, at)
    elif luck < 0.36:
        yield from _branch(teller, at)
    elif luck < 0.40:
        teller.act(teller.officer("LEADER"), remind, note="Hồ sơ gấp, giải quyết sớm.", at=at)
    elif luck < 0.44:
        _stop(teller, at)
    elif luck < 0.52:
        yield from _complaint(teller, at)


def _apology(teller: Teller, at: datetime) -> Story:
    """Apologise while there is time; the next act comes after the first date."""
    case = teller.case
    if case is None or case.due_at is None or at >= case.due_at:
        return
    day = load_calendar().add_working_days(local(case.due_at).date(), teller.chance.randint(2, 5))
    why = "Phải xác minh thêm với nơi cư trú trước của người nộp."
    teller.act(teller.officer("LEADER"), reschedule, new_day=day, reason=why, at=at)
    yield teller.later(at, 12)


def _inspection(teller: Teller, at: datetime) -> Story:
    when = load_calendar().add_working_hours(at, 6)
    plan = InspectionPlan(when, "Nơi ghi trong tờ khai", "Chuyên viên thụ lý\nĐại diện khu phố")
    officer = teller.officer("SPECIALIST")
    teller.act(officer, plan_inspection, plan=plan, at=at)
    done_at = when + timedelta(minutes=50)
    yield done_at
    minutes = "Hiện trạng đúng như tờ khai. Người nộp có mặt và đồng ý với biên bản."
    teller.act(officer, record_inspection, record=InspectionRecord("CONFORMS", minutes), at=done_at)


def _branch(teller: Teller, at: datetime) -> Story:
    """Ask another agency and wait; in some stories it has not answered yet."""
    helper = _helper(teller)
    if helper is None or teller.case is None:
        return
    wish = BranchRequest(helper.agency_ids[0], "Đối chiếu thông tin đang quản lý, trả lời.", 4)
    if teller.case.due_at is not None and at > teller.case.due_at - timedelta(days=2):
        return
    teller.act(teller.officer("SPECIALIST"), open_branches, requests=[wish], at=at)
    answered_at = teller.later(at, 7)
    yield answered_at
    with acting_as(helper):
        branch = CaseBranch.objects.select_related("case").get(case=teller.case, closed_at=None)
        answer = "Thông tin khớp với dữ liệu đang quản lý."
        finish_branch(branch=branch, answer=answer, actor=helper, at=answered_at)


def _helper(teller: Teller) -> Actor | None:
    case = teller.case
    offices = [
        agency.pk
        for agency in list_agencies(organisation_date())
        if agency.kind == "DEPARTMENT" and case and agency.pk != case.competent_agency_id
    ]
    teller.chance.shuffle(offices)
    found = (officers_of(pk, "SPECIALIST", organisation_date()) for pk in offices[:5])
    return next((as_actor(officers[0]) for officers in found if officers), None)


def _stop(teller: Teller, at: datetime) -> None:
    if teller.case is None:
        return
    first = teller.case.version.content["legal_basis"][0]
    law = str(first["number"] or first["title"])
    words = {"reason": "Người nộp trùng hồ sơ đã giải quyết.", "legal_basis": law}
    teller.act(teller.officer("LEADER"), stop_case, at=at, **words)


def _complaint(teller: Teller, at: datetime) -> Story:
    """Complain; half of the complaints are answered."""
    text = "Tôi gọi ba lần chưa ai cho biết hồ sơ đến đâu."
    teller.act(teller.citizen, complain, text=text, at=at)
    answered_at = teller.later(at, 20)
    yield answered_at
    if teller.chance.random() < 0.5:
        return
    leader = teller.officer("LEADER")
    with acting_as(leader):
        complaint = Complaint.objects.select_related("case").get(case=teller.case)
        answer = "Cơ quan xin lỗi. Đã giao một người trả lời điện thoại trong giờ làm việc."
        words = {"outcome": "UPHELD", "answer": answer}
        answer_complaint(complaint=complaint, actor=leader, at=answered_at, **words)


def afterthought(teller: Teller, at: datetime) -> Story:
    """Issue some results again, for people who lost theirs; some wait for the signature."""
    if teller.case is None or teller.case.state not in {CaseState.FINISHED, CaseState.RETURNED}:
        return
    if teller.chance.random() > 0.12:
        return
    at = teller.later(at, 16)
    yield at
    plan = CorrectionPlan("REISSUE", "Người nộp làm hỏng bản in và đề nghị cấp lại.")
    teller.act(teller.officer("SPECIALIST"), prepare_correction, plan=plan, at=at)
    for role, operation in (("LEADER", sign_correction), ("REGISTRAR", issue_correction)):
        at = teller.later(at, 12)
        yield at
        teller.act(teller.officer(role), operation, at=at)


def watch_the_clock(until: datetime) -> int:
    """Tell upwards what the scheduled watch would have told by now; gives how many were told."""
    told = 0
    with acting_as(SYSTEM):
        for case_id in cases_to_watch(at=until)[:_WATCHED_AT_MOST]:
            try:
                told += escalate(case=Case.objects.get(pk=case_id), at=until) is not None
            except CaseActionRefused:
                continue
    return told


def lend_signatures(until: datetime) -> int:
    """Let deputies sign for a few leaders who are away this week; gives how many do."""
    first, given = local(until).date(), 0
    for agency in list_agencies(organisation_date()):
        leaders = officers_of(agency.pk, "LEADER", organisation_date())
        if len(leaders) < 2 or given == 5:
            continue
        plan = DelegationPlan(
            kind=DelegationKind.SIGNING,
            agency_id=agency.pk,
            from_person_id=leaders[0].person_id,
            to_person_id=leaders[1].person_id,
            valid_from=first,
            valid_to=first + timedelta(days=7),
            reason="Đi công tác",
        )
        with acting_as(as_actor(leaders[0])):
            delegate(plan=plan, actor=as_actor(leaders[0]), at=until, today=first)
        given += 1
    return given
