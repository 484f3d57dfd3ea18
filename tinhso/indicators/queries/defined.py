"""Definitions as the engine needs them, those that derived indicators name included."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.core.actors import Actor
from tinhso.indicators.models import Indicator, IndicatorVersion
from tinhso.indicators.permissions import indicators_for
from tinhso.indicators.rules import Expression, OverAreas, OverTime, read_expression
from tinhso.indicators.rules.folding import Adding
from tinhso.indicators.rules.planning import Shape, shape_of


@dataclass(frozen=True, slots=True)
class Defined:
    """An indicator with its rules; ``is_guarded``: the actor reads only what they gave."""

    id: int
    code: str
    adding: Adding
    shape: Shape
    expression: Expression | None
    factor: Decimal
    decimals: int
    direction: str
    warning: Decimal | None
    alarm: Decimal | None
    smallest_count: int
    is_guarded: bool

    @property
    def is_ratio(self) -> bool:
        """Tell whether the number is one sum over another."""
        return self.adding.is_ratio

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the indicators whose facts it is made of."""
        return self.expression.codes if self.expression else (self.code,)


def load_defined(codes: Sequence[str], actor: Actor) -> dict[str, Defined]:
    """Give definitions by code in two queries; unknown codes are left out."""
    versions = list(_versions(codes))
    named = {
        code
        for version in versions
        if (expression := read_expression(version.expression))
        for code in expression.codes
    }
    known = {version.indicator.code for version in versions}
    versions += _versions(sorted(named - known))
    open_ids = set(
        indicators_for(actor)
        .filter(pk__in=[version.indicator_id for version in versions])
        .values_list("pk", flat=True)
    )
    return {
        version.indicator.code: _defined(version, version.indicator_id not in open_ids)
        for version in versions
    }


def _versions(codes: Sequence[str]) -> list[IndicatorVersion]:
    if not codes:
        return []
    indicators = Indicator.objects.filter(code__in=codes).values("version_id")
    return list(IndicatorVersion.objects.filter(pk__in=indicators).select_related("indicator"))


def _defined(version: IndicatorVersion, is_guarded: bool) -> Defined:
    adding = Adding(OverTime(version.over_time), OverAreas(version.over_areas), version.is_ratio)
    return Defined(
        id=version.indicator_id,
        code=version.indicator.code,
        adding=adding,
        shape=shape_of(
            calendar=version.calendar, frequency=version.frequency, level=version.level,
            adding=adding,
        ),
        expression=read_expression(version.expression),
        factor=version.factor,
        decimals=version.decimals,
        direction=version.direction,
        warning=version.warning,
        alarm=version.alarm,
        smallest_count=version.smallest_count,
        is_guarded=is_guarded,
    )  # fmt: skip
