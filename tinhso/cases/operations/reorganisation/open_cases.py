"""Open cases: all their offices move together, with steps, papers, slips and questions.

One event a case says so; the promised date stays as it was. What the ended agency's leader had
signed but nobody sealed is signed again by the successor: one result, one authority.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.cases.models import Case, CaseEvent, Consultation
from tinhso.cases.operations.acts import as_json, event_payload
from tinhso.cases.operations.reorganisation.branches import heirs_of_branches, move_branches
from tinhso.cases.operations.reorganisation.places import Offices, area_codes, asked_by
from tinhso.cases.operations.reorganisation.sharing import share_with_offices
from tinhso.cases.operations.reorganisation.telling import order_telling
from tinhso.cases.rules import MACHINE, OPEN_STATES, Action
from tinhso.identity.api import homes_of, officers_at
from tinhso.ledger.api import canonical_payload
from tinhso.orgs.api import Mover, Placement, Plan, Verdict, agency_name
from tinhso.workflow.api import StepMove, transfer_steps

OFFICES = (
    "competent_agency_id",
    "receiving_agency_id",
    "step_agency_id",
    "assisting_agency_id",
)
_POINTERS = {
    "receiving_agency_id": "bigint",
    "competent_agency_id": "bigint",
    "assisting_agency_id": "bigint",
    "step_code": "text",
    "step_role": "text",
    "step_agency_id": "bigint",
    "step_person_id": "bigint",
    "result_id": "bigint",
    "decided_at": "timestamptz",
    "event_count": "int",
}
_UPDATE = " ".join(
    [
        "update cases_case c set",
        ", ".join(f"{name} = moved.{name}" for name in _POINTERS),
        "from unnest(%s::bigint[],",
        ", ".join(f"%s::{kind}[]" for kind in _POINTERS.values()),
        f") moved (id, {', '.join(_POINTERS)}) where c.id = moved.id",
    ]
)


def naming(plan: Plan) -> Q:
    """Give the condition that a case names an ended agency."""
    named = Q(branch_agency_ids__overlap=plan.predecessor_ids)
    for name in OFFICES:
        named |= Q(**{f"{name}__in": plan.predecessor_ids})
    return named


def offices_of(row: Sequence[Any]) -> Offices:
    """Give the offices from a row of the ``OFFICES`` columns."""
    return Offices(*row)


def place_cases(plan: Plan, row_ids: Sequence[int]) -> dict[int, Placement]:
    """Say where cases go; two queries by key alone: the keys come from ``waiting_cases``.

    Joined, PostgreSQL would guess wrongly how few people row security shows.
    """
    columns = ("pk", "version_id", "form", "applicant_id", *OFFICES)
    rows = list(Case.objects.filter(pk__in=row_ids).values_list(*columns))
    homes = homes_of({row[3] for row in rows})
    return {
        pk: offices_of(named).place(plan, version_id, area_codes(version_id, form, homes[person]))
        for pk, version_id, form, person, *named in rows
    }


def waiting_cases(cases: QuerySet[Case], plan: Plan) -> Iterable[tuple[int, int | None]]:
    """Give the cases that name an ended agency, each with the one that leads."""
    rows = cases.filter(naming(plan)).order_by("pk").values_list("pk", *OFFICES)
    for pk, *named in rows.iterator(chunk_size=5000):
        yield pk, offices_of(named).leading(plan)


def name_cases(row_ids: Sequence[int]) -> dict[int, str]:
    """Name cases by code, or look-up code, and procedure."""
    rows = Case.objects.filter(pk__in=row_ids)
    named = rows.values_list("pk", "code", "token", "procedure_name")
    return {pk: f"{code or token} · {name}" for pk, code, token, name in named}


@dataclass(frozen=True, slots=True)
class _Move:
    """One case on its way: where it was, where it goes, the pointers that change."""

    case: Case
    before: Offices
    after: Offices
    changes: dict[str, Any]


class OpenCases:
    """Moves open cases to the successors of their offices."""

    name = "cases"
    order = 40
    tables = frozenset({"cases_case", "cases_consultation", "cases_casebranch"})

    def __init__(self, label: object) -> None:
        self.label = label

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give open cases that name an ended agency."""
        return waiting_cases(Case.objects.filter(state__in=OPEN_STATES), plan)

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Say where they go, by the matter and its place."""
        return place_cases(plan, row_ids)

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Move cases with all that belongs to them; the clock runs on as it ran."""
        rows = Case.objects.filter(pk__in=places, state__in=OPEN_STATES)
        cases = list(
            rows.order_by("pk").select_for_update(of=("self",)).defer("form", "due_reasons")
        )
        holders = officers_at(
            {case.step_person_id for case in cases if case.step_person_id}, plan.effective_on
        )
        moves = [_move(plan, case, places[case.pk], holders) for case in cases]
        if moves:
            _write(moves)
            mover.notes["digest"] = _tell_history(plan, moves, mover)
            _take_along(plan, moves, mover)
            case_ids = [case.pk for case in cases]
            order_telling(reorganisation_id=plan.reorganisation_id, case_ids=case_ids)
        return frozenset(case.pk for case in cases)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find cases that are gone, that nobody keeps, or that were moved twice."""
        there = set(Case.objects.filter(pk__in=moved).values_list("pk", flat=True))
        told = CaseEvent.objects.filter(
            case_id__in=moved, kind=Action.TRANSFER, facts__reorganisation=plan.reorganisation_id
        ).values_list("case_id", flat=True)
        seen: set[int] = set()
        doubled: set[int] = set()
        for case_id in told:
            (doubled if case_id in seen else seen).add(case_id)
        return Verdict(
            lost=tuple(sorted(set(moved) - (there & seen))), doubled=tuple(sorted(doubled))
        )

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name cases by code and procedure."""
        return name_cases(row_ids)


