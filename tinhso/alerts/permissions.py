"""Who may see and do what in the alerts slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.alerts.models import Alert
from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token

OPERATOR_ROLES = ("SPECIALIST", "HEAD_OF_UNIT", "LEADER", "DATA_STEWARD")
DIRECTING_ROLES = ("LEADER",)


class NotYourAlert(DomainError):
    """Only who watches an alert, or a leader of an agency taking part, acts on it."""

    code = "not_authorised"
    text = gettext_lazy("Việc này do cơ quan theo dõi cảnh báo hoặc lãnh đạo thực hiện.")


def alerts_for(actor: Actor) -> QuerySet[Alert]:
    """Give the alerts the actor's agencies watch or take part in."""
    alerts = Alert.objects.select_related("rule__indicator__version", "area", "agency")
    if actor.kind is ActorKind.SYSTEM:
        return alerts
    if not actor.is_officer:
        return alerts.none()
    own = list(actor.agency_ids)
    return alerts.filter(Q(agency_id__in=own) | Q(reader_agency_ids__overlap=own))


def access_alert(actor: Actor, token: str) -> Alert:
    """Give an alert the actor may see.

    :raises Http404: there is none for them.
    """
    alert = alerts_for(actor).filter(token=token).first() if is_token(token) else None
    if alert is None:
        raise Http404
    return alert


def may_operate(actor: Actor, alert: Alert) -> bool:
    """Tell whether the actor acknowledges, notes and closes: who watches, and leaders."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if may_direct(actor, alert):
        return True
    return alert.agency_id in actor.agency_ids and actor.has_role(*OPERATOR_ROLES)


def may_direct(actor: Actor, alert: Alert) -> bool:
    """Tell whether the actor gives a directive: a leader of an agency that sees the alert."""
    seen = {alert.agency_id, *alert.reader_agency_ids}
    return actor.has_role(*DIRECTING_ROLES) and not seen.isdisjoint(actor.agency_ids)


def check_operator(actor: Actor, alert: Alert) -> None:
    """Refuse whoever does not operate the alert.

    :raises NotYourAlert: the actor does not.
    """
    if not may_operate(actor, alert):
        raise NotYourAlert
