"""Comparing our account with the axis's: nothing lost, nothing doubled, and said so."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.dispatch.gateways import axis
from tinhso.dispatch.gateways.axis import AxisAway, AxisRefused
from tinhso.dispatch.models import (
    Channel,
    Direction,
    Envelope,
    Reconciliation,
    StatusRecord,
    Transmission,
)
from tinhso.dispatch.rules.accounts import message_key, status_key
from tinhso.exchange.api import OurAccount, PartnerAccount, around, differences
from tinhso.identity.api import people_in_role
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date_at

_MOST_KEPT = 200


def reconcile(*, actor: Actor, at: datetime) -> Reconciliation:
    """Compare both accounts and keep what was found; an axis away is kept as such.

    Our side is read before and after the axis's: what moves in between is late, never lost.
    Administrators are told of every difference, and of an axis silent when nobody stood by.
    """
    with acting_as(SYSTEM):
        before = _our_account()
    try:
        taken, given = axis.account_of_taken(), axis.account_of_given()
    except (AxisAway, AxisRefused) as error:
        return _keep_silence(str(error), actor, at)
    theirs = PartnerAccount(
        taken=[row.key for row in taken],
        given=[row.number for row in given],
        confirmed=[row.number for row in given if row.is_confirmed],
    )
    with acting_as(SYSTEM):
        ours = around(before, _our_account())
    return _keep(ours, theirs, actor, at)


def _our_account() -> OurAccount:
    sent: dict[str, str] = {}
    waiting: dict[str, str] = {}
    outside = Transmission.objects.filter(partner__isnull=False)
    for pk, document_id, organ_id, sent_at in outside.values_list(
        "pk", "document_id", "organ_id", "sent_at"
    ):
        (sent if sent_at else waiting)[message_key(pk)] = f"{document_id} → {organ_id}"
    reported = StatusRecord.objects.filter(
        direction=Direction.OUT, message__sender_agency__isnull=True
    )
    for key, code, document_id, sent_at in reported.values_list(
        "key", "code", "message__document_id", "sent_at"
    ):
        (sent if sent_at else waiting)[status_key(key)] = f"{code}: {document_id}"
    stored = Envelope.objects.filter(channel=Channel.AXIS).values_list("external_id", flat=True)
    return OurAccount(sent, waiting, list(stored))


@transaction.atomic
def _keep_silence(error: str, actor: Actor, at: datetime) -> Reconciliation:
    kept = Reconciliation.objects.create(at=at, asked_by=actor.name, error=error[:300])
    if actor.kind is ActorKind.SYSTEM:
        _tell_administrators(kept, "axis_silent", {}, at)
    return kept


def _tell_administrators(
    kept: Reconciliation, template: str, words: dict[str, str], at: datetime
) -> None:
    """Tell every administrator, in the transaction that keeps what was found."""
    for person_id in people_in_role("ADMINISTRATOR", organisation_date_at(at)):
        notify(
            person_id=person_id,
            template=template,
            context=words,
            url=reverse("dispatch:reconciliation"),
            at=at,
            idempotency_key=f"{template}:{kept.pk}:{person_id}",
        )


@transaction.atomic
def _keep(ours: OurAccount, theirs: PartnerAccount, actor: Actor, at: datetime) -> Reconciliation:
    found = differences(ours, theirs)
    counts = {
        "sent": len(ours.sent),
        "open": len(ours.open),
        "taken": len(theirs.taken),
        "given": len(theirs.given),
        "stored": len(ours.stored),
        "waiting": len(theirs.given) - len(theirs.confirmed),
    }
    kept = Reconciliation.objects.create(
        at=at,
        asked_by=actor.name,
        counts=counts,
        differences=[[one.fault, one.key, one.what] for one in found[:_MOST_KEPT]],
        difference_count=len(found),
    )
    record(
        kind="DISPATCH_RECONCILED",
        subject=f"reconciliation:{kept.pk}",
        payload={**counts, "differences": len(found)},
        actor=actor,
        at=at,
    )
    if found:
        _tell_administrators(kept, "axis_unbalanced", {"note": str(len(found))}, at)
    return kept
