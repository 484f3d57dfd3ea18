"""Processes are read as tables and refuse what could not be followed."""

from typing import Any

import pytest

from tinhso.workflow.rules import ProcessDefinition, UnknownStep

ROLES = ("CLERK", "SPECIALIST", "LEADER")


def _row(code: str, role: str, hours: int = 2) -> dict[str, Any]:
    return {"code": code, "name": {"vi": f"Bước {code}", "en": code}, "role": role, "hours": hours}


@pytest.fixture
def process() -> ProcessDefinition:
    return ProcessDefinition.from_rows(
        [_row(code, role) for code, role in zip(("intake", "appraise", "sign"), ROLES, strict=True)]
    )


def test_steps_follow_each_other_in_the_order_of_the_table(process: ProcessDefinition) -> None:
    after, before = process.find_after("intake"), process.find_before("sign")

    assert after is not None
    assert before == after
    assert (after.code, after.name("vi"), after.name("en")) == (
        "appraise",
        "Bước appraise",
        "appraise",
    )


def test_nothing_follows_the_last_or_precedes_the_first(process: ProcessDefinition) -> None:
    assert (process.find_after("sign"), process.find_before("intake")) == (None, None)


def test_hours_add_up(process: ProcessDefinition) -> None:
    assert process.total_hours == 6


def test_first_step_of_a_role_is_found(process: ProcessDefinition) -> None:
    found = process.find_role("LEADER")

    assert found is not None
    assert found.code == "sign"
    assert process.find_role("REGISTRAR") is None


def test_unknown_step_is_named(process: ProcessDefinition) -> None:
    with pytest.raises(UnknownStep, match="paint"):
        process.step("paint")


@pytest.mark.parametrize("rows", [[], [_row("a", "CLERK"), _row("a", "LEADER")]])
def test_process_without_steps_or_with_doubles_is_refused(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="distinct"):
        ProcessDefinition.from_rows(rows)
