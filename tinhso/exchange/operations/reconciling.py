"""Comparing our account with a partner's: nothing lost, nothing doubled, and said so."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.exchange.gateways import partners
from tinhso.exchange.gateways.partners import PartnerAway, PartnerRefused
from tinhso.exchange.models import Reconciliation
from tinhso.exchange.permissions import check_keeper
from tinhso.exchange.queries import our_account
from tinhso.exchange.queries.accounts import count_states
from tinhso.exchange.queries.contracts import get_connector
from tinhso.exchange.rules import OurAccount, PartnerAccount, around, differences
from tinhso.ledger.api import record

_MOST_KEPT = 200


def reconcile(*, code: str, actor: Actor, at: datetime) -> Reconciliation:
    """Compare both accounts and keep what was found; a partner away is kept as such.

    Our side is read before and after the partner's: what moves in between is late, never lost.

    :raises NotKeeper: the actor is no administrator.
    :raises UnknownConnector: none has this code.
    """
    check_keeper(actor)
    connector = get_connector(code)
    with acting_as(SYSTEM):
        before = our_account(code)
    try:
        taken = partners.account(connector, "taken")
        given = partners.account(connector, "given")
    except (PartnerAway, PartnerRefused) as error:
        with acting_as(SYSTEM):
            return Reconciliation.objects.create(
                connector=code, at=at, asked_by=actor.name, error=str(error)[:300]
            )
    theirs = PartnerAccount(
        taken=[str(row.get("key")) for row in taken],
        given=[str(row.get("number")) for row in given],
        confirmed=[str(row.get("number")) for row in given if row.get("is_confirmed") is True],
    )
    with acting_as(SYSTEM):
        ours, states = around(before, our_account(code)), count_states(code)
    return _keep(code, ours, theirs, states, actor=actor, at=at)


@transaction.atomic
def _keep(
    code: str,
    ours: OurAccount,
    theirs: PartnerAccount,
    states: dict[str, int],
    *,
    actor: Actor,
    at: datetime,
) -> Reconciliation:
    found = differences(ours, theirs)
    counts = {
        "sent": len(ours.sent),
        **states,
        "taken": len(theirs.taken),
        "given": len(theirs.given),
        "stored": len(ours.stored),
        "waiting": len(theirs.given) - len(theirs.confirmed),
    }
    with acting_as(SYSTEM):
        kept = Reconciliation.objects.create(
            connector=code,
            at=at,
            asked_by=actor.name,
            counts=counts,
            differences=[[one.fault, one.key, one.what] for one in found[:_MOST_KEPT]],
            difference_count=len(found),
        )
    record(
        kind="EXCHANGE_RECONCILED",
        subject=f"connector:{code}",
        payload={**counts, "differences": len(found)},
        actor=actor,
        at=at,
    )
    return kept
