"""Which ways of filing a procedure can have, and which of them are open."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

ONLINE, NATIONAL_PORTAL, COUNTER, POST, ASSISTED = (
    "ONLINE",
    "NATIONAL_PORTAL",
    "COUNTER",
    "POST",
    "ASSISTED",
)
#: In the order people read them.
CHANNELS = (ONLINE, NATIONAL_PORTAL, COUNTER, POST, ASSISTED)
#: A way without limit and fee of its own goes as another one.
GOES_AS: Mapping[str, str] = {NATIONAL_PORTAL: ONLINE, ASSISTED: ONLINE, POST: COUNTER}
#: The ways a decision table of fees tells apart; others are charged as the one they go as.
CHARGED = (ONLINE, COUNTER, POST)


def charged_as(channel: str) -> str:
    """Give the way of a fee table under which filing through a channel is charged."""
    return channel if channel in CHARGED else GOES_AS.get(channel, channel)


def possible_channels(ways: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Give the channels that may be opened: those announced, and those that go as one of them."""
    announced = {way["channel"] for way in ways}
    return tuple(
        channel for channel in CHANNELS if channel in announced or GOES_AS.get(channel) in announced
    )


def open_channels(
    ways: Iterable[Mapping[str, Any]], switched: Collection[str] | None
) -> tuple[str, ...]:
    """Give the channels open now, in order.

    ``switched`` is what an administrator opened; ``None`` when nobody touched the switch: then
    the announced ones are open, and the assisted desk wherever filing online is.
    """
    rows = list(ways)
    possible = possible_channels(rows)
    if switched is not None:
        return tuple(channel for channel in possible if channel in switched)
    announced = {way["channel"] for way in rows}
    if ONLINE in announced:
        announced.add(ASSISTED)
    return tuple(channel for channel in possible if channel in announced)
