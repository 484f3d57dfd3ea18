"""Pure rules of telling people: kinds, words, lengths, channels, hours, providers."""

from tinhso.notifications.rules.channels import (
    Channel,
    Planned,
    Reach,
    Reason,
    State,
    after_report,
    next_channel,
    route,
)
from tinhso.notifications.rules.kinds import (
    IN_APP_ONLY,
    LANGUAGES,
    TEMPLATES,
    Kind,
    kind_of,
    missing_context,
    split_message,
)

__all__ = [
    "IN_APP_ONLY",
    "LANGUAGES",
    "TEMPLATES",
    "Channel",
    "Kind",
    "Planned",
    "Reach",
    "Reason",
    "State",
    "after_report",
    "kind_of",
    "missing_context",
    "next_channel",
    "route",
    "split_message",
]
