"""Reads of mandates: those one holds, those one gave."""

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import Mandate, MandateState

_SHOWN_AT_MOST = 100


def list_mandates_held(actor: Actor) -> list[Mandate]:
    """List the open mandates of the person themselves, newest first; not through another's name."""
    with acting_as(SYSTEM):
        held = Mandate.objects.filter(representative__citizen_accounts__id=actor.account_id or 0)
        open_ones = held.filter(state__in=[MandateState.PROPOSED, MandateState.ACTIVE])
        return list(open_ones.order_by("-created_at", "-id")[:_SHOWN_AT_MOST])


def list_mandates_given(actor: Actor) -> list[Mandate]:
    """List the mandates the represented person gave, newest first, ended ones too."""
    given = Mandate.objects.filter(represented_id=actor.person_id or 0)
    return list(given.order_by("-created_at", "-id")[:_SHOWN_AT_MOST])
