"""Lists of systems, agreements and calls, as far as the acting agency may see them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.sharing.models import Agreement, Call, Client, Delivery
from tinhso.sharing.permissions import ours, seen_by

SHOWN = 100


def list_clients(actor: Actor) -> list[Client]:
    """Give the systems of the actor's agencies (all for administrators), by name."""
    with acting_as(SYSTEM):
        rows = Client.objects.filter(ours(actor)).select_related("agency")
        return list(rows.order_by("name", "id")[:SHOWN])


def list_agreements(actor: Actor) -> list[Agreement]:
    """Give agreements asked by or of the actor's agencies, newest first."""
    with acting_as(SYSTEM):
        rows = Agreement.objects.filter(seen_by(actor)).select_related("client", "agency", "owner")
        return list(rows.order_by("-id")[:SHOWN])


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls are wanted: of a service, answered or refused, about words."""

    service: str = ""
    outcome: str = ""
    text: str = ""


def page_of_calls(
    actor: Actor, wanted: CallFilter, cursor: str | None, size: int = 20
) -> KeysetPage[Call]:
    """Give a page of calls by or to the actor's agencies, newest first.

    :raises BadCursor: the cursor is not of this list.
    """
    rows = Call.objects.filter(seen_by(actor)).select_related("agency", "owner")
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.outcome:
        rows = rows.filter(outcome="OK") if wanted.outcome == "OK" else rows.exclude(outcome="OK")
    if wanted.text:
        words = Q(reference__icontains=wanted.text) | Q(client_name__icontains=wanted.text)
        rows = rows.filter(words)
    with acting_as(SYSTEM):
        return page_by_keyset(rows, order=("-id",), cursor=cursor, size=size)


def calls_under(agreement: Agreement, cursor: str | None, size: int = 50) -> KeysetPage[Call]:
    """Give a page of the calls made under an agreement, newest first.

    :raises BadCursor: the cursor is not of this list.
    """
    rows = Call.objects.filter(agreement=agreement)
    return page_by_keyset(rows, order=("-id",), cursor=cursor, size=size)


def calls_about(person_id: int) -> QuerySet[Call]:
    """Give the calls that took a person's data, newest first."""
    return Call.objects.filter(person_id=person_id, outcome="OK").order_by("-id")


def last_deliveries(client: Client) -> list[Delivery]:
    """Give the last twenty messages to a system."""
    with acting_as(SYSTEM):
        rows = Delivery.objects.filter(subscription__client=client)
        return list(rows.select_related("subscription").order_by("-id")[:20])
