"""Indicators as a data service: open numbers leave, inner ones do not."""

import pytest

from tinhso.indicators.tests.factories import Land
from tinhso.sharing.tests.factories import agree, make_sharing

pytestmark = pytest.mark.django_db


def test_open_numbers_are_shared_and_inner_ones_are_not() -> None:
    land = Land()
    births = land.indicator()
    inner = land.indicator("POP.INNER", sensitivity="INTERNAL")
    land.record(land.fact(births, "C2025M12", 10), land.fact(inner, "C2025M12", 7))
    sharing = make_sharing()
    agree(sharing, "indicator-values", "indicator", "area", "value")

    answer = sharing.system.get(
        "indicator-values",
        sharing.system.token("indicator-values"),
        indicators="POP.BIRTHS,POP.INNER",
        periods="C2025M12",
        level="COMMUNE",
    )

    items = answer.json()["items"]
    told = {(row["indicator"], row["area"], str(row["value"])) for row in items}
    assert ("POP.BIRTHS", "25195", "10") in told
    assert {value for code, _, value in told if code == "POP.INNER"} <= {"None"}
