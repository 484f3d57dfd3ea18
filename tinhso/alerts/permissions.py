"""Who may see and do what in the alerts slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.alerts.models import Alert, AlertRule
from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.records.api import Directive

OPERATOR_ROLES = ("SPECIALIST", "HEAD_OF_UNIT", "LEADER", "DATA_STEWARD")
DIRECTING_ROLES = ("LEADER",)
DRAFTING_ROLES = ("LEADER", "HEAD_OF_UNIT", "SPECIALIST")
RULING_ROLES = ("DATA_STEWARD", "LEADER")


class NotYourAlert(DomainError):
    """Only who watches an alert, or a leader of an agency taking part, acts on it."""

    code = "not_authorised"
    text = gettext_lazy("Việc này do cơ quan theo dõi cảnh báo hoặc lãnh đạo thực hiện.")


class NotYourRule(DomainError):
    """Only data stewards and leaders of the watching agency change its rules."""

    code = "not_your_rule"
    text = gettext_lazy(
        "Quy tắc này do người quản trị dữ liệu hoặc lãnh đạo của cơ quan theo dõi sửa."
    )


def may_make_rules(actor: Actor) -> bool:
    """Tell whether the actor makes rules for their agency."""
    return actor.is_officer and actor.has_role(*RULING_ROLES)


def may_change_rule(actor: Actor, rule: AlertRule) -> bool:
    """Tell whether the actor changes a rule: a steward or leader of the agency that watches."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return may_make_rules(actor) and rule.agency_id in actor.agency_ids


def check_rule_maker(actor: Actor, agency_id: int) -> None:
    """Refuse whoever makes no rules for an agency.

    :raises NotYourRule: the actor does not.
    """
    if actor.kind is ActorKind.SYSTEM:
        return
    if not may_make_rules(actor) or agency_id not in actor.agency_ids:
        raise NotYourRule


def check_rule_editor(actor: Actor, rule: AlertRule) -> None:
    """Refuse whoever does not change a rule.

    :raises NotYourRule: the actor does not.
    """
    if not may_change_rule(actor, rule):
        raise NotYourRule


def access_rule(actor: Actor, code: str) -> AlertRule:
    """Give a rule; officers may read all.

    :raises Http404: there is none for them.
    """
    rules = AlertRule.objects.select_related("indicator__version", "agency")
    rule = rules.filter(code=code).first() if actor.is_officer else None
    if rule is None:
        raise Http404
    return rule


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


def may_draft(actor: Actor, directive: Directive) -> bool:
    """Tell whether the actor drafts the document of a directive: officers of who gave it."""
    return directive.agency_id in actor.agency_ids and actor.has_role(*DRAFTING_ROLES)


def check_operator(actor: Actor, alert: Alert) -> None:
    """Refuse whoever does not operate the alert.

    :raises NotYourAlert: the actor does not.
    """
    if not may_operate(actor, alert):
        raise NotYourAlert
