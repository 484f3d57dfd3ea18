"""The ways out of the platform: one module per provider, listed by channel in order of choice."""

from tinhso.notifications.gateways.email import Mail
from tinhso.notifications.gateways.hoaban import HoaBan
from tinhso.notifications.gateways.parcel import Provider
from tinhso.notifications.gateways.saomai import SaoMai
from tinhso.notifications.gateways.zalo import Zalo
from tinhso.notifications.rules import Channel

PROVIDERS: tuple[Provider, ...] = (Mail(), Zalo(), SaoMai(), HoaBan())


def providers_of(channel: Channel) -> list[Provider]:
    """Give the connected providers of a channel, the preferred one first."""
    return [p for p in PROVIDERS if p.channel is channel and p.is_configured()]


def find_provider(name: str) -> Provider | None:
    """Give a connected provider by name, or ``None``."""
    return next((p for p in PROVIDERS if p.name == name and p.is_configured()), None)


def connected_providers() -> dict[str, Channel]:
    """Give the names of every connected provider with its channel."""
    return {p.name: p.channel for p in PROVIDERS if p.is_configured()}
