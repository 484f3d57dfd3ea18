"""A rule on births and the people around it, for tests."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tinhso.alerts.models import Alert, AlertRule
from tinhso.alerts.operations import evaluate_rules
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.indicators.tests.factories import AT, Land
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency

LATER = AT + timedelta(hours=5)


def evaluate(**options: Any) -> int:
    """Try every rule as the platform."""
    with acting_as(SYSTEM):
        return evaluate_rules(today=AT.date(), at=options.pop("at", AT), **options)


@dataclass
class Watch:
    """A land whose births ring above ten, watched by its department."""

    land: Land = field(default_factory=Land)
    committee: Agency = field(init=False)
    rule: AlertRule = field(init=False)

    def __post_init__(self) -> None:
        land = self.land
        self.committee = make_agency(
            "H10", area=land.province, short_name="UBND tỉnh", kind="PEOPLES_COMMITTEE"
        )
        births = land.indicator()
        births.owner = land.other
        births.save()
        self.rule = AlertRule.objects.create(
            code="BIRTHS", name="Sinh nhiều", name_en="Many births", indicator=births,
            kind="THRESHOLD", level="COMMUNE", condition={"limit": "10", "clear_limit": "8"},
            severity="ALARM", agency=land.department, checklist=["Gọi trạm y tế", "Báo cáo"],
        )  # fmt: skip

    def tell(self, period: str, number: int) -> None:
        """Record a number of the first commune."""
        self.land.record(self.land.fact(self.rule.indicator, period, number))

    def evaluate(self, **options: Any) -> int:
        """Try the rules as the platform."""
        return evaluate(**options)

    def alert(self) -> Alert:
        """Give the only alert."""
        with acting_as(SYSTEM):
            return Alert.objects.select_related("rule__indicator", "area").get()

    def ring(self) -> Alert:
        """Record a number too high and give the alert it opens."""
        self.tell("C2026M1", 12)
        self.evaluate()
        return self.alert()

    def operator(self) -> Actor:
        """Give a specialist of the department."""
        return actor_of_account(make_officer(self.land.department, "SPECIALIST"))

    def leader(self) -> Actor:
        """Give a leader of the province's committee."""
        return actor_of_account(make_officer(self.committee, "LEADER"))
