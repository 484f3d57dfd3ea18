"""What happened in the alerts slice: frozen dataclasses named in the past."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """An alert was opened, acknowledged, directed, returned or closed."""

    alert_id: int
    state: str