def _names_ended(plan: Plan, case: Case) -> bool:
    named = [getattr(case, name) for name in OFFICES]
    return any(each in plan.fates for each in (*named, *case.branch_agency_ids))


def _move(
    plan: Plan, case: Case, chosen: int | None, holders: Mapping[int, frozenset[int]]
) -> _Move:
    before = Offices(*(getattr(case, name) for name in OFFICES))
    after = before.after(plan, chosen)
    changes: dict[str, Any] = {
        "receiving_agency_id": after.receiving,
        "competent_agency_id": after.competent,
        "assisting_agency_id": after.assisting,
        "step_agency_id": after.step,
    }
    person_id = case.step_person_id
    if person_id is not None and after.step not in holders.get(person_id, ()):
        changes["step_person_id"] = None
    if _waits_for_seal(case) and after.competent != before.competent:
        changes.update(_sign_again(case, after))
    changes["branch_agency_ids"] = heirs_of_branches(plan, case.branch_agency_ids)
    changes = {name: value for name, value in changes.items() if value != getattr(case, name)}
    return _Move(case, before, after, changes)


def _waits_for_seal(case: Case) -> bool:
    return case.step_role == "REGISTRAR" and case.result_id is not None


def _sign_again(case: Case, after: Offices) -> dict[str, Any]:
    step = asked_by(case.version_id).process.find_role("LEADER")
    if step is None:
        return {}
    return {
        "step_code": step.code,
        "step_role": step.role,
        "step_agency_id": after.competent,
        "step_person_id": None,
        "result_id": None,
        "decided_at": None,
    }


def _write(moves: Sequence[_Move]) -> None:
    for move in moves:
        move.changes["event_count"] = move.case.event_count + 1
        for name, value in move.changes.items():
            setattr(move.case, name, value)
    columns = [[getattr(move.case, name) for move in moves] for name in _POINTERS]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [[move.case.pk for move in moves], *columns])
    helped = [move.case for move in moves if "branch_agency_ids" in move.changes]
    Case.objects.bulk_update(helped, ["branch_agency_ids"], batch_size=500)


def _tell_history(plan: Plan, moves: Sequence[_Move], mover: Mover) -> str:
    """Append one event a case; give the digest the ledger commits to for all of them."""
    events = [_event(plan, move, mover) for move in moves]
    CaseEvent.objects.bulk_create(events)
    digest = hashlib.sha256()
    for event in events:
        digest.update(canonical_payload({"case": event.case_id, **event_payload(event)}))
    return digest.hexdigest()


def _event(plan: Plan, move: _Move, mover: Mover) -> CaseEvent:
    case = move.case
    facts = {
        "reorganisation": plan.reorganisation_id,
        "legal_act": plan.legal_act,
        "effective_on": plan.effective_on,
        "from": _name(move.before.competent),
        "to": _name(move.after.competent),
        "counter": _name(move.after.receiving),
    }
    return CaseEvent(
        case_id=case.pk,
        ordinal=case.event_count,
        kind=str(Action.TRANSFER),
        at=mover.at,
        actor_reference=mover.actor.reference,
        actor_name=mover.actor.name,
        from_state=case.state,
        to_state=MACHINE.target(action=Action.TRANSFER, state=case.state),
        facts=as_json(facts),
        changes=as_json({**move.changes, "state": case.state}),
    )


def _name(agency_id: int | None) -> str:
    return agency_name(agency_id) if agency_id is not None else ""


def _take_along(plan: Plan, moves: Sequence[_Move], mover: Mover) -> None:
    """Move what belongs to the cases: steps, questions to others, papers, slips, people's data."""
    transfer_steps(
        moves=[
            StepMove(
                subject=f"case:{move.case.pk}",
                agency_id=move.after.step,
                person_id=move.case.step_person_id,
                step_code=move.case.step_code,
                role=move.case.step_role,
            )
            for move in moves
            if move.after.step is not None
        ],
        at=mover.at,
    )
    move_branches(plan, [move.case.pk for move in moves], mover.at)
    _move_questions(moves)
    share_with_offices(
        {move.case.pk: move.case.applicant_id for move in moves},
        {
            move.case.pk: [each for each in (move.after.competent, move.after.receiving) if each]
            for move in moves
        },
    )


def _move_questions(moves: Sequence[_Move]) -> None:
    """Questions to other agencies are asked by the successor from now on, answers reach it."""
    by_case = {move.case.pk: move for move in moves}
    asked = Consultation.objects.filter(case_id__in=by_case).only(
        "pk", "case_id", "asking_agency_id"
    )
    changed = []
    for question in asked:
        move = by_case[question.case_id]
        before, after = move.before, move.after
        heir = {before.competent: after.competent, before.receiving: after.receiving}
        successor = heir.get(question.asking_agency_id)
        if successor is not None and successor != question.asking_agency_id:
            question.asking_agency_id = successor
            changed.append(question)
    Consultation.objects.bulk_update(changed, ["asking_agency"], batch_size=500)
