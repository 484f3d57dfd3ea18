"""Closed cases stay as they were; the successor may read them, as their keeper."""

from collections.abc import Iterable, Mapping, Sequence

from tinhso.cases.models import Case
from tinhso.cases.operations.reorganisation.open_cases import (
    OFFICES,
    name_cases,
    offices_of,
    place_cases,
    waiting_cases,
)
from tinhso.cases.operations.reorganisation.sharing import share_with_offices
from tinhso.cases.rules import CLOSED_STATES
from tinhso.core.readers import add_readers_by_key
from tinhso.orgs.api import Mover, Placement, Plan, Verdict


class ClosedCases:
    """Gives closed cases keepers: nothing of them changes but who may read them."""

    name = "closed_cases"
    order = 60
    tables = frozenset({"cases_case"})
    once = True

    def __init__(self, label: object) -> None:
        self.label = label

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give closed cases that name an ended agency."""
        return waiting_cases(Case.objects.filter(state__in=CLOSED_STATES), plan)

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Give the keeper: who would decide the matter now, else who took the agency's people."""
        found = place_cases(plan, row_ids)
        unplaced = [pk for pk, place in found.items() if place.reason]
        rows = Case.objects.filter(pk__in=unplaced).values_list("pk", *OFFICES)
        for pk, *named in rows:
            leading = offices_of(named).leading(plan)
            if leading is not None:
                found[pk] = plan.successor(leading)
        return found

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Let the keepers and their counters read."""
        rows = Case.objects.filter(pk__in=places, state__in=CLOSED_STATES)
        found = list(rows.values_list("pk", "applicant_id", *OFFICES))
        keepers: dict[int, list[int]] = {}
        for pk, _, *named in found:
            after = offices_of(named).after(plan, places[pk])
            keepers[pk] = [each for each in (after.competent, after.receiving) if each]
        add_readers_by_key(
            Case, "id", [(pk, each) for pk, agencies in keepers.items() for each in agencies]
        )
        share_with_offices({pk: applicant for pk, applicant, *_ in found}, keepers)
        return frozenset(keepers)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find closed cases without the keeper they were given."""
        rows = Case.objects.filter(pk__in=moved).values_list("pk", "reader_agency_ids")
        kept = {pk for pk, readers in rows if moved[pk] is None or moved[pk] in readers}
        return Verdict(lost=tuple(sorted(set(moved) - kept)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name cases by code and procedure."""
        return name_cases(row_ids)
