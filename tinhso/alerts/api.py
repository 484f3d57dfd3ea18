"""The door of the alerts slice: what is open, for boards and the officers' home."""

from tinhso.alerts.models import Alert, AlertRule, AlertState, Severity
from tinhso.alerts.permissions import access_alert, alerts_for
from tinhso.alerts.queries import PlaceView, counts_of, open_alerts, register_place

__all__ = [
    "Alert",
    "AlertRule",
    "AlertState",
    "PlaceView",
    "Severity",
    "access_alert",
    "alerts_for",
    "counts_of",
    "open_alerts",
    "register_place",
]
