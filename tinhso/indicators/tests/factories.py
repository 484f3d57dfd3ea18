"""Indicators, places and facts for tests: one district with two communes, one department."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.indicators.models import Indicator, Source
from tinhso.indicators.operations import (
    Definition,
    NewFact,
    Origin,
    Recorded,
    changed_definition,
    define_indicator,
    record_facts,
)
from tinhso.indicators.rules import ValueKind, periods
from tinhso.orgs.models import Agency, Area, AreaKind
from tinhso.orgs.tests.factories import make_agency, make_area

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
PLAIN = Definition(
    name="Trẻ sinh ra", name_en="Births", meaning="Số trẻ sinh ra trong kỳ.",
    meaning_en="Children born in the period.", numerator="Số trẻ", numerator_en="Children",
    unit="trẻ", unit_en="children", kind="REPORTED", calendar="CALENDAR", frequency="MONTH",
    level="COMMUNE", over_time="SUM", over_areas="SUM", direction="NEUTRAL", sensitivity="PUBLIC",
    source_text="Bộ thử nghiệm",
)  # fmt: skip


@dataclass
class Land:
    """A province with one district and two communes, and the department that counts."""

    province: Area = field(
        default_factory=lambda: make_area("70", name="Tỉnh", kind=AreaKind.PROVINCE)
    )
    department: Agency = field(init=False)
    other: Agency = field(init=False)
    district: Area = field(init=False)
    communes: list[Area] = field(init=False)
    source: Source = field(init=False)

    def __post_init__(self) -> None:
        self.district = make_area("689", name="Thành phố", kind=AreaKind.CITY, parent=self.province)
        self.communes = [
            make_area(code, name=name, kind=AreaKind.WARD, parent=self.district)
            for code, name in (("25195", "Phường Tân Phú"), ("25198", "Phường Tân Đồng"))
        ]
        self.department = make_agency("H10.17", area=self.province, short_name="Sở Y tế")
        self.other = make_agency("H10.14", area=self.province)
        self.source = Source.objects.create(
            code="FILE.REPORTS", name="Báo cáo ngành", kind="FILE", agency=self.department
        )
        Source.objects.create(
            code="MANUAL", name="Đính chính", kind="MANUAL", agency=self.department
        )

    def indicator(self, code: str = "POP.BIRTHS", **changes: Any) -> Indicator:
        """Define an indicator that the department owns."""
        indicator = Indicator.objects.create(
            code=code, field="POPULATION", name=code, name_en=code, owner=self.department,
            keeper=self.department, sensitivity="PUBLIC",
        )  # fmt: skip
        define_indicator(
            indicator=indicator, definition=changed_definition(PLAIN, changes), reason="",
            actor=SYSTEM, at=AT,
        )  # fmt: skip
        return indicator

    def fact(
        self, indicator: Indicator, code: str, numerator: object, *more: object, **columns: Any
    ) -> NewFact:
        """Make a fact of the first commune (``area`` another) in the period with a code."""
        area = columns.pop("area", self.communes[0])
        return NewFact(
            indicator_id=indicator.pk, area_id=area.pk,
            agency_id=columns.pop("agency", self.department).pk,
            period_id=periods.from_code(code).id,
            numerator=None if numerator is None else Decimal(str(numerator)),
            denominator=Decimal(str(more[0])) if more else None, **columns,
        )  # fmt: skip

    def record(self, *facts: NewFact, at: datetime = AT, **origin: Any) -> Recorded:
        """Record facts as the platform."""
        with acting_as(SYSTEM):
            return record_facts(
                facts=facts, origin=Origin(self.source, ValueKind.REPORTED, **origin),
                actor=SYSTEM, at=at,
            )  # fmt: skip

    def officer(self, role: str = "DATA_STEWARD", agency: Agency | None = None) -> Actor:
        """Give an officer of the department, or of another agency."""
        return actor_of_account(make_officer(agency or self.department, role))
