"""Organisations outside: taken from the axis's directory, allowed by the administrator."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.dispatch.gateways import axis
from tinhso.dispatch.models import Partner
from tinhso.ledger.api import record


@transaction.atomic
def change_partner(
    *, partner: Partner, is_active: bool, accepts_unsigned: bool, actor: Actor, at: datetime
) -> Partner:
    """Allow or forbid an organisation, and say whether it may come unsigned."""
    locked = Partner.objects.select_for_update().get(pk=partner.pk)
    locked.is_active, locked.accepts_unsigned = is_active, accepts_unsigned
    locked.save(update_fields=["is_active", "accepts_unsigned"])
    record(
        kind="DISPATCH_PARTNER_CHANGED",
        subject=f"partner:{locked.organ_id}",
        payload={"is_active": is_active, "accepts_unsigned": accepts_unsigned},
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def refresh_partners(*, is_demonstration: bool = False) -> int:
    """Take the axis's directory: new organisations enter, certificates are brought up to date.

    Whether one is active or may come unsigned is for the administrator. Gives how many there are.

    :raises AxisAway: the axis does not answer.
    """
    listed = axis.list_organs()
    for organ in listed:
        Partner.objects.update_or_create(
            organ_id=organ.organ_id,
            defaults={
                "name": organ.name,
                "address": organ.address,
                "email": organ.email,
                "phone": organ.phone,
                "certificate_pem": organ.certificate_pem,
                "is_demonstration": is_demonstration,
            },
            create_defaults={
                "organ_id": organ.organ_id,
                "name": organ.name,
                "address": organ.address,
                "email": organ.email,
                "phone": organ.phone,
                "certificate_pem": organ.certificate_pem,
                "is_demonstration": is_demonstration,
                "accepts_unsigned": not organ.certificate_pem,
            },
        )
    return len(listed)


def meet_partners(*, is_demonstration: bool) -> None:
    """Take the axis's directory unless some of it is known.

    :raises AxisAway: the axis does not answer.
    """
    if not Partner.objects.exists():
        refresh_partners(is_demonstration=is_demonstration)
