"""The pack's rules are of indicators it has; the demonstration's alerts are handled by officers."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from tinhso.alerts.models import Alert, AlertRule
from tinhso.alerts.operations import load_rules
from tinhso.alerts.operations.demo import load_demo_alerts
from tinhso.alerts.operations.evaluating import condition_of
from tinhso.alerts.tests.factories import LATER, Watch
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as

PACK = Path(settings.PROVINCE_PACK)
RULES = json.loads((PACK / "alerts" / "rules.json").read_text("utf-8"))


def test_the_pack_s_rules_are_of_its_indicators_and_understood() -> None:
    known = {
        written["code"]
        for file in (PACK / "indicators").glob("[0-9]*.json")
        for written in json.loads(file.read_text("utf-8"))["indicators"]
    }

    assert {written["indicator"] for written in RULES} <= known
    for written in RULES:
        condition = condition_of(AlertRule(kind=written["kind"], condition=written["condition"]))
        assert condition.lasts > 0, written["code"]


@pytest.mark.django_db
def test_rules_load_twice_and_leave_out_what_the_catalogue_lacks(tmp_path: Path) -> None:
    watch = Watch()
    one = {**RULES[0], "indicator": "POP.BIRTHS", "agency": watch.land.department.short_name}
    file = tmp_path / "rules.json"
    file.write_text(json.dumps([one, {**one, "code": "X", "indicator": "NONE"}]), "utf-8")

    with acting_as(SYSTEM):
        assert [load_rules(file), load_rules(file)] == [1, 1]

    assert AlertRule.objects.filter(code=one["code"]).count() == 1


@pytest.mark.django_db
def test_demonstration_alerts_are_taken_on_and_directed_once() -> None:
    watch = Watch()
    watch.operator()
    watch.leader()
    watch.tell("C2026M1", 12)
    watch.land.record(
        watch.land.fact(watch.rule.indicator, "C2026M1", 30, area=watch.land.communes[1])
    )

    with acting_as(SYSTEM):
        counts = [load_demo_alerts(today=LATER.date(), at=LATER) for _time in range(2)]

    assert counts == [2, 0]
    with acting_as(SYSTEM):
        assert sorted(Alert.objects.values_list("state", flat=True)) == ["ACKNOWLEDGED", "CLOSED"]
        assert Alert.objects.filter(directive__isnull=False).count() == 1
