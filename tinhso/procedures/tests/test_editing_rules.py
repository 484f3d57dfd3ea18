"""Rules of editing: rows, questions and differences, checked on every procedure of the pack."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.procedures.rules import (
    Change,
    Place,
    differences,
    moved,
    questions,
    rows_at,
    with_row,
    with_row_moved,
    without_row,
)
from tinhso.procedures.rules.review import ReviewStage, review_stage
from tinhso.procedures.tests.factories import FOLDER, make_content

CONTENTS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("[0-9][0-9]-*.json"))
}
each = pytest.mark.parametrize("stem", list(CONTENTS))
PAPERS = Place("papers")


def as_sets(form: dict[str, Any]) -> tuple[Any, ...]:
    """Give what a form requires, whatever the order it is written in."""
    rules = [
        (json.dumps(rule["if"], sort_keys=True), tuple(sorted(rule["then"].get("required", []))))
        for rule in form.get("allOf", [])
    ]
    return sorted(form["required"]), sorted(rules)


@each
def test_requirements_follow_from_pages(stem: str) -> None:
    form = CONTENTS[stem]["form"]

    assert as_sets(questions.settled(form)) == as_sets(form)


@each
def test_moving_pages_there_and_back_changes_nothing(stem: str) -> None:
    form = CONTENTS[stem]["form"]
    code = form["x-pages"][0]["code"]

    there = questions.with_page_moved(form, code, 1)

    assert [page["code"] for page in there["x-pages"]][1] == code
    assert questions.with_page_moved(there, code, -1) == questions.settled(form)


def test_question_moved_to_a_conditional_page_is_required_by_condition() -> None:
    form = CONTENTS["08-cap-giay-phep-xay-dung-nha-o"]["form"]
    name = "has_basement"
    form = questions.with_question(
        form,
        "depth_note",
        form["properties"]["plot_address"],
        page="basement-details",
        is_required=True,
    )

    assert "depth_note" not in form["required"]
    rule = next(rule for rule in form["allOf"] if name in rule["if"]["properties"])
    assert "depth_note" in rule["then"]["required"]
    assert "depth_note" in questions.required_names(form)


def test_removed_question_leaves_no_trace() -> None:
    form = CONTENTS["08-cap-giay-phep-xay-dung-nha-o"]["form"]

    form = questions.without_question(form, "has_basement")

    assert "has_basement" not in json.dumps(form)
    page = questions.find_page(form, "basement-details")
    assert page is not None
    assert page["show_if"] is None
    assert "basement_depth_m" in form["required"]


def test_question_at_the_edge_goes_on_to_the_next_page() -> None:
    form = CONTENTS["01-dang-ky-khai-sinh"]["form"]
    first, second = form["x-pages"][:2]
    name = first["fields"][-1]

    after = questions.with_question_moved(form, name, 1)

    assert after["x-pages"][1]["fields"] == [name, *second["fields"]]


def test_renamed_question_keeps_place_and_conditions() -> None:
    form = CONTENTS["08-cap-giay-phep-xay-dung-nha-o"]["form"]

    after = questions.renamed(form, "has_basement", "with_cellar")

    page = questions.find_page(after, "basement-details")
    assert page is not None
    assert page["show_if"]["field"] == "with_cellar"
    assert "has_basement" not in json.dumps(after)


@given(rows=st.lists(st.integers(), min_size=1), data=st.data())
def test_moving_keeps_every_row(rows: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    by = data.draw(st.integers(-3, 3))

    assert sorted(moved(rows, at, by)) == sorted(rows)


def test_rows_are_edited_without_touching_the_content_given() -> None:
    content = make_content()
    before = copy.deepcopy(content)

    added = with_row(content, PAPERS, {**content["papers"][0], "code": "new-paper"})
    changed = with_row(added, PAPERS, {"originals": 3}, 0)
    swapped = with_row_moved(changed, PAPERS, 0, 1)
    removed = without_row(swapped, PAPERS, 0)

    assert content == before
    assert rows_at(changed, PAPERS)[0]["originals"] == 3
    assert [row["code"] for row in removed["papers"]][0] == "birth-notice"
    assert removed["papers"][-1]["code"] == "new-paper"


def test_last_variant_removed_takes_the_part_away() -> None:
    content = make_content(variants=[{"code": "one", "ways": [], "process": []}])

    assert "variants" not in without_row(content, Place("variants"), 0)


def test_variant_gets_rows_of_its_own() -> None:
    content = make_content(variants=[{"code": "one", "ways": [], "process": []}])
    step = content["process"][0]

    after = with_row(content, Place("process", "one"), step)

    assert rows_at(after, Place("process", "one")) == [step]
    assert after["process"] == content["process"]


@each
def test_same_content_has_no_difference(stem: str) -> None:
    assert differences(CONTENTS[stem], copy.deepcopy(CONTENTS[stem])) == []


def test_differences_are_named_row_by_row() -> None:
    before = make_content()
    after = copy.deepcopy(before)
    after["papers"][0]["originals"] = 2
    after["papers"].append({**before["papers"][1], "code": "extra"})
    removed = after["papers"].pop(1)
    after["process"].reverse()
    after["cut_off"] = "16:00"
    after["form"]["properties"]["child_full_name"]["maxLength"] = 60

    found = {(row.part, row.key): row.change for row in differences(before, after)}

    assert found[("papers", "birth-notice")] is Change.CHANGED
    assert found[("papers", "extra")] is Change.ADDED
    assert found[("papers", removed["code"])] is Change.REMOVED
    assert found[("process", "")] is Change.MOVED
    assert found[("questions", "child_full_name")] is Change.CHANGED
    assert ("cut_off", "") in found
    assert ("fees", "") not in found


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], ReviewStage.WRITING),
        ([("EDITED", "a")], ReviewStage.WRITING),
        ([("SUBMITTED", "a")], ReviewStage.SUBMITTED),
        ([("SUBMITTED", "a"), ("APPROVED", "a")], ReviewStage.APPROVED),
        ([("SUBMITTED", "a"), ("RETURNED", "a")], ReviewStage.RETURNED),
        ([("SUBMITTED", "b"), ("APPROVED", "b")], ReviewStage.WRITING),
    ],
)
def test_stage_speaks_of_the_present_words_only(
    acts: list[tuple[str, str]], expected: ReviewStage
) -> None:
    assert review_stage(acts, "a") is expected
