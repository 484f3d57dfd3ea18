"""Reads of the alerts slice, for its screens and for boards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from tinhso.alerts.models import Alert
from tinhso.alerts.permissions import alerts_for
from tinhso.alerts.rules import OPEN_STATES
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.rls import acting_inside
from tinhso.orgs.api import agency_name_shown
from tinhso.records.api import Directive

TABS = {"mo": Q(state__in=sorted(OPEN_STATES)), "dong": Q(state="CLOSED")}


@dataclass(frozen=True, slots=True)
class DirectedTask:
    """One task of an alert's directive, as everybody who sees the alert may know it."""

    title: str
    agency: str
    agency_id: int
    state: str
    is_done: bool
    is_late: bool
    due_at: datetime | None
    token: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where an alert is, as a slice above draws it: a template with what it needs as ``map``."""

    template: str
    context: Mapping[str, object]
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


_drawers: list[Callable[[Alert, Actor], PlaceView | None]] = []


def register_place(draw: Callable[[Alert, Actor], PlaceView | None]) -> None:
    """Let a slice above draw where an alert is."""
    _drawers.append(draw)


def place_of(alert: Alert, actor: Actor) -> PlaceView | None:
    """Give where an alert is, if somebody can draw it for the reader."""
    return next(filter(None, (draw(alert, actor) for draw in _drawers)), None)


def page_of_alerts(actor: Actor, tab: str, cursor: str | None) -> KeysetPage[Alert]:
    """Give a page of alerts, open or closed, the newest first.

    :raises BadCursor: the cursor is of another list.
    """
    alerts = alerts_for(actor).filter(TABS[tab])
    return page_by_keyset(alerts, order=("-opened_at", "-id"), cursor=cursor, size=25)


def counts_of(actor: Actor) -> dict[str, int]:
    """Give how many alerts are new, acknowledged, alarms and directed, for the head of the list."""
    found = alerts_for(actor).filter(TABS["mo"]).aggregate(
        opened=Count("pk", filter=Q(state="OPENED")),
        acknowledged=Count("pk", filter=Q(state="ACKNOWLEDGED")),
        alarms=Count("pk", filter=Q(severity="ALARM")),
        directed=Count("pk", filter=Q(directive__isnull=False)),
    )  # fmt: skip
    return {name: int(count) for name, count in found.items()}


def open_alerts(actor: Actor, areas: Sequence[int] = (), most: int = 50) -> list[Alert]:
    """Give the open alerts of some areas (all: none named), the newest first, for boards."""
    alerts = alerts_for(actor).filter(TABS["mo"])
    if areas:
        alerts = alerts.filter(area_id__in=areas)
    return list(alerts.order_by("-opened_at", "-id")[:most])


def directive_of(alert: Alert) -> Directive | None:
    """Give the directive of an alert; who sees the alert knows how it is answered."""
    if alert.directive_id is None:
        return None
    with acting_inside(SYSTEM):
        return Directive.objects.get(pk=alert.directive_id)


def tasks_of(alert: Alert, at: datetime) -> list[DirectedTask]:
    """Give the tasks of an alert's directive; who sees the alert sees how its work stands."""
    directive = directive_of(alert)
    if directive is None:
        return []
    with acting_inside(SYSTEM):
        tasks = list(directive.tasks.order_by("pk"))
    return [
        DirectedTask(
            title=task.title,
            agency=agency_name_shown(task.agency_id),
            agency_id=task.agency_id,
            state=task.get_state_display(),
            is_done=task.state in {"DONE", "CANCELLED"},
            is_late=bool(task.due_at and task.due_at < at and task.state != "DONE"),
            due_at=task.due_at,
            token=task.token,
        )
        for task in tasks
    ]
