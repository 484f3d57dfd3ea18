"""The procedure data of the province pack is whole: format, forms, examples, process, words."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

PACK = Path(__file__).parents[2] / "provinces" / "binh_phuoc"
FOLDER = PACK / "procedures"
Json = dict[str, Any]


def read(path: Path) -> Any:
    """The parsed content of a UTF-8 JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


PATHS = sorted(FOLDER.glob("[0-9][0-9]-*.json"))
PROCEDURES: dict[str, Json] = {path.stem: read(path) for path in PATHS}
COMPLETE = {stem for stem, procedure in PROCEDURES.items() if procedure["complete"]}
EXAMPLES: dict[str, Json] = {
    path.stem: read(path) for path in sorted((FOLDER / "examples").glob("*.json"))
}
FIELDS: list[Json] = read(FOLDER / "fields.json")
VALIDATOR = jsonschema_rs.Draft202012Validator(read(FOLDER / "schema.json"), validate_formats=True)
CODE = re.compile(r"^[123]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.H\d{2}|\.H\d{2})?$")
PLACEHOLDER = re.compile(r"\{\{([a-z]+)\.?([a-z0-9_]*)\}\}")
FIXED_PLACEHOLDERS = {
    ("case", "code"),
    ("case", "applicant_name"),
    ("agency", "name"),
    ("area", "name"),
    ("today", ""),
}
EXPECTED_COMPLETE = {
    "01-dang-ky-khai-sinh",
    "02-dang-ky-ket-hon",
    "03-dang-ky-khai-tu",
    "04-cap-ban-sao-trich-luc-ho-tich",
    "06-chung-thuc-ban-sao-tu-ban-chinh",
    "10-doi-giay-phep-lai-xe",
    "11-giay-chung-nhan-an-toan-thuc-pham",
    "12-ho-tro-cay-trong-vat-nuoi-bi-thiet-hai",
    "16-dang-ky-giam-ho",
    "17-dang-ky-nuoi-con-nuoi-trong-nuoc",
    "18-chung-thuc-chu-ky",
    "19-chung-thuc-hop-dong-giao-dich",
    "20-chung-thuc-di-chuc",
    "22-tam-ngung-ho-kinh-doanh",
    "30-cap-lai-giay-phep-lai-xe",
    "32-cap-phu-hieu-xe",
    "33-chung-chi-hanh-nghe-duoc",
    "34-chung-chi-hanh-nghe-kham-benh-chua-benh",
    "35-xac-dinh-muc-do-khuyet-tat",
    "38-cap-ban-sao-van-bang-tu-so-goc",
    "39-tro-cap-xa-hoi-hang-thang",
    "40-ho-tro-chi-phi-mai-tang",
    "41-cong-nhan-ho-ngheo-can-ngheo",
    "43-buon-ban-thuoc-bao-ve-thuc-vat",
    "44-chung-chi-hanh-nghe-thu-y",
    "45-buon-ban-thuoc-thu-y",
    "46-chan-nuoi-trang-trai-quy-mo-lon",
    "47-cua-hang-ban-le-xang-dau",
    "48-dai-ly-ban-le-xang-dau",
    "49-ma-so-don-vi-quan-he-ngan-sach",
    "50-ho-tro-phi-bao-hiem-nong-nghiep",
    "51-chung-thuc-sua-doi-huy-bo-hop-dong",
    "52-chung-thuc-tu-choi-nhan-di-san",
    "53-chung-thuc-thoa-thuan-phan-chia-di-san",
    "54-chung-thuc-khai-nhan-di-san",
    "55-ban-sao-hop-dong-da-chung-thuc",
    "56-dang-ky-lai-nuoi-con-nuoi",
    "57-doi-cap-lai-giay-xac-nhan-khuyet-tat",
    "58-chuyen-doi-cay-trong-tren-dat-lua",
    "59-dang-ky-hoat-dong-tin-nguong",
    "60-cong-nhan-hoa-giai-vien",
    "61-thong-bao-thanh-lap-thu-vien-cong-dong",
    "62-huong-tro-cap-that-nghiep",
}
#: Asked by the short general form of the procedures whose own form nobody has written yet.
GENERAL = {"request_text"}
each_procedure = pytest.mark.parametrize("stem", list(PROCEDURES))
each_example = pytest.mark.parametrize("stem", list(EXAMPLES))


def form_validator(stem: str) -> jsonschema_rs.Draft202012Validator:
    """The compiled form of a procedure, checking formats such as dates."""
    return jsonschema_rs.Draft202012Validator(PROCEDURES[stem]["form"], validate_formats=True)


def failing_properties(stem: str, submission: Json) -> set[str]:
    """Names of the properties that make a submission invalid."""
    errors = form_validator(stem).iter_errors(submission)
    return {
        str(getattr(error.kind, "property", None) or error.instance_path[0]) for error in errors
    }


