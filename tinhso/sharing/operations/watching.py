"""News of what a client looked up: watched for it, and told when it changes."""

from collections.abc import Sequence
from datetime import datetime

from tinhso.sharing.models import Agreement, Subscription, Watch
from tinhso.sharing.operations.telling import tell_client
from tinhso.sharing.queries import SharedRecord, find_service, get_service
from tinhso.sharing.rules import WATCH_LASTS, State

_AT_ONCE = 500


def watch(agreement: Agreement, records: Sequence[SharedRecord], *, at: datetime) -> None:
    """Watch what a call gave, for a client that subscribed to the service's news."""
    topic = get_service(agreement.service).topic
    changing = [one for one in records if one.subject]
    if not topic or not changing:
        return
    subscribed = Subscription.objects.filter(
        client_id=agreement.client_id, topics__contains=[topic], is_paused=False
    )
    if not subscribed.exists():
        return
    for one in changing:
        Watch.objects.update_or_create(
            client_id=agreement.client_id,
            service=agreement.service,
            subject=one.subject,
            defaults={"state": one.state, "until": at + WATCH_LASTS},
        )


def tell_changes(*, service: str, at: datetime) -> int:
    """Compare what is watched with how it stands now; tell each client of changes.

    A change and its message are kept in one transaction: told exactly once, whenever killed.
    """
    offered = find_service(service)
    if offered is None or offered.states is None:
        return 0
    told, last = 0, 0
    while rows := _next(service, last, at):
        last = rows[-1].pk
        states = offered.states([row.subject for row in rows])
        for row in rows:
            now = states.get(row.subject, "")
            if now != row.state:
                told += _tell(row, now, offered.topic, at)
    return told


def forget_watches(*, at: datetime) -> int:
    """Stop watching what nobody asked about for long; gives how many."""
    return Watch.objects.filter(until__lt=at).delete()[0]


def _next(service: str, last: int, at: datetime) -> list[Watch]:
    rows = Watch.objects.select_for_update(skip_locked=True)
    return list(rows.filter(service=service, pk__gt=last, until__gt=at).order_by("pk")[:_AT_ONCE])


def _tell(row: Watch, state: str, topic: str, at: datetime) -> int:
    row.state = state
    row.save(update_fields=["state"])
    is_agreed = Agreement.objects.filter(
        client_id=row.client_id, service=row.service, state=State.ACTIVE
    ).exists()
    if not is_agreed:
        return 0
    return tell_client(client_id=row.client_id, topic=topic, facts={"subject": row.subject}, at=at)
