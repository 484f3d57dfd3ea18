"""What happened in the contact slice: frozen dataclasses named in the past."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactOpened:
    """Somebody turned to the citizen line; ``kind`` and ``channel`` are codes."""

    contact_id: int
    code: str
    kind: str
    channel: str


@dataclass(frozen=True, slots=True)
class ContactMoved:
    """A contact came into another state (``ContactState``)."""

    contact_id: int
    code: str
    state: str


@dataclass(frozen=True, slots=True)
class ContactAnswered:
    """An answer, or a refusal with its reason, was sent to the citizen."""

    contact_id: int
    code: str
    is_refusal: bool
