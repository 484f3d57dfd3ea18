"""Random people do random things to cases at random times; what the law promises always holds.

A rule-based machine: every act is tried by right and wrong hands, in right and wrong states.
After each, the invariants of a case are checked against the database.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.dateparse import parse_datetime
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tinhso.cases.models import Case, CaseBranch, CaseEvent, CasePause
from tinhso.cases.operations import (
    BranchRequest,
    CorrectionPlan,
    InspectionPlan,
    Supplement,
    accept_case,
    answer_complaint,
    assign,
    complain,
    draft_result,
    escalate,
    finish_branch,
    forward_step,
    hand_over_result,
    issue_result,
    notify_stop,
    open_branches,
    plan_inspection,
    prepare_correction,
    provide_supplement,
    recall_branch,
    refuse_case,
    remind,
    request_supplement,
    reschedule,
    return_step,
    sign_result,
    stop_case,
    withdraw_case,
)
from tinhso.cases.rules import MACHINE, NATIONAL_STATE_CODES, fold_changes
from tinhso.cases.tests.factories import AT, Ward, make_case, make_version, make_ward
from tinhso.cases.tests.walk import RESULT_FIELDS
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.errors import DomainError
from tinhso.core.remember import forget_everything
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.ledger.api import find_entries
from tinhso.orgs.tests.factories import make_area
from tinhso.workflow.models import StepRun

LAW = "khoản 1 Điều 16 Luật Hộ tịch"
ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")
FIVE_DAYS = [
    {"channel": channel, "time_limit": {"amount": 5, "unit": "WORKING_DAY"}, "fee_vnd": 0}
    for channel in ("ONLINE", "COUNTER", "POST")
]
#: Acts that may move a promised date, and what must stand among its reasons then.
MOVES_DATE = {"ACCEPT": "LIMIT", "PROVIDE_SUPPLEMENT": "PAUSED", "RESCHEDULE": "RESCHEDULED"}
WAITING = {"SUPPLEMENT_REQUESTED", "PAYMENT_REQUESTED"}
#: What really happened over all runs: a machine that only ever meets refusals proves nothing.
DONE: set[str] = set()
Operation = Callable[..., Any]
ACTS: dict[str, tuple[Operation, dict[str, Any]]] = {
    "accept": (accept_case, {}),
    "refuse": (refuse_case, {"reason": "Sai nơi", "legal_basis": LAW}),
    "ask": (request_supplement, {"reason": "Mờ", "papers": []}),
    "give": (provide_supplement, {"supplement": Supplement(message="Rõ hơn")}),
    "draft": (draft_result, {"fields": RESULT_FIELDS}),
    "forward": (forward_step, {"note": "", "person_id": None}),
    "return": (return_step, {"reason": "Sai"}),
    "notify": (notify_stop, {}),
    "remind": (remind, {"note": ""}),
    "complain": (complain, {"text": "Chậm"}),
    "hand-over": (hand_over_result, {}),
    "sign": (sign_result, {}),
    "issue": (issue_result, {}),
    "correct": (prepare_correction, {"plan": CorrectionPlan("REISSUE", "Mất")}),
}


ENDS: dict[str, tuple[Operation, dict[str, Any]]] = {
    "withdraw": (withdraw_case, {"reason": ""}),
    "stop": (stop_case, {"reason": "Không còn", "legal_basis": LAW}),
}
#: Acts that change nothing when they say again what is already so.
TAKEN_ONCE = (draft_result,)
#: Whose turn each act is, by place among the actors, so that cases get on.
RIGHT_HANDS = {
    "draft": 2,
    "ask": 2,
    "forward": 2,
    "give": 0,
    "complain": 0,
    "remind": 3,
    "hand-over": 0,
    "accept": 1,
    "sign": 4,
    "issue": 5,
}


#: The way from the counter to the applicant's hands.
WAY = ("accept", "draft", "forward", "sign", "issue", "hand-over")


class Desk(RuleBasedStateMachine):
    """One ward, its helper, one citizen with two cases, and time that only goes on."""

    ways: list[dict[str, Any]] = FIVE_DAYS

    def __init__(self) -> None:
        super().__init__()
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        self.at: datetime = AT

    @initialize()
    def open_the_office(self) -> None:
        """Make people and two filed cases."""
        forget_everything()
        with acting_as(SYSTEM):
            self.ward: Ward = make_ward()
            self.helper = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
            account = make_citizen()
            version = make_version(ways=self.ways)
            self.cases = [make_case(account, version).pk for _ in range(2)]
            people = [ward.actor(role) for ward in (self.ward, self.helper) for role in ROLES]
            stranger = actor_of_account(make_citizen(full_name="Lê Văn Khác"))
            self.actors: list[Actor] = [actor_of_account(account), *people, stranger]
        self.attempt(0, 1, accept_case)

    def teardown(self) -> None:
        """Leave nothing behind."""
        transaction.set_rollback(True)
        self.sandbox.__exit__(None, None, None)

    def attempt(self, which: int, who: int, operation: Operation, **words: Any) -> None:
        """Try an act; a refusal must leave everything as it was."""
        case_id, actor = self.cases[which], self.actors[who % len(self.actors)]
        before = self._seen(case_id)
        try:
            with acting_as(actor), transaction.atomic():
                operation(case=Case.objects.get(pk=case_id), actor=actor, at=self.at, **words)
        except (DomainError, Case.DoesNotExist):
            assert self._seen(case_id) == before
            return
        if operation in TAKEN_ONCE and self._seen(case_id) == before:
            return
        self._judge(case_id, before, actor)

    def _seen(self, case_id: int) -> dict[str, Any]:
        with acting_as(SYSTEM):
            row = Case.objects.values().get(pk=case_id)
            return {**row, "entries": len(find_entries(f"case:{case_id}"))}

    def _judge(self, case_id: int, before: dict[str, Any], actor: Actor) -> None:
        after = self._seen(case_id)
        with acting_as(SYSTEM):
            event = CaseEvent.objects.filter(case_id=case_id).latest("ordinal")
        DONE.add(event.kind)
        assert after["event_count"] == before["event_count"] + 1 == event.ordinal
        assert after["entries"] == before["entries"] + 1
        assert MACHINE.allows(action=event.kind, state=before["state"])
        assert after["state"] in NATIONAL_STATE_CODES
        assert set(actor.agency_ids) <= {self.ward.committee.pk, self.ward.office.pk} or (
            event.kind == "FINISH_BRANCH"
        )
        if after["due_at"] != before["due_at"]:
            codes = [reason["code"] for reason in after["due_reasons"]]
            assert MOVES_DATE[event.kind] in codes

    @rule(hours=st.integers(1, 14))
    def time_goes_on(self, hours: int) -> None:
        """Let hours pass."""
        self.at += timedelta(hours=hours)

    @rule(which=st.integers(0, 1), who=st.integers(0, 11), act=st.sampled_from(sorted(ACTS)))
    def anybody_tries_anything(self, which: int, who: int, act: str) -> None:
        """Let a random person try a random act."""
        operation, words = ACTS[act]
        self.attempt(which, who, operation, **words)

    @precondition(lambda self: self.at > AT + timedelta(days=2))
    @rule(which=st.integers(0, 1), who=st.integers(0, 11), act=st.sampled_from(sorted(ENDS)))
    def somebody_ends_it(self, which: int, who: int, act: str) -> None:
        """Let somebody try to end a case that has been under way for a while."""
        operation, words = ENDS[act]
        self.attempt(which, who, operation, **words)

    @rule(which=st.integers(0, 1), act=st.sampled_from(sorted(RIGHT_HANDS)))
    def the_right_person_acts(self, which: int, act: str) -> None:
        """Let whose turn it is act, so that cases get on."""
        operation, words = ACTS[act]
        self.attempt(which, RIGHT_HANDS[act], operation, **words)

    @rule(which=st.integers(0, 1))
    def work_goes_on(self, which: int) -> None:
        """Let whoever's turn it is do the next thing on the way to the result."""
        before = self._seen(self.cases[which])
        for act in WAY:
            self.the_right_person_acts(which, act)
            if self._seen(self.cases[which]) != before:
                return

    @rule(which=st.integers(0, 1), who=st.sampled_from((4, 4, 2)), days=st.integers(1, 12))
    def apology(self, which: int, who: int, days: int) -> None:
        """Try to put the date off."""
        day: date = (self.at + timedelta(days=days)).date()
        self.attempt(which, who, reschedule, new_day=day, reason="Xác minh")

    @rule(which=st.integers(0, 1), who=st.sampled_from((2, 2, 3)), hours=st.integers(1, 12))
    def branch(self, which: int, who: int, hours: int) -> None:
        """Try to give work to the other ward."""
        wish = BranchRequest(self.helper.committee.pk, "Xác minh", hours)
        self.attempt(which, who, open_branches, requests=[wish])

    @rule(which=st.integers(0, 1), who=st.sampled_from((7, 7, 2)), ends=st.booleans())
    def branch_ends(self, which: int, who: int, ends: bool) -> None:
        """Try to end or recall a branch."""
        with acting_as(SYSTEM):
            found = CaseBranch.objects.filter(case_id=self.cases[which]).order_by("-pk").first()
        if found is None:
            return

        def end(*, case: Case, actor: Actor, at: datetime) -> object:
            branch = CaseBranch.objects.select_related("case").get(pk=found.pk)
            if ends:
                return finish_branch(branch=branch, answer="Đúng", actor=actor, at=at)
            return recall_branch(branch=branch, reason="Thôi", actor=actor, at=at)

        self.attempt(which, who, end)

    @rule(which=st.integers(0, 1), who=st.integers(0, 11), hours=st.integers(-2, 30))
    def inspection(self, which: int, who: int, hours: int) -> None:
        """Try to plan a look on the spot."""
        plan = InspectionPlan(self.at + timedelta(hours=hours), "Tại nhà", "Ông An")
        self.attempt(which, who, plan_inspection, plan=plan)

    @rule(which=st.integers(0, 1), who=st.sampled_from((3, 4, 1)))
    def naming(self, which: int, who: int) -> None:
        """Try to name who does the step."""
        person_id = self.actors[2].person_id
        self.attempt(which, who, assign, person_id=person_id, note="")

    @rule(which=st.integers(0, 1), who=st.integers(0, 11))
    def answering(self, which: int, who: int) -> None:
        """Try to answer the complaint."""

        def answer(*, case: Case, actor: Actor, at: datetime) -> object:
            complaint = case.complaints.filter(answered_at=None).select_related("case").first()
            if complaint is None:
                raise Case.DoesNotExist
            words = {"outcome": "UPHELD", "answer": "Xin lỗi"}
            return answer_complaint(complaint=complaint, actor=actor, at=at, **words)

        self.attempt(which, who, answer)

    @rule(which=st.integers(0, 1))
    def platform_watches(self, which: int) -> None:
        """Let the platform look at the clock; hands must not change."""
        kept = ("step_code", "step_agency_id", "step_person_id", "state", "due_at")
        before = self._seen(self.cases[which])
        try:
            with acting_as(SYSTEM), transaction.atomic():
                escalate(case=Case.objects.get(pk=self.cases[which]), at=self.at)
        except DomainError:
            pass
        after = self._seen(self.cases[which])
        assert [after[name] for name in kept] == [before[name] for name in kept]

    @invariant()
    @precondition(lambda self: hasattr(self, "cases"))
    def history_folds_to_the_row(self) -> None:
        """Fold every case's history; check its open stays, its clock and its code."""
        with acting_as(SYSTEM):
            rows = list(Case.objects.filter(pk__in=self.cases).order_by("pk"))
            for row in rows:
                self._check_row(row)
            codes = sorted(row.code for row in rows if row.code)
        days: dict[str, list[int]] = {}
        for code in codes:
            stem, number = code.rsplit("-", 1)
            days.setdefault(stem, []).append(int(number))
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in days.values())

    def _check_row(self, row: Case) -> None:
        events = CaseEvent.objects.filter(case=row).order_by("ordinal")
        assert len(find_entries(f"case:{row.pk}")) == events.count() == row.event_count
        folded = fold_changes(events.values_list("changes", flat=True))
        for name, value in folded.items():
            wanted = parse_datetime(value) if name.endswith("_at") and value else value
            assert getattr(row, name) == wanted, name
        open_runs = list(StepRun.objects.filter(subject=f"case:{row.pk}", left_at=None))
        main = [run for run in open_runs if not run.branch]
        assert len(main) == (1 if row.step_code else 0)
        assert len({run.parallel_group for run in open_runs if run.branch}) <= 1
        pauses = list(CasePause.objects.filter(case=row).order_by("from_at"))
        is_waiting = row.state in WAITING
        assert [pause.to_at is None for pause in pauses].count(True) == int(is_waiting)
        self._check_clock(row, pauses)

    def _check_clock(self, row: Case, pauses: list[CasePause]) -> None:
        """Reckon the promised date anew: five days, plus pauses, plus the one apology."""
        if row.due_at is None or row.accepted_at is None:
            return
        calendar = load_calendar()
        opened = calendar.first_working_day(row.accepted_at.astimezone(AT.tzinfo).date())
        assert row.due_at > calendar.opens_at(opened)
        assert row.reschedule_count <= 1
        assert bool(row.extended_minutes) == bool(row.reschedule_count)
        spans = tuple(
            (pause.from_at, pause.to_at)
            for pause in pauses
            if pause.to_at is not None and pause.from_at >= row.accepted_at
        )
        start = self._start(row.accepted_at)
        paused = sum(
            (calendar.working_minutes_between(max(a, start), b) for a, b in spans if b > start), 0
        )
        whole = calendar.working_minutes_between(start, row.due_at)
        first_day = calendar.working_minutes_between(start, calendar.closes_at(start.date()))
        assert abs(whole - (first_day + 5 * 480 + paused + row.extended_minutes)) <= len(spans) + 1

    def _start(self, accepted_at: datetime) -> datetime:
        calendar, moment = load_calendar(), accepted_at.astimezone(AT.tzinfo)
        day = moment.date()
        if calendar.is_working_day(day) and moment < calendar.closes_at(day):
            return max(moment, calendar.opens_at(day))
        return calendar.opens_at(calendar.next_working_day(day))


@pytest.mark.django_db
def test_whatever_people_do_the_promises_hold() -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert len(DONE) >= 8, sorted(DONE)
    assert {"ACCEPT", "RESCHEDULE"} <= DONE, sorted(DONE)
