"""Demonstration: alerts that rang, some acknowledged, one directed, one closed by hand."""

from datetime import date, datetime, timedelta

from tinhso.alerts.models import Alert
from tinhso.alerts.operations.directing import Ordered, direct
from tinhso.alerts.operations.evaluating import evaluate_rules
from tinhso.alerts.operations.handling import acknowledge, add_note, close, tick
from tinhso.core.actors import Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.identity.api import officers_of
from tinhso.orgs.api import organisation_date

_TAKEN = 3


def load_demo_alerts(*, today: date, at: datetime) -> int:
    """Try the rules, then let demonstration officers handle a few; gives how many are open.

    Does nothing where alerts are there already.
    """
    if Alert.objects.exists():
        return 0
    opened = evaluate_rules(today=today, at=at - timedelta(hours=30))
    alerts = list(Alert.objects.select_related("rule__indicator", "area").order_by("pk")[:_TAKEN])
    for place, alert in enumerate(alerts):
        operator = _officer(alert.agency_id, "SPECIALIST")
        if operator is None:
            break
        with acting_as(operator):
            acknowledge(alert=alert, actor=operator, at=at - timedelta(hours=29))
            add_note(
                alert=alert, text="Đã gọi đơn vị cung cấp số liệu, chờ xác nhận.", actor=operator,
                at=at - timedelta(hours=28),
            )  # fmt: skip
            if alert.checklist:
                tick(alert=alert, step=0, actor=operator, at=at - timedelta(hours=27))
            if place == 1:
                reason = "Số liệu do đơn vị nhập nhầm, đã đính chính (minh họa)."
                close(alert=alert, reason=reason, actor=operator, at=at - timedelta(hours=20))
        if place == 0:
            _direct(alert, at)
    return opened


def _direct(alert: Alert, at: datetime) -> None:
    leader = next(
        filter(None, (_officer(agency_id, "LEADER") for agency_id in alert.reader_agency_ids)), None
    )
    if leader is None:
        return
    owner = alert.rule.indicator.owner
    ordered = Ordered(
        agency_id=owner.pk, agency_name=owner.short_name,
        text="Kiểm tra nguyên nhân tại địa bàn, báo cáo và đề xuất biện pháp.",
        evidence="Báo cáo có chữ ký của lãnh đạo đơn vị.", due_at=at + timedelta(days=3),
        paper_kind="CV",
    )  # fmt: skip
    with acting_as(leader):
        direct(alert=alert, ordered=ordered, actor=leader, at=at - timedelta(hours=24))


def _officer(agency_id: int, role: str) -> Actor | None:
    found = officers_of(agency_id, role, organisation_date())
    if not found:
        return None
    officer = found[0]
    return Actor(
        kind=ActorKind.OFFICER, name=officer.full_name, person_id=officer.person_id,
        agency_ids=(agency_id,), roles=frozenset({role}),
    )  # fmt: skip
