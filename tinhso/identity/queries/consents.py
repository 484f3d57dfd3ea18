"""What a person agreed to, as far as the running transaction may know."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tinhso.core.actors import SYSTEM
from tinhso.core.prepared import Reading
from tinhso.core.rls import acting_inside
from tinhso.identity.models import Consent, ConsentPurpose


def _in_force(at: datetime) -> QuerySet[Consent]:
    return Consent.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at), withdrawn_at__isnull=True, given_at__lte=at
    )


_GIVEN_TO_ALL = Reading(
    lambda person_id, purpose, subject, at: _in_force(at).filter(
        agency__isnull=True, person_id=person_id, purpose=purpose, subject=subject
    ),
    person_id=int,
    purpose=str,
    subject=str,
    at=datetime,
)
_GIVEN_TO_AGENCY = Reading(
    lambda person_id, purpose, subject, at, agency_id: _in_force(at).filter(
        agency_id=agency_id, person_id=person_id, purpose=purpose, subject=subject
    ),
    person_id=int,
    purpose=str,
    subject=str,
    at=datetime,
    agency_id=int,
)


def has_consent(
    *,
    person_id: int,
    purpose: ConsentPurpose,
    at: datetime,
    subject: str = "",
    agency_id: int | None = None,
) -> bool:
    """Tell whether a person agrees to a purpose at a moment; whoever asks learns no more."""
    values = {"person_id": person_id, "purpose": str(purpose), "subject": subject, "at": at}
    with acting_inside(SYSTEM):
        if agency_id is None:
            return _GIVEN_TO_ALL.first(**values) is not None
        return _GIVEN_TO_AGENCY.first(**values, agency_id=agency_id) is not None


def list_consents(
    person_id: int, *, at: datetime, purpose: ConsentPurpose | None = None, subject: str = ""
) -> list[Consent]:
    """Give a person's consents in force, the newest first, with their agencies."""
    found = _in_force(at).filter(person_id=person_id)
    if purpose is not None:
        found = found.filter(purpose=purpose)
    if subject:
        found = found.filter(subject=subject)
    return list(found.select_related("agency").order_by("-given_at", "-id"))


def of_agency(agency_id: int | None) -> Q:
    """Give the condition that a consent is for one agency, or for none in particular."""
    return Q(agency_id=agency_id) if agency_id is not None else Q(agency__isnull=True)
