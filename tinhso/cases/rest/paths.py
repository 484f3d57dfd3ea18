"""Which operation each action beside the straight path is, for the JSON API."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import Http404

from tinhso.cases.api import (
    BranchRequest,
    Case,
    CaseActionRefused,
    InspectionPlan,
    InspectionRecord,
    answer_complaint,
    complain,
    finish_branch,
    open_branches,
    plan_inspection,
    recall_branch,
    record_inspection,
)
from tinhso.cases.models import CaseBranch, Complaint
from tinhso.cases.queries import find_branch, find_open_complaint
from tinhso.cases.rest.schemas import ActionBody, ActionName
from tinhso.core.actors import Actor
from tinhso.documents.api import get_upload

Run = Callable[[Case, ActionBody, Actor, datetime], object]


def _open(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    requests = [BranchRequest(row.agency_id, row.task, row.hours) for row in body.branches]
    return open_branches(case=case, requests=requests, actor=actor, at=at)


def _branch(case: Case, body: ActionBody) -> CaseBranch:
    """Give the branch an action names.

    :raises Http404: when the case has none of that key.
    """
    try:
        return find_branch(case, body.branch_id or 0)
    except CaseBranch.DoesNotExist as missing:
        raise Http404 from missing


def _finish(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return finish_branch(branch=_branch(case, body), answer=body.message, actor=actor, at=at)


def _recall(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return recall_branch(branch=_branch(case, body), reason=body.reason, actor=actor, at=at)


def _plan(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    if body.inspection is None:
        raise CaseActionRefused
    wanted = body.inspection
    plan = InspectionPlan(wanted.planned_at, wanted.place, "\n".join(wanted.people))
    return plan_inspection(case=case, plan=plan, actor=actor, at=at)


def _record(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    if body.finding is None:
        raise CaseActionRefused
    photos = [get_upload(token, actor) for token in body.finding.photos]
    record = InspectionRecord(body.finding.outcome, body.message, photos)
    return record_inspection(case=case, record=record, actor=actor, at=at)


def _complain(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return complain(case=case, text=body.message, actor=actor, at=at)


def _answer(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    if body.complaint_outcome is None:
        raise CaseActionRefused
    try:
        waiting = find_open_complaint(case)
    except Complaint.DoesNotExist as missing:
        raise CaseActionRefused from missing
    outcome = body.complaint_outcome
    return answer_complaint(
        complaint=waiting, outcome=outcome, answer=body.message, actor=actor, at=at
    )


PATH_OPERATIONS: Mapping[ActionName, Run] = {
    ActionName.OPEN_BRANCHES: _open,
    ActionName.FINISH_BRANCH: _finish,
    ActionName.RECALL_BRANCH: _recall,
    ActionName.PLAN_INSPECTION: _plan,
    ActionName.RECORD_INSPECTION: _record,
    ActionName.COMPLAIN: _complain,
    ActionName.ANSWER_COMPLAINT: _answer,
}
