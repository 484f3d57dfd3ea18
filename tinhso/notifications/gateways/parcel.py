"""What a provider is handed, what it gives back, and the ways it can refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tinhso.notifications.rules import Channel, State


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an address, outside the channels people choose: a report sent by schedule.

    ``reference`` is ours: sent twice under it, one letter is shown. ``link_words`` name what
    ``url``, a path of this site, leads to. ``stop_url`` stops further ones (RFC 8058).
    """

    reference: str
    address: str
    language: str
    full_name: str
    title: str
    body: str
    url: str
    link_words: str
    stop_url: str
    created_at: datetime
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message ready to leave, in every form a provider may need.

    ``reference`` is ours: a provider that gets it twice sends once. ``text`` is for phones.
    """

    reference: str
    address: str
    language: str
    full_name: str
    title: str
    body: str
    text: str
    url: str
    created_at: datetime
    template: str
    facts: Mapping[str, object]
    zalo_template: str
    stop_url: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A provider's call to us: what a report is read from."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reported:
    """What a provider says about one message."""

    reference: str
    state: State


class AddressRefused(Exception):
    """The address does not exist: nobody will ever take a message there."""


class MessageRefused(Exception):
    """The provider does not send this message, whatever the address."""


class NotTaken(Exception):
    """The provider certainly did not take the message: another one may."""


class Unclear(Exception):
    """The line broke: the provider may have the message, so no other may get it yet."""


class ReportForged(Exception):
    """A report is not signed by the provider, or is too old to be believed."""


class Provider(Protocol):
    """One provider of one channel."""

    name: str
    channel: Channel

    def is_configured(self) -> bool:
        """Tell whether this installation is connected to the provider."""

    def send(self, parcel: Parcel) -> str:
        """Hand a message over; give the provider's own number of it.

        :raises AddressRefused: the address is wrong for good.
        :raises MessageRefused: the message is wrong for good.
        :raises NotTaken: try another provider, or later.
        :raises Unclear: ask, or try the same provider again.
        """

    def ask(self, reference: str) -> State | None:
        """Ask what became of a message; ``None`` when the provider does not know it.

        :raises NotTaken: the provider does not answer.
        :raises Unclear: the provider does not answer.
        """

    def read_report(self, incoming: Incoming) -> Reported:
        """Read a delivery report.

        :raises ReportForged: signature or time is wrong.
        :raises ValueError: the report cannot be read.
        """
