"""Extra fields of a result that have a page of their own: days, sums, choices, numbers."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures import api
from tinhso.procedures.forms.result_field import ResultFieldForm
from tinhso.procedures.forms.result_template import is_simple
from tinhso.procedures.rules import result_fields
from tinhso.procedures.tests.factories import make_entry, publish

SLUG = "dang-ky-khai-sinh"
CODE = "personal_identity_number"
PAGE = f"/quan-tri/thu-tuc/{SLUG}/ban-thao/mau-ket-qua/"
in_database = pytest.mark.django_db


def fields_of_the_pack() -> list[dict[str, Any]]:
    """Give every extra field of the pack the page of a template cannot show."""
    files = sorted((Path(settings.PROVINCE_PACK) / "procedures").glob("[0-9]*.json"))
    templates = [json.loads(file.read_text()).get("result_template") or {} for file in files]
    rows = [row for template in templates for row in template.get("extra_fields", [])]
    return [row for row in rows if not is_simple(row)]


def as_sent(row: dict[str, Any] | None, **changes: object) -> QueryDict:
    """Give the page as a browser sends it."""
    form = ResultFieldForm(None, row=row, taken=[])
    sent = QueryDict(mutable=True)
    for bound in form:
        value = changes.get(bound.name, bound.value())
        if value is True:
            sent[bound.name] = "on"
        elif value is not None and value is not False:
            sent[bound.name] = str(value)
    return sent


@pytest.mark.parametrize("row", fields_of_the_pack(), ids=lambda row: row["code"])
def test_field_sent_as_it_was_drawn_stays_as_it_is(row: dict[str, Any]) -> None:
    form = ResultFieldForm(as_sent(row), row=row, taken=[])

    assert form.is_valid(), form.errors
    assert form.row() == row


def test_pack_has_fields_of_this_kind() -> None:
    assert len(fields_of_the_pack()) >= 7


@pytest.mark.parametrize(
    ("widget", "limits"),
    [
        ("date", {"type": "string", "format": "date", "minLength": 10, "maxLength": 10}),
        ("money", {"type": "integer", "minimum": 0}),
        ("number", {"type": "number", "minimum": 0}),
    ],
)
def test_kind_decides_type_and_limits(widget: str, limits: dict[str, object]) -> None:
    words = {"name": "given_on", "title_vi": "Ngày cấp", "title_en": "Given on"}
    sent = as_sent(None, widget=widget, lowest=0, **words)

    form = ResultFieldForm(sent, row=None, taken=[])

    assert form.is_valid(), form.errors
    assert limits.items() <= form.row()["property"].items()


def test_line_follows_a_renamed_field_and_names_what_it_prints() -> None:
    template = {
        "body": [
            {"type": "field", "label": "Số", "value": "{{ result.number }} và {{result.other}}"},
            {"type": "paragraph", "text": "Ngày {{today}}"},
        ],
        "extra_fields": [{"code": "number"}, {"code": "other"}],
    }

    changed = result_fields.with_field(template, {"code": "sign"}, former="number")

    assert changed["body"][0]["value"] == "{{result.sign}} và {{result.other}}"
    assert [row["code"] for row in changed["extra_fields"]] == ["sign", "other"]
    assert result_fields.lines_naming(changed, "sign") == [1]
    assert result_fields.lines_naming(changed, "number") == []


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """Give a browser in which an administrator has begun a draft."""
    publish(make_entry())
    sign_in(client, make_officer(make_agency(), role="ADMINISTRATOR"))
    client.post(reverse("procedures:start_draft", args=[SLUG]))
    return client


def template() -> dict[str, Any]:
    """Give the draft's template."""
    found = api.find_draft_of(SLUG)
    assert found is not None
    return dict(found.content["result_template"])


def send(desk: Client, address: str, sent: QueryDict) -> Any:
    """Send a page with what was seen."""
    found = api.find_draft_of(SLUG)
    assert found is not None
    return desk.post(address, {**sent.dict(), "seen": found.content_hash})


@in_database
def test_field_is_changed_on_its_page(desk: Client) -> None:
    row = result_fields.find_field(template(), CODE)
    shown = desk.get(PAGE).content.decode()
    sent = as_sent(row, title_vi="Số định danh của trẻ")

    assert f"{PAGE}muc/{CODE}/" in shown
    assert "JSON" not in shown
    assert desk.get(f"{PAGE}muc/{CODE}/").status_code == 200
    assert send(desk, f"{PAGE}muc/{CODE}/", sent)["Location"] == PAGE

    after = result_fields.find_field(template(), CODE)
    assert after is not None
    assert after["property"]["title"] == "Số định danh của trẻ"
    assert after["property"]["x-sensitive"] is True


@in_database
def test_new_field_is_added_and_taken_away(desk: Client) -> None:
    words = {"name": "given_on", "title_vi": "Ngày cấp", "title_en": "Given on"}
    send(desk, f"{PAGE}them-muc/", as_sent(None, widget="date", **words))
    assert result_fields.find_field(template(), "given_on") is not None

    removing = QueryDict("do=remove")
    assert send(desk, f"{PAGE}muc/given_on/", removing)["Location"] == PAGE

    assert result_fields.find_field(template(), "given_on") is None


@in_database
def test_field_a_line_prints_cannot_be_taken_away(desk: Client) -> None:
    answer = send(desk, f"{PAGE}muc/{CODE}/", QueryDict("do=remove"))

    assert answer["Location"] == f"{PAGE}muc/{CODE}/"
    assert "đang được in ở dòng" in desk.get(answer["Location"]).content.decode()
    assert result_fields.find_field(template(), CODE) is not None


@in_database
def test_what_is_wrong_is_said_and_unknown_fields_are_not_there(desk: Client) -> None:
    wrong = send(desk, f"{PAGE}them-muc/", as_sent(None, widget="radio", options="A"))

    assert wrong.status_code == 400
    assert "chưa đúng: ghi MA" in wrong.content.decode()
    assert desk.get(f"{PAGE}muc/nobody/").status_code == 404


@in_database
def test_only_administrators_edit_fields(client: Client) -> None:
    publish(make_entry())
    sign_in(client, make_officer(make_agency(), role="CLERK"))

    assert client.get(f"{PAGE}them-muc/").status_code == 403
