"""Applications being written: the office they are for, and the counter that writes them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from tinhso.cases.models import Draft
from tinhso.cases.operations.reorganisation.places import Offices, area_codes
from tinhso.orgs.api import Mover, Placement, Plan, Verdict

_OFFICES = ("competent_agency_id", "created_by_agency_id")


class OpenDrafts:
    """Moves unfiled applications; one whose place is unknown lets its writer choose again."""

    name = "drafts"
    order = 30
    tables = frozenset({"cases_draft"})

    def __init__(self, label: object) -> None:
        self.label = label

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give unfiled applications that name an ended agency."""
        for pk, *named in _waiting(plan).values_list("pk", *_OFFICES).iterator(chunk_size=5000):
            yield pk, Offices(*named).leading(plan)

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Say which office they are for; nobody when the place is not known."""
        rows = _waiting(plan).filter(pk__in=row_ids)
        named = rows.values_list("pk", "version_id", "form", "person__area_code", *_OFFICES)
        return {
            pk: _place(plan, Offices(*offices), version_id, area_codes(version_id, form, home))
            for pk, version_id, form, home, *offices in named
        }

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Point applications to the successors."""
        drafts = list(
            _waiting(plan)
            .filter(pk__in=places)
            .select_for_update(of=("self",))
            .only("pk", *_OFFICES)
        )
        for draft in drafts:
            offices = Offices(draft.competent_agency_id, draft.created_by_agency_id)
            leads = offices.leading(plan) == offices.competent
            after = offices.after(plan, places[draft.pk])
            draft.competent_agency_id = places[draft.pk] if leads else after.competent
            draft.created_by_agency_id = _counter(plan, offices.receiving, after)
        Draft.objects.bulk_update(drafts, ["competent_agency", "created_by_agency"], batch_size=500)
        return frozenset(draft.pk for draft in drafts)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find applications that name an ended agency again; thrown away ones are not lost."""
        back = _waiting(plan).filter(pk__in=moved).values_list("pk", flat=True)
        return Verdict(lost=tuple(sorted(back)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name applications by their procedure."""
        rows = Draft.objects.filter(pk__in=row_ids).values_list("pk", "version__name")
        return {pk: f"{name} · {pk}" for pk, name in rows}


def _waiting(plan: Plan) -> QuerySet[Draft]:
    named = Q()
    for name in _OFFICES:
        named |= Q(**{f"{name}__in": plan.predecessor_ids})
    return Draft.objects.filter(named, case__isnull=True).order_by("pk")


def _place(plan: Plan, offices: Offices, version_id: int, codes: list[str]) -> Placement:
    place = offices.place(plan, version_id, codes)
    return Placement(None) if place.reason and offices.competent in plan.fates else place


def _counter(plan: Plan, counter_id: int | None, after: Offices) -> int | None:
    """Give the counter that goes on writing: its own successor, wherever the matter goes."""
    if counter_id is None or counter_id not in plan.fates:
        return counter_id
    return plan.successor(counter_id).agency_id or after.receiving
