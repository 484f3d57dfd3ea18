"""A fee table by rules alone: the pack's survive the editor, ways become one, flaws are found."""

import json
from typing import Any

import pytest
from django.conf import settings

from tinhso.payments.api import FeeQuestion, assess, table_for
from tinhso.procedures import api
from tinhso.procedures.forms import (
    FeeChoices,
    FeeExemptionForm,
    FeeLineForm,
    FeeQuantityForm,
    FeeRowForm,
)
from tinhso.procedures.rules import CHARGED, Flaw, contradictions, fee_tables, ways_for
from tinhso.procedures.tests.factories import ON, make_content, make_entry, publish
from tinhso.ui.fields import DateField

ROW = {"basis": "Nghị quyết 01/2021/NQ-HĐND", "certainty": "to_confirm"}


def real_contents() -> list[dict[str, Any]]:
    """Give the pack's real procedures."""
    folder = settings.PROVINCE_PACK / "procedures"
    paths = sorted(path for path in folder.glob("[0-9]*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def test_every_part_of_the_pack_survives_being_saved_unchanged() -> None:
    for content in real_contents():
        given = content.get("fee_table")
        if given is None:
            continue
        names = [(name, name) for name in given.get("quantities", {})]
        choices = FeeChoices(
            channels=[(code, code) for code in CHARGED],
            variants=[],
            quantities=names,
            certainties=[(code, code) for code in ("confirmed", "secondary", "to_confirm")],
        )
        for line in given["lines"]:
            again = filled(FeeLineForm, line=line, taken=[])
            assert again.line(line) == line
            for row in fee_tables.rows_of_line(line):
                kept = filled(FeeRowForm, choices=choices, row=row)
                assert kept.row() == row, (content["slug"], row)
        for name, quantity in given.get("quantities", {}).items():
            asked = [(quantity["answer"], "")]
            kept = filled(FeeQuantityForm, questions=asked, name=name, quantity=quantity)
            assert kept.quantity() == quantity
        for exemption in given.get("exemptions", []):
            options = {
                "kind": [(exemption.get("kind", ""), "")],
                "lines": [(line["code"], "") for line in given["lines"]],
                "channels": choices.channels,
                "certainty": choices.certainties,
            }
            kept = filled(FeeExemptionForm, options=options, exemption=exemption, taken=[])
            assert kept.exemption() == exemption


def filled(form_type: Any, **given: Any) -> Any:
    """Give a form sent as it was drawn, which must be right."""
    values: dict[str, Any] = {}
    for bound in form_type(None, **given):
        value = bound.value()
        if isinstance(bound.field, DateField) and value:
            year, month, day = value.split("-")
            name = bound.name
            values |= {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
        elif value is not None:
            values[bound.name] = value
    sent = form_type(values, **given)
    assert sent.is_valid(), sent.errors
    return sent


def test_begun_table_takes_what_the_ways_took() -> None:
    """The oracle is what ``payments`` reckons of the same content without a table."""
    for content in real_contents():
        without = {name: part for name, part in content.items() if name != "fee_table"}
        begun = {**without, "fee_table": fee_tables.table_from_ways(without)}
        scope = {"field": content["field"], "procedure": content["code"]["value"]}
        for case_kind in ["", *(row["code"] for row in content.get("variants") or [])]:
            for channel in CHARGED:
                asked = FeeQuestion(channel, on=ON, case_kind=case_kind)
                plain = table_for({**without, "ways": ways_for(without, case_kind)}, **scope)
                table_now = table_for(begun, **scope)
                assert assess(table_now, asked).gross_vnd == assess(plain, asked).gross_vnd


@pytest.mark.django_db
def test_filing_by_another_way_is_charged_as_the_way_it_goes_as() -> None:
    free = {"when": {"channels": ["ONLINE"]}, "rate": {"fixed_vnd": 0}, **ROW}
    line = {
        "code": "fee",
        "name": {"vi": "Phí", "en": "Fee"},
        "rows": [free],
        "otherwise": {"rate": {"fixed_vnd": 9000}, **ROW},
    }
    (version,) = publish(make_entry(fee_table={"lines": [line]}))

    taken = {
        channel: api.fee_of(version, channel)
        for channel in ("ONLINE", "NATIONAL_PORTAL", "ASSISTED", "COUNTER", "POST")
    }

    assert taken == {
        "ONLINE": 0, "NATIONAL_PORTAL": 0, "ASSISTED": 0, "COUNTER": 9000, "POST": 9000,
    }  # fmt: skip


def test_contradictions_of_a_table_are_found() -> None:
    content = make_content()
    broken = json.loads(json.dumps(content["fee_table"]))
    broken["quantities"] = {"copies": {"answer": "nobody_asks", "default": 1}}
    first, second = broken["lines"]
    second["code"] = first["code"]
    first["rows"] = [
        {"when": {"case_kinds": ["no-such"]}, "rate": {"fixed_vnd": 1, "times": "moons"}, **ROW}
    ]
    first["otherwise"]["rate"] = {"unit": "copies", "tiers": [{"up_to": 2, "amount_vnd": 1}]}
    exemption = {"code": "a", "name": first["name"], "percent": 5, "lines": ["none"], **ROW}
    broken["exemptions"] = [exemption]

    found = contradictions({**content, "fee_table": broken})

    assert {(row.flaw, row.code) for row in found} == {
        (Flaw.REPEATED, "registration"),
        (Flaw.UNKNOWN_FEE, "none"),
        (Flaw.UNKNOWN_QUESTION, "nobody_asks"),
        (Flaw.UNKNOWN_VARIANT, "no-such"),
        (Flaw.UNKNOWN_QUANTITY, "moons"),
        (Flaw.CLOSED_LAST_TIER, "registration"),
    }
