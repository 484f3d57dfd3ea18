"""Writes of notifications: telling, planning, sending, reports, choices, templates."""

from tinhso.notifications.operations.planning import plan_deliveries
from tinhso.notifications.operations.preferences import (
    LastChannelOfNotice,
    choose_channels,
    try_address_again,
)
from tinhso.notifications.operations.reports import (
    apply_report,
    poll_deliveries,
    resend,
    take_as_sent,
)
from tinhso.notifications.operations.sending import parcel_of, send_delivery, text_for_phone
from tinhso.notifications.operations.telling import (
    TELLING,
    UnknownTemplate,
    mark_all_read,
    mark_read,
    notify,
)
from tinhso.notifications.operations.templates import (
    discard_draft,
    publish_draft,
    save_draft,
)
from tinhso.notifications.operations.unsubscribing import (
    BadStopLink,
    read_stop_token,
    stop_email,
)

__all__ = [
    "TELLING",
    "BadStopLink",
    "LastChannelOfNotice",
    "UnknownTemplate",
    "apply_report",
    "choose_channels",
    "discard_draft",
    "mark_all_read",
    "mark_read",
    "notify",
    "parcel_of",
    "plan_deliveries",
    "poll_deliveries",
    "publish_draft",
    "read_stop_token",
    "resend",
    "save_draft",
    "send_delivery",
    "stop_email",
    "take_as_sent",
    "text_for_phone",
    "try_address_again",
]
