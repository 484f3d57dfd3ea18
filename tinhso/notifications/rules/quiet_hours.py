"""When people are left in peace: messages wait until the morning, none is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from tinhso.notifications.rules.channels import Channel


class Urgency(StrEnum):
    """How soon a person must know."""

    NORMAL = "NORMAL"
    URGENT = "URGENT"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A daily span without messages of one channel and urgency; it may pass midnight."""

    channel: Channel
    urgency: Urgency
    begins_at: time
    ends_at: time

    def covers(self, moment: time) -> bool:
        """Tell whether a local time of day lies in the span; the end does not."""
        if self.begins_at <= self.ends_at:
            return self.begins_at <= moment < self.ends_at
        return moment >= self.begins_at or moment < self.ends_at


def quiet_wait(
    spans: Iterable[QuietHours], *, channel: Channel, urgency: Urgency, at: datetime
) -> timedelta:
    """Give how long a message waits; ``at`` is in the province's local time. Zero: send now."""
    waits = [
        _until(span.ends_at, at)
        for span in spans
        if span.channel is channel and span.urgency is urgency and span.covers(at.time())
    ]
    return max(waits, default=timedelta())


def _until(end: time, at: datetime) -> timedelta:
    moment = datetime.combine(at.date(), end, at.tzinfo)
    return moment - at if moment > at else moment + timedelta(days=1) - at
