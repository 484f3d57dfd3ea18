"""Consent: given by the person for one purpose, withdrawn as easily."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.identity.models import Consent, ConsentPurpose
from tinhso.identity.queries.consents import of_agency
from tinhso.ledger.api import record


class ConsentNotYours(DomainError):
    """Only the person themselves may give or withdraw a consent."""

    code = "consent_not_yours"
    text = gettext_lazy("Chỉ chính chủ dữ liệu mới đồng ý hoặc rút lại sự đồng ý được.")


class ConsentMissing(DomainError):
    """The person did not agree to this use of their data, or took it back."""

    code = "consent_missing"
    text = gettext_lazy("Người dân chưa đồng ý cho dùng dữ liệu vào việc này, hoặc đã rút lại.")


@transaction.atomic
def give_consent(
    *,
    actor: Actor,
    purpose: ConsentPurpose,
    at: datetime,
    subject: str = "",
    agency_id: int | None = None,
    ends_at: datetime | None = None,
) -> Consent:
    """Note that the acting citizen agrees to one purpose; agreed already, give that consent.

    An open consent whose end has passed is closed and a new one begins.

    :raises ConsentNotYours: the actor is no citizen.
    """
    person_id = _own_person(actor)
    same = Consent.objects.select_for_update().filter(
        of_agency(agency_id),
        person_id=person_id,
        purpose=purpose,
        subject=subject,
        withdrawn_at__isnull=True,
    )
    found = same.first()
    if found is not None and (found.ends_at is None or found.ends_at > at):
        return found
    same.update(withdrawn_at=at)
    consent = Consent.objects.create(
        person_id=person_id,
        purpose=purpose,
        subject=subject,
        agency_id=agency_id,
        given_at=at,
        ends_at=ends_at,
    )
    _record("CONSENT_GIVEN", consent, actor, at)
    return consent


@transaction.atomic
def withdraw_consent(
    *,
    actor: Actor,
    purpose: ConsentPurpose,
    at: datetime,
    subject: str = "",
    agency_id: int | None = None,
) -> None:
    """Take a consent back; nothing may be done under it from now on. Asking twice is harmless.

    :raises ConsentNotYours: the actor is no citizen.
    """
    open_ones = Consent.objects.select_for_update().filter(
        of_agency(agency_id),
        person_id=_own_person(actor),
        purpose=purpose,
        subject=subject,
        withdrawn_at__isnull=True,
    )
    for consent in open_ones:
        consent.withdrawn_at = at
        consent.save(update_fields=["withdrawn_at"])
        _record("CONSENT_WITHDRAWN", consent, actor, at)


def _own_person(actor: Actor) -> int:
    if not actor.is_citizen or actor.person_id is None or actor.capacity is not None:
        raise ConsentNotYours
    return actor.person_id


def _record(kind: str, consent: Consent, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"consent:{consent.pk}",
        payload={
            "person": consent.person_id,
            "purpose": str(consent.purpose),
            "about": consent.subject,
            "agency": str(consent.agency_id or ""),
        },
        actor=actor,
        at=at,
    )
