"""A province's own choices about messages, read from its pack: hours, prices, what is legal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from tinhso.notifications.rules.channels import Channel
from tinhso.notifications.rules.kinds import Kind
from tinhso.notifications.rules.quiet_hours import QuietHours, Urgency


@dataclass(frozen=True, slots=True)
class Price:
    """What one part of a text message costs with a provider, from a day on."""

    provider: str
    vnd_per_segment: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class KindRule:
    """How a kind of message is treated; legal ones always leave on one channel."""

    is_legal: bool
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything a province decides about its messages."""

    sms_sender: str
    has_sms_accents: bool
    most_sms_segments: int
    prices: tuple[Price, ...]
    quiet_hours: tuple[QuietHours, ...]
    kinds: Mapping[Kind, KindRule]
    zalo_templates: Mapping[str, str]
    zalo_other: str

    def price_of(self, provider: str, day: date) -> int:
        """Give the đồng of one part with a provider on a day; nothing agreed costs nothing."""
        held = [p for p in self.prices if p.provider == provider and p.valid_from <= day]
        return max(held, key=lambda price: price.valid_from).vnd_per_segment if held else 0

    def zalo_template(self, template: str) -> str:
        """Give the number under which Zalo registered the text of a template."""
        return self.zalo_templates.get(template, self.zalo_other)


def read_policy(table: Mapping[str, Any]) -> Policy:
    """Read the pack's ``notifications.toml``.

    :raises KeyError: something needed is missing.
    :raises ValueError: a channel, kind, urgency or time does not exist.
    """
    sms, zalo = table["sms"], table["zalo"]
    return Policy(
        sms_sender=str(sms["sender"]),
        has_sms_accents=bool(sms["accents"]),
        most_sms_segments=int(sms["most_segments"]),
        prices=tuple(
            Price(row["provider"], int(row["vnd_per_segment"]), row["valid_from"])
            for row in table.get("sms_price", ())
        ),
        quiet_hours=tuple(_quiet_hours(row) for row in table.get("quiet_hours", ())),
        kinds={
            kind: KindRule(bool(row["is_legal"]), Urgency(row["urgency"]))
            for kind in Kind
            for row in [table["kinds"][kind.value]]
        },
        zalo_templates=dict(zalo.get("templates", {})),
        zalo_other=str(zalo["other"]),
    )


def _quiet_hours(row: Mapping[str, str]) -> QuietHours:
    return QuietHours(
        channel=Channel(row["channel"]),
        urgency=Urgency(row["urgency"]),
        begins_at=time.fromisoformat(row["begins_at"]),
        ends_at=time.fromisoformat(row["ends_at"]),
    )