def strings(node: Any) -> Iterator[str]:
    """Every string inside a JSON value, keys included."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from strings(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from strings(value)


def bilingual_nodes(node: Any) -> Iterator[Json]:
    """Every object that carries words in Vietnamese or English."""
    if isinstance(node, list):
        for item in node:
            yield from bilingual_nodes(item)
    elif isinstance(node, dict):
        if "en" in node or "vi" in node:
            yield node
        for value in node.values():
            yield from bilingual_nodes(value)


def process_hours(procedure: Json) -> int:
    """Working hours of the longest time limit; 7 calendar days hold 5 working days of 8 hours."""
    limits = [way["time_limit"] for way in procedure["ways"]]
    hours: list[int] = [
        {
            "WORKING_DAY": 8 * max(1, limit["amount"]),
            "WORKING_HOUR": limit["amount"],
            "CALENDAR_DAY": 8 * (limit["amount"] * 5 // 7),
        }[limit["unit"]]
        for limit in limits
    ]
    return max(hours)


@each_procedure
def test_file_follows_the_schema(stem: str) -> None:
    errors = [(list(e.instance_path), e.message) for e in VALIDATOR.iter_errors(PROCEDURES[stem])]

    assert errors == []


@each_procedure
def test_file_is_named_by_its_slug(stem: str) -> None:
    assert stem[3:] == PROCEDURES[stem]["slug"]


def test_real_procedures_stand_in_order_and_name_known_fields() -> None:
    fields = [field["code"] for field in FIELDS]

    assert len(PROCEDURES) == 62
    assert [stem[:2] for stem in PROCEDURES] == [f"{n:02d}" for n in range(1, 63)]
    assert len(set(fields)) == len(fields)
    used = {procedure["field"] for procedure in PROCEDURES.values()}
    assert set(fields[:12]) <= used <= set(fields)


def test_complete_procedures_have_examples() -> None:
    assert COMPLETE == EXPECTED_COMPLETE
    assert set(EXAMPLES) >= EXPECTED_COMPLETE
    assert {PROCEDURES[stem]["slug"] for stem in EXAMPLES} == {
        example["procedure"] for example in EXAMPLES.values()
    }


def test_short_general_form_is_named_as_missing() -> None:
    forms = {stem: set(content["form"]["properties"]) for stem, content in PROCEDURES.items()}
    missing = {stem for stem, content in PROCEDURES.items() if "form" in content["missing_parts"]}

    assert {stem for stem, names in forms.items() if names >= GENERAL} == missing


def test_codes_and_slugs_are_strings_used_once() -> None:
    codes = [procedure["code"]["value"] for procedure in PROCEDURES.values()]
    slugs = {procedure["slug"] for procedure in PROCEDURES.values()}

    assert all(isinstance(code, str) and CODE.match(code) for code in codes)
    assert len(set(codes)) == len(codes) == len(slugs)


@each_procedure
def test_departments_exist_in_the_organisation_data(stem: str) -> None:
    agency = PROCEDURES[stem]["deciding_agency"]
    with (PACK / "organisation" / "agencies.csv").open(encoding="utf-8", newline="") as file:
        departments = {r["short_name"] for r in csv.DictReader(file) if r["kind"] == "DEPARTMENT"}

    assert agency["tier"] == PROCEDURES[stem]["tier"]
    assert (agency["kind"] == "DEPARTMENT") == (agency["department_short_name"] is not None)
    assert agency["department_short_name"] in departments | {None}


@each_procedure
def test_process_takes_exactly_the_time_limit(stem: str) -> None:
    process = PROCEDURES[stem]["process"]

    assert sum(step["hours"] for step in process) == process_hours(PROCEDURES[stem])
    assert [process[0]["code"], process[-1]["code"]] == ["intake", "return"]
    assert [process[0]["role"], process[-1]["role"]] == ["CLERK", "CLERK"]
    assert process[-1]["hours"] == 0
    assert len({step["code"] for step in process}) == len(process)


def test_five_procedures_have_real_variants() -> None:
    with_variants = {stem for stem, content in PROCEDURES.items() if content.get("variants")}

    assert len(with_variants) == 5


def test_a_fee_nobody_confirmed_is_named_as_missing() -> None:
    """An amount from general knowledge does not make a procedure complete."""
    unsure = {
        stem
        for stem, content in PROCEDURES.items()
        if any(fee["certainty"] == "to_confirm" for fee in content["fees"])
    }

    assert all("fees" in PROCEDURES[stem]["missing_parts"] for stem in unsure)


@each_procedure
def test_variants_name_known_papers_and_take_exactly_their_limit(stem: str) -> None:
    known = {paper["code"] for paper in PROCEDURES[stem]["papers"]}

    for variant in PROCEDURES[stem].get("variants", []):
        assert {*variant["required_papers"], *variant["optional_papers"]} <= known
        if variant["ways"] or variant["process"]:
            assert sum(step["hours"] for step in variant["process"]) == process_hours(variant)


@each_procedure
def test_commune_process_needs_no_head_of_unit(stem: str) -> None:
    roles = {step["role"] for step in PROCEDURES[stem]["process"]}

    assert ("HEAD_OF_UNIT" in roles) == (PROCEDURES[stem]["tier"] != "COMMUNE")


@each_procedure
def test_every_property_stands_on_exactly_one_page(stem: str) -> None:
    form = PROCEDURES[stem]["form"]
    on_pages = [name for page in form["x-pages"] for name in page["fields"]]

    assert sorted(on_pages) == sorted(form["properties"])
    assert set(form["required"]) <= set(form["properties"])


@each_procedure
def test_conditional_page_asks_an_earlier_answer_and_requires_only_then(stem: str) -> None:
    form = PROCEDURES[stem]["form"]
    seen: set[str] = set()

    for page in form["x-pages"]:
        condition = page["show_if"]
        if condition:
            options = form["properties"][condition["field"]].get("enum", [True, False])
            assert condition["field"] in seen
            assert condition["equals"] in options
            assert not set(page["fields"]) & set(form["required"])
        seen |= set(page["fields"])


@each_procedure
def test_choices_have_a_label_for_every_value(stem: str) -> None:
    for name, field in PROCEDURES[stem]["form"]["properties"].items():
        labels = [option["value"] for option in field.get("x-options", [])]
        assert labels == field.get("enum", []), name
        assert field["title"] == field["x-title"]["vi"], name


def test_procedures_from_51_on_say_what_to_write_in_every_box() -> None:
    boxes = [
        (stem, name)
        for stem, procedure in PROCEDURES.items()
        if stem > "51"
        for name, field in procedure["form"]["properties"].items()
        if field["x-widget"] in ("text", "textarea", "identity_number") and not field["x-help"]
    ]

    assert boxes == []


@each_procedure
def test_a_choice_asked_of_you_is_a_question_that_its_error_can_repeat(stem: str) -> None:
    """“Chọn bạn là” and “Choose: You are” say nothing to who left the choice out."""
    unfinished = [
        title["vi"]
        for title in (
            field["x-title"]
            for field in PROCEDURES[stem]["form"]["properties"].values()
            if field["x-widget"] == "radio"
        )
        if title["vi"].startswith("Bạn ") and not title["vi"].endswith("?")
    ]

    assert unfinished == []


@each_procedure
def test_result_template_uses_known_values_and_all_that_is_asked(stem: str) -> None:
    template = PROCEDURES[stem]["result_template"]
    extra = {("result", field["code"]): field["is_required"] for field in template["extra_fields"]}
    form = {("form", name) for name in PROCEDURES[stem]["form"]["properties"]}

    text = " ".join(strings(template["body"]))
    used = set(PLACEHOLDER.findall(text))

    assert used <= FIXED_PLACEHOLDERS | form | set(extra)
    assert used >= {placeholder for placeholder, is_required in extra.items() if is_required}
    assert text.count("{{") == len(PLACEHOLDER.findall(text))


@each_procedure
def test_words_are_complete_in_both_languages(stem: str) -> None:
    nodes = [
        node
        for node in bilingual_nodes({**PROCEDURES[stem], "result_template": {}})
        if not (node.get("vi", "").strip() and node.get("en", "").strip())
    ]

    assert nodes == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.json")), ids=lambda path: path.stem)
def test_text_is_composed_unicode(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")


@each_example
def test_lifelike_submissions_are_valid(stem: str) -> None:
    submissions = EXAMPLES[stem]["valid"]

    assert len(submissions) == 3
    assert [failing_properties(stem, submission) for submission in submissions] == [set()] * 3


@each_example
def test_wrong_submissions_fail_on_the_named_property(stem: str) -> None:
    wrong = EXAMPLES[stem]["invalid"]

    assert len(wrong) == 3
    for example in wrong:
        assert failing_properties(stem, example["submission"]) == {example["failing_property"]}


@each_example
def test_submissions_name_communes_of_2021(stem: str) -> None:
    with (PACK / "organisation" / "areas.csv").open(encoding="utf-8", newline="") as file:
        communes = {
            row["code"]
            for row in csv.DictReader(file)
            if row["kind"] in {"WARD", "TOWNSHIP", "COMMUNE"} and row["valid_from"] < "2021-06-01"
        }
    used = {
        value
        for submission in EXAMPLES[stem]["valid"]
        for name, value in submission.items()
        if name.endswith("area_code")
    }

    assert used <= communes
