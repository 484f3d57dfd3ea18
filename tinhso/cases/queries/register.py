"""The register in which an office follows its cases (sổ theo dõi hồ sơ, form 07)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from tinhso.cases.models import Case
from tinhso.core.actors import Actor
from tinhso.core.clock import VIETNAM
from tinhso.identity.api import Person

MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class RegisterPeriod:
    """Days of a register, both counted."""

    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        """Give the first moment of the period."""
        return datetime.combine(self.first, time.min, tzinfo=VIETNAM)

    @property
    def ends_at(self) -> datetime:
        """Give the last moment of the period."""
        return datetime.combine(self.last, time.max, tzinfo=VIETNAM)


def register_rows(actor: Actor, period: RegisterPeriod) -> QuerySet[Case]:
    """Give the cases the officer's agencies accepted in a period, in the order of acceptance."""
    of_agency = Q(receiving_agency_id__in=actor.agency_ids) | Q(
        competent_agency_id__in=actor.agency_ids
    )
    accepted = Q(accepted_at__gte=period.begins_at, accepted_at__lte=period.ends_at)
    rows = Case.objects.filter(of_agency, accepted)
    return rows.select_related("applicant", "competent_agency").order_by("accepted_at", "id")


def contact_of(person: Person) -> str:
    """Give address and phone as the register writes them."""
    return ", ".join(part for part in (person.address, person.phone) if part)
