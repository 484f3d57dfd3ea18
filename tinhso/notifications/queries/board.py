"""The delivery board: counts by channel, provider and state, providers, what failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.notifications.models import ChannelDelivery, ProviderHealth
from tinhso.notifications.rules import Channel, State
from tinhso.notifications.rules.breaker import Health

NOT_ARRIVED = (State.FAILED, State.BOUNCED, State.UNCLEAR)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """How the messages of one channel and provider fared; ``""`` has not left yet."""

    channel: Channel
    provider: str
    counts: dict[State, int]
    segments: int
    cost_vnd: int

    @property
    def total(self) -> int:
        """Give how many messages the row is about."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ProviderState:
    """How one connected provider does now."""

    name: str
    channel: Channel
    health: Health
    last_error: str
    last_failed_at: datetime | None
    last_sent_at: datetime | None
    is_resting: bool


def count_board(*, since: datetime) -> list[BoardRow]:
    """Count deliveries created since a moment, in one query (for the acting platform only)."""
    groups = (
        ChannelDelivery.objects.filter(created_at__gte=since)
        .values("channel", "provider", "state")
        .annotate(n=Count("id"), parts=Sum("segments"), cost=Sum("cost_vnd"))
        .order_by("channel", "provider")
    )
    rows: dict[tuple[str, str], BoardRow] = {}
    for group in groups:
        key = (group["channel"], group["provider"])
        before = rows.get(key) or BoardRow(Channel(key[0]), key[1], {}, 0, 0)
        rows[key] = BoardRow(
            before.channel,
            before.provider,
            {**before.counts, State(group["state"]): group["n"]},
            before.segments + (group["parts"] or 0),
            before.cost_vnd + (group["cost"] or 0),
        )
    return list(rows.values())


def list_providers(connected: Mapping[str, Channel], *, at: datetime) -> list[ProviderState]:
    """Give every connected provider, by name and channel, with its health, in one query."""
    known = {row.provider: row for row in ProviderHealth.objects.all()}
    found = []
    for name, channel in connected.items():
        row = known.get(name) or ProviderHealth(provider=name)
        health = Health(row.failure_count, row.rests_until)
        found.append(
            ProviderState(
                name, channel, health, row.last_error, row.last_failed_at, row.last_sent_at,
                health.is_open(at),
            )
        )  # fmt: skip
    return found


def failures() -> "QuerySet[ChannelDelivery]":
    """Give what failed, came back or may not have arrived (for the acting platform only)."""
    return ChannelDelivery.objects.filter(state__in=NOT_ARRIVED).select_related("notification")


def list_failures(cursor: str | None) -> KeysetPage[ChannelDelivery]:
    """Give one page of failures, newest first."""
    return page_by_keyset(failures(), order=("-id",), cursor=cursor)
