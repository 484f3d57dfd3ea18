"""What only a person decides: where people of an ended agency go, who decides a matter, a row."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.orgs.api import Agency, AgencyKind, Deciding, Plan, Tier
from tinhso.reorganisation.models import AgencyRow, Reorganisation, Transfer
from tinhso.reorganisation.operations.steps import enter, take_step
from tinhso.reorganisation.permissions import require_preparer
from tinhso.reorganisation.queries import load_plan
from tinhso.reorganisation.rules import State, Step


class ChoiceNotOffered(DomainError):
    """What was chosen is not among what the plan offers."""

    code = "reorganisation_choice_not_offered"
    text = gettext_lazy("Lựa chọn này không có trong phương án. Hãy chọn lại trong danh sách.")


def decide_agency(
    *, reorganisation: Reorganisation, row_id: int, successor_id: int, actor: Actor
) -> AgencyRow:
    """Fix who takes an ended agency's people and what has no place of its own.

    :raises NotAllowed: the actor is no administrator.
    :raises ChoiceNotOffered: the agency does not exist on the day.
    :raises StepRefused: the plan is approved or being carried out.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        take_step(reorganisation.pk, Step.CHANGE_PLAN)
        row = reorganisation.agency_rows.get(pk=row_id)
        there = Agency.objects.at(reorganisation.effective_on)
        if not there.filter(pk=successor_id).exists():
            raise ChoiceNotOffered
        row.successor_id, row.is_decided, row.decided_by = successor_id, True, actor.name
        row.save(update_fields=["successor_id", "is_decided", "decided_by"])
    return row


def confirm_agencies(*, reorganisation: Reorganisation, actor: Actor) -> int:
    """Take over every proposal for agencies as it stands; gives how many.

    :raises NotAllowed: the actor is no administrator.
    :raises StepRefused: the plan is approved or being carried out.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        take_step(reorganisation.pk, Step.CHANGE_PLAN)
        rows = reorganisation.agency_rows.filter(is_decided=False, successor__isnull=False)
        return rows.update(is_decided=True, decided_by=actor.name)


def decide_matters(
    *, reorganisation: Reorganisation, row_ids: Iterable[int], deciding: Deciding, actor: Actor
) -> int:
    """Fix who decides matters after the day; gives how many.

    :raises NotAllowed: the actor is no administrator.
    :raises ChoiceNotOffered: neither the commune's committee nor a department of the new province.
    :raises StepRefused: the plan is approved or being carried out.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        locked = take_step(reorganisation.pk, Step.CHANGE_PLAN)
        _check_deciding(locked, deciding)
        return locked.matter_rows.filter(pk__in=list(row_ids)).update(
            kind=deciding.kind,
            tier=deciding.tier,
            department=deciding.department,
            is_decided=True,
            decided_by=actor.name,
        )


def _check_deciding(reorganisation: Reorganisation, deciding: Deciding) -> None:
    if deciding == Deciding(AgencyKind.PEOPLES_COMMITTEE, Tier.COMMUNE):
        return
    departments = load_plan(reorganisation).places.departments
    is_department = (deciding.kind, deciding.tier) == (AgencyKind.DEPARTMENT, Tier.PROVINCE)
    if not (is_department and deciding.department in departments):
        raise ChoiceNotOffered


def decide_rows(
    *,
    reorganisation: Reorganisation,
    transfer_ids: Iterable[int],
    successor_id: int,
    actor: Actor,
    at: datetime,
    alike: bool = False,
) -> int:
    """Fix where rows go that nothing but a person can place; gives how many.

    :param alike: decide everything that waits for the same agencies, not only the rows named.
    :raises NotAllowed: the actor is no administrator.
    :raises ChoiceNotOffered: the agency is no heir of the agencies the rows come from.
    :raises StepRefused: nothing waits for a decision now.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        state = Reorganisation.objects.get(pk=reorganisation.pk).state
        wanted = State.HELD if state == State.HELD else State.PREVIEWED
        locked = take_step(reorganisation.pk, Step.DECIDE, wanted)
        rows = Transfer.objects.filter(reorganisation=locked).undecided()
        named = rows.filter(pk__in=list(transfer_ids))
        plan = load_plan(locked)
        from_ids = set(named.values_list("predecessor_id", flat=True))
        rows = rows.filter(predecessor_id__in=from_ids) if alike else named
        if any(each and successor_id not in _offered(plan, each) for each in from_ids):
            raise ChoiceNotOffered
        count = rows.update(successor_id=successor_id, reason="", decided_by=actor.name)
        enter("ROWS_DECIDED", locked, {"rows": count, "successor": successor_id}, actor, at)
    return count


def _offered(plan: Plan, agency_id: int) -> set[int]:
    """Give what may take a row of an ended agency: who may decide, and their counters."""
    offered = plan.choices(agency_id)
    counters = plan.places.counters
    return {*offered, *(counters[each] for each in offered if each in counters)}
