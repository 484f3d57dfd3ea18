"""Steps other agencies do at the same time (liên thông): opened, then joined before going on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy

from tinhso.cases.events import BranchesOpened, BranchFinished
from tinhso.cases.models import Case, CaseBranch, CasePaper
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, start_act
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.telling import tell_agency
from tinhso.cases.permissions import NotAuthorised, agencies_of
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.documents.api import share_uploads
from tinhso.identity.api import share_person
from tinhso.orgs.api import agency_name
from tinhso.workflow.api import Step, StepPlace, enter_step, leave_step

#: The step another agency does; processes name their own steps only.
BRANCH_STEP = "branch"


class BranchBeyondDue(DomainError):
    """A branch may not be given more time than the whole case has left."""

    code = "branch_beyond_due"
    text = gettext_lazy(
        "Số giờ giao cho cơ quan phối hợp vượt quá hạn trả của cả hồ sơ. Hãy giảm số giờ."
    )


class BranchNotPossible(DomainError):
    """The agency named is the asking one, named twice, or works on a branch already."""

    code = "branch_not_possible"
    text = gettext_lazy(
        "Mỗi cơ quan phối hợp chỉ được giao một việc, và không phải cơ quan của chính bạn."
    )


@dataclass(frozen=True, slots=True)
class BranchRequest:
    """What one agency is to do, in how many working hours."""

    agency_id: int
    task: str
    hours: int


def open_branches(
    *, case: Case, requests: Sequence[BranchRequest], actor: Actor, at: datetime
) -> Case:
    """Give work to other agencies at the same time; each has its own clock, the whole runs on.

    Branches opened while others are open join their group; the step is left when all have ended.

    :raises ReasonRequired: when nothing is asked or a task is empty.
    :raises BranchNotPossible: when an agency cannot get a branch.
    :raises BranchBeyondDue: when a branch would end after the whole.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    if not requests:
        require_reason("")
    locked = start_act(case=case, action=Action.OPEN_BRANCHES, actor=actor)
    _check_agencies(locked, requests, actor)
    agency_ids = sorted({*locked.branch_agency_ids, *(wish.agency_id for wish in requests)})
    group, opened = _group(locked), []
    for wish in requests:
        opened.append(_open(locked, wish, group, actor, at))
    facts = {"branches": [_told(branch) for branch in opened]}
    changes = {"branch_agency_ids": agency_ids}
    act = Act(Action.OPEN_BRANCHES, changes, facts, news=BranchesOpened)
    finish_act(case=locked, act=act, actor=actor, at=at)
    _let_read(locked)
    for branch in opened:
        _tell(locked, branch, at)
    return locked


def _check_agencies(case: Case, requests: Sequence[BranchRequest], actor: Actor) -> None:
    wanted = [wish.agency_id for wish in requests]
    busy = set(_open_branches(case).values_list("agency_id", flat=True))
    is_doubled = len(set(wanted)) != len(wanted)
    if is_doubled or busy.intersection(wanted) or set(actor.agency_ids).intersection(wanted):
        raise BranchNotPossible


def _group(case: Case) -> int:
    running = _open_branches(case).values_list("group", flat=True).first()
    last = CaseBranch.objects.filter(case=case).aggregate(last=Max("group"))["last"]
    return running or (last or 0) + 1


def _open(case: Case, wish: BranchRequest, group: int, actor: Actor, at: datetime) -> CaseBranch:
    due_at = load_calendar().add_working_hours(at, wish.hours)
    if case.due_at is not None and at < case.due_at < due_at:
        raise BranchBeyondDue
    branch = CaseBranch.objects.create(
        case=case,
        group=group,
        agency_id=wish.agency_id,
        task=require_reason(wish.task),
        hours=wish.hours,
        opened_at=at,
        opened_by=actor.name,
        due_at=due_at,
    )
    step = Step(BRANCH_STEP, branch.task[:80], branch.task[:80], "SPECIALIST", wish.hours)
    place = StepPlace(
        wish.agency_id,
        None,
        agencies_of(case),
        case.applicant_id,
        branch=f"branch:{branch.pk}",
        parallel_group=group,
    )
    enter_step(subject=f"case:{case.pk}", step=step, place=place, due_at=due_at, at=at)
    return branch


def _told(branch: CaseBranch) -> dict[str, Any]:
    return {
        "agency": agency_name(branch.agency_id),
        "task": branch.task,
        "hours": branch.hours,
        "due_at": branch.due_at.isoformat(),
    }


def _let_read(case: Case) -> None:
    """Let the agencies of a case read its applicant and its papers."""
    agencies = list(agencies_of(case))
    share_person(person_id=case.applicant_id, agency_ids=agencies)
    papers = CasePaper.objects.filter(case=case).values_list("upload_id", flat=True)
    share_uploads(upload_ids=list(papers), agency_ids=agencies)


def _tell(case: Case, branch: CaseBranch, at: datetime) -> None:
    facts = {"task": branch.task, "answer_due": f"{local(branch.due_at):%H:%M %d/%m/%Y}"}
    tell_agency(
        case=case, agency_id=branch.agency_id, template="branch_received", at=at, facts=facts
    )


def finish_branch(*, branch: CaseBranch, answer: str, actor: Actor, at: datetime) -> Case:
    """End a branch with what the agency found.

    :raises ReasonRequired: when the answer is empty.
    :raises CaseActionRefused: when it has ended, or the case has.
    :raises NotAuthorised: when the actor does not examine cases for that agency.
    """
    text = require_reason(answer)
    locked = start_act(case=branch.case, action=Action.FINISH_BRANCH, actor=actor)
    if branch.agency_id not in actor.agency_ids:
        raise NotAuthorised
    facts = _close(branch, "DONE", text, actor, at)
    facts["is_joined"] = not _open_branches(locked).exists()
    act = Act(Action.FINISH_BRANCH, facts=facts, news=BranchFinished)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def recall_branch(*, branch: CaseBranch, reason: str, actor: Actor, at: datetime) -> Case:
    """Take a branch back that is no longer needed or does not come; the step's holder decides.

    :raises ReasonRequired: when no reason is given.
    :raises CaseActionRefused: when it has ended, or the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    text = require_reason(reason)
    locked = start_act(case=branch.case, action=Action.RECALL_BRANCH, actor=actor)
    facts = _close(branch, "RECALLED", text, actor, at)
    act = Act(Action.RECALL_BRANCH, facts=facts, is_public=False)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def _close(
    branch: CaseBranch, outcome: str, text: str, actor: Actor, at: datetime
) -> dict[str, Any]:
    locked = CaseBranch.objects.select_for_update().get(pk=branch.pk)
    if locked.closed_at is not None:
        raise CaseActionRefused
    locked.closed_at, locked.closed_by = at, actor.name
    locked.outcome, locked.answer = outcome, text
    locked.save(update_fields=["closed_at", "closed_by", "outcome", "answer"])
    subject = f"case:{locked.case_id}"
    leave_step(subject=subject, outcome=outcome, note=text, at=at, branch=f"branch:{locked.pk}")
    key = "answer" if outcome == "DONE" else "reason"
    return {"agency": agency_name(locked.agency_id), key: text}


def close_all_branches(*, case: Case, actor: Actor, at: datetime) -> None:
    """End every open branch because the case itself ends."""
    for branch in _open_branches(case):
        _close(branch, "CASE_CLOSED", "", actor, at)


def _open_branches(case: Case) -> Any:
    return CaseBranch.objects.filter(case=case, closed_at__isnull=True).order_by("pk")
