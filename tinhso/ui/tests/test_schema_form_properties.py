"""Whatever is sent, the form answers; whatever it accepts is valid."""

import json
import string
import unicodedata
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ui.schema_forms import SchemaForm, load_form
from tinhso.ui.schema_forms.drawing import as_typed
from tinhso.ui.schema_forms.parsing import (
    clean_text,
    has_hidden_characters,
    parse_decimal,
    parse_whole,
)
from tinhso.ui.tests.schemas import areas, example_schema

SCHEMA = example_schema()
FORM = load_form(SCHEMA)
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
INPUTS = [*SCHEMA["properties"], "born_on-day", "born_on-month", "born_on-year", "unknown"]
LIKELY = st.sampled_from(["", "Y", "N", "on", "27", "3", "1990", "0912345678", "25195", "Hoà"])
POSTS = st.dictionaries(st.sampled_from(INPUTS), LIKELY | st.text(max_size=30))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
PACK = sorted((settings.PROVINCE_PACK / "procedures").glob("[0-9]*.json"))


def fill_in(form: SchemaForm, post: dict[str, str]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for page in form.pages(answers):
        answers = form.store(page.code, answers, form.parse(page.code, post))
    for page in form.pages(answers):
        answers = form.store(page.code, answers, form.parse(page.code, post))
    return answers


@given(POSTS)
def test_any_post_is_answered_and_what_is_accepted_is_valid(post: dict[str, str]) -> None:
    answers = fill_in(FORM, post)

    errors = FORM.validate_all(answers, areas)

    for page in FORM.pages(answers):
        view = FORM.view(page.code, answers, errors, areas)
        assert [link.text for link in view.errors] == [
            errors[name] for name in page.fields if name in errors
        ]
    FORM.summary(answers, areas=areas)
    if not errors:
        assert VALIDATOR.is_valid(FORM.visible_answers(answers))


@given(st.dictionaries(st.sampled_from(INPUTS), JSON))
def test_any_json_is_answered(answers: dict[str, Any]) -> None:
    errors = FORM.validate_all(answers, areas)

    FORM.summary(answers, areas=areas)
    if not errors:
        assert VALIDATOR.is_valid(FORM.visible_answers(answers))


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_is_read_back_from_its_input(number: int) -> None:
    assert parse_whole(as_typed(number)) == number


@given(st.decimals(0, 10**6, places=3))
def test_a_decimal_is_read_back_from_its_input(number: Any) -> None:
    assert parse_decimal(as_typed(float(number))) == pytest.approx(float(number))


@given(st.text(alphabet=string.digits + ".,- ", max_size=40))
def test_reading_numbers_never_fails(text: str) -> None:
    parse_whole(text)
    parse_decimal(text)


@pytest.mark.parametrize("path", PACK, ids=lambda path: path.stem)
def test_every_form_of_the_province_is_drawn_and_asks_for_what_it_needs(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))["form"]
    form = load_form(schema)

    errors = form.validate_all({})

    shown = {name for page in form.pages({}) for name in page.fields}
    assert set(errors) == shown & set(schema["required"])
    for page in form.pages({}):
        assert len(form.view(page.code, {}, errors).fields) == len(page.fields)


@given(st.text())
def test_hidden_characters_are_those_of_category_c(text: str) -> None:
    hidden = [one for one in text if unicodedata.category(one).startswith("C") and one != "\n"]
    assert has_hidden_characters(text) == bool(hidden)
    assert not has_hidden_characters(clean_text(text, keep_lines=True))
    cleaned = clean_text(text)
    assert "\n" not in cleaned
    assert cleaned == unicodedata.normalize("NFC", cleaned)
