"""How people take part in a reorganisation: officers go on at the successor, homes get new codes.

An appointment ends on the day and a new one begins at the successor for the same person; accounts
stay. Who held a post before is read from appointments as they were.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.identity.models import Appointment, Person
from tinhso.identity.permissions import forget_presence
from tinhso.orgs.api import Mover, Placement, Plan, Verdict, positions_for


class Officers:
    """Appoints the officers of ended agencies at the successors."""

    name = "officers"
    order = 10
    tables = frozenset({"identity_appointment"})

    def __init__(self, label: object) -> None:
        self.label = label

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give appointments at ended agencies that would go on past the day."""
        yield from _held(plan).values_list("pk", "agency_id").iterator(chunk_size=5000)

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Give who takes the agency's people."""
        rows = _held(plan).filter(pk__in=row_ids).values_list("pk", "agency_id")
        return {pk: plan.successor(agency_id) for pk, agency_id in rows}

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """End appointments on the day and begin the same at the successor."""
        rows = _held(plan).filter(pk__in=places).select_related("position")
        held = list(rows.select_for_update(of=("self",)))
        by_successor: defaultdict[int, list[Appointment]] = defaultdict(list)
        for appointment in held:
            by_successor[places[appointment.pk] or appointment.agency_id].append(appointment)
        for successor_id, appointments in by_successor.items():
            _appoint(appointments, successor_id, plan)
        Appointment.objects.filter(pk__in=[each.pk for each in held]).update(
            valid_to=plan.effective_on
        )
        forget_presence()
        return frozenset(each.pk for each in held)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find people whose appointment ended without a new one at the successor."""
        ended = Appointment.objects.filter(pk__in=moved).values_list("pk", "person_id")
        now = Appointment.objects.at(plan.effective_on).filter(agency_id__in=set(moved.values()))
        there = set(now.values_list("person_id", "agency_id"))
        kept = {pk for pk, person_id in ended if (person_id, moved[pk]) in there}
        return Verdict(lost=tuple(sorted(set(moved) - kept)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name officers by name and post: both are public."""
        rows = Appointment.objects.filter(pk__in=row_ids)
        named = rows.values_list("pk", "person__full_name", "position__title")
        return {pk: f"{name} · {title}" for pk, name, title in named}


def _held(plan: Plan) -> QuerySet[Appointment]:
    day = plan.effective_on
    beyond = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = Appointment.objects.filter(beyond, agency_id__in=plan.predecessor_ids)
    return rows.filter(valid_from__lt=day).order_by("pk")


def _appoint(appointments: Sequence[Appointment], successor_id: int, plan: Plan) -> None:
    positions = positions_for(
        agency_id=successor_id,
        like=[each.position for each in appointments],
        on=plan.effective_on,
    )
    Appointment.objects.bulk_create(
        [
            Appointment(
                person_id=each.person_id,
                position=positions[each.position_id],
                agency_id=successor_id,
                role=each.role,
                valid_from=plan.effective_on,
                valid_to=each.valid_to,
            )
            for each in appointments
        ],
        ignore_conflicts=True,
    )


class Homes:
    """Writes the new code of the commune a person lives in, where it has one successor."""

    name = "homes"
    order = 90
    tables: frozenset[str] = frozenset()
    once = True

    def __init__(self, label: object) -> None:
        self.label = label

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give people known before the day whose commune ended."""
        rows = Person.objects.filter(area_code__in=list(_new_codes(plan)))
        if plan.took_effect_at is not None:
            rows = rows.filter(created_at__lt=plan.took_effect_at)
        for pk in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000):
            yield pk, None

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Give the new commune's committee, to count by."""
        codes = _new_codes(plan)
        rows = Person.objects.filter(pk__in=row_ids).values_list("pk", "area_code")
        committees = plan.places.committees
        return {pk: Placement(committees.get(codes.get(code, ""))) for pk, code in rows}

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Write the new codes, all in one statement: a code may be used again by a neighbour."""
        codes = _new_codes(plan)
        with connection.cursor() as cursor:
            cursor.execute(_WRITE_CODES, [list(codes), list(codes.values()), list(places)])
            return frozenset(pk for (pk,) in cursor.fetchall())

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """People whose row is gone; where they live now is theirs to change."""
        there = set(Person.objects.filter(pk__in=moved).values_list("pk", flat=True))
        return Verdict(lost=tuple(sorted(set(moved) - there)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Nobody decides where people live."""
        return {}


_WRITE_CODES = """
update identity_person p set area_code = code.after
from unnest(%s::text[], %s::text[]) as code (before, after)
where p.area_code = code.before and p.id = any (%s) returning p.id
"""


def _new_codes(plan: Plan) -> dict[str, str]:
    return {code: heirs[0] for code, heirs in plan.places.communes.items() if len(heirs) == 1}
