"""Work other agencies do beside a case: it goes on at their successors, with its own deadline."""

from collections.abc import Sequence
from datetime import datetime

from tinhso.cases.models import CaseBranch
from tinhso.orgs.api import Plan, agency_name
from tinhso.workflow.api import leave_step, transfer_branch

MERGED = "MERGED"


def heirs_of_branches(plan: Plan, agency_ids: Sequence[int]) -> list[int]:
    """Give the agencies that work beside a case after the move, in order."""
    return sorted({plan.successor(each).agency_id or each for each in agency_ids})


def move_branches(plan: Plan, case_ids: Sequence[int], at: datetime) -> None:
    """Pass open branches of cases to the successors.

    Two branches that come to one agency become one: the tasks stand together in the older.
    """
    branches = CaseBranch.objects.filter(case_id__in=case_ids, closed_at__isnull=True)
    held: dict[tuple[int, int], CaseBranch] = {}
    moving = []
    for branch in branches.order_by("case_id", "pk"):
        if branch.agency_id in plan.fates:
            moving.append(branch)
        else:
            held[branch.case_id, branch.agency_id] = branch
    for branch in moving:
        heir = plan.successor(branch.agency_id).agency_id
        if heir is None:
            continue
        first = held.setdefault((branch.case_id, heir), branch)
        if first is branch:
            _pass(branch, heir)
        else:
            _merge(branch, first, at)


def _pass(branch: CaseBranch, heir: int) -> None:
    branch.agency_id = heir
    branch.save(update_fields=["agency_id"])
    transfer_branch(subject=f"case:{branch.case_id}", branch=f"branch:{branch.pk}", agency_id=heir)


def _merge(branch: CaseBranch, first: CaseBranch, at: datetime) -> None:
    first.task = f"{first.task}\n{branch.task}"
    first.due_at = max(first.due_at, branch.due_at)
    first.save(update_fields=["task", "due_at"])
    branch.closed_at, branch.outcome = at, MERGED
    branch.answer = agency_name(first.agency_id)
    branch.save(update_fields=["closed_at", "outcome", "answer"])
    leave_step(
        subject=f"case:{branch.case_id}",
        outcome=MERGED,
        note=branch.answer,
        at=at,
        branch=f"branch:{branch.pk}",
    )
