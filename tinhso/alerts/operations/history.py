"""What happens to an alert, written once: its timeline, who looks at it live, the event."""

from datetime import datetime

from tinhso.alerts.events import AlertChanged
from tinhso.alerts.models import Alert, AlertEvent
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.events import publish
from tinhso.core.live import announce

TOPIC = "alerts"


def topic_of(alert: Alert) -> str:
    """Give what the page of an alert listens to."""
    return f"alert:{alert.token}"


def note_event(
    alert: Alert, kind: str, *, at: datetime, text: str = "", actor: Actor = SYSTEM
) -> AlertEvent:
    """Write one line of the timeline, and tell the pages that show the alert."""
    event = AlertEvent.objects.create(
        alert=alert, kind=kind, text=text[:1000], at=at, actor_name=actor.name
    )
    announce(TOPIC)
    announce(topic_of(alert))
    publish(AlertChanged(alert.pk, alert.state))
    return event
