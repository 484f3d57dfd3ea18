"""Open311's objects: what is read, what is refused, and that both formats say the same."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.rules.open311 import (
    Attribute,
    AttributeValue,
    Filed,
    Open311Refused,
    Service,
    ServiceRequest,
    check_attributes,
    read_moment,
    read_query,
    read_report,
)
from tinhso.contact.rules.open311_writing import (
    write_definition,
    write_discovery,
    write_errors,
    write_filed,
    write_requests,
    write_services,
)

AT = datetime(2021, 6, 1, 2, tzinfo=UTC)
FIELDS = {"service_code": ["o-ga"], "lat": ["11.53"], "long": ["106.88"], "description": ["Hố sâu"]}


def test_report_is_read() -> None:
    report = read_report({**FIELDS, "attribute[SIZE]": ["L"], "attribute[WHEN][]": ["a", "b"]})

    assert (report.service_code, report.lat, report.long) == ("o-ga", 11.53, 106.88)
    assert report.attributes == {"SIZE": ("L",), "WHEN": ("a", "b")}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"service_code": [""]}, "service_code"),
        ({"lat": ["north"]}, "lat"),
        ({"lat": ["91"]}, "lat"),
        ({"lat": ["nan"]}, "lat"),
        ({"long": [""]}, "together"),
        ({"lat": [], "long": []}, "address_string"),
        ({"description": ["x" * 4001]}, "4000"),
        ({"email": ["somebody"]}, "email"),
        ({"media_url": ["javascript:alert(1)"]}, "media_url"),
    ],
)
def test_report_that_says_too_little_is_refused(changed: dict[str, list[str]], said: str) -> None:
    with pytest.raises(Open311Refused, match=said) as refusal:
        read_report({**FIELDS, **changed})

    assert refusal.value.code == 400


ASKED = (
    Attribute("SIZE", "singlevaluelist", "Cỡ", required=True, values=(AttributeValue("L", "Lớn"),)),
    Attribute("DEPTH", "number", "Sâu"),
    Attribute("SEEN", "datetime", "Thấy lúc"),
)


@pytest.mark.parametrize(
    ("code", "text"), [("SIZE", "XXL"), ("DEPTH", "deep"), ("SEEN", "2021-06-01T08:00:00")]
)
def test_answer_of_another_kind_is_refused(code: str, text: str) -> None:
    report = read_report({**FIELDS, "attribute[SIZE]": ["L"], f"attribute[{code}]": [text]})

    with pytest.raises(Open311Refused, match=code):
        check_attributes(report, ASKED)


def test_required_answer_that_is_missing_is_refused() -> None:
    with pytest.raises(Open311Refused, match="SIZE"):
        check_attributes(read_report(FIELDS), ASKED)


def test_answers_to_what_was_not_asked_are_left_out() -> None:
    report = read_report({**FIELDS, "attribute[SIZE]": ["L"], "attribute[EVIL]": ["x"]})

    assert check_attributes(report, ASKED) == {"SIZE": ["L"]}


def test_query_without_dates_asks_for_the_last_ninety_days() -> None:
    query = read_query({}, at=AT)

    assert query.start == AT - timedelta(days=90)


def test_span_is_cut_at_ninety_days() -> None:
    dates = {
        "start_date": ["2020-01-01T00:00:00+07:00"],
        "end_date": ["2021-01-01T00:00:00+07:00"],
    }
    query = read_query(dates, at=AT)

    assert query.start is not None
    assert query.end == query.start + timedelta(days=90)


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": ["2021-06-01"]},
        {"start_date": ["yesterday"]},
        {"status": ["pending"]},
        {"start_date": ["2021-06-02T00:00:00Z"], "end_date": ["2021-06-01T00:00:00Z"]},
        {"service_request_id": [",".join(map(str, range(60)))]},
    ],
)
def test_query_that_cannot_be_read_is_refused(fields: dict[str, list[str]]) -> None:
    with pytest.raises(Open311Refused):
        read_query(fields, at=AT)


def test_zone_whose_plus_was_not_escaped_is_read() -> None:
    assert read_moment("2021-06-01T08:00:00 07:00").utcoffset() == timedelta(hours=7)


REQUEST = ServiceRequest(
    "42", "closed", "Ổ gà <& hố>", "o-ga", AT, AT, description="dòng\x0bmột", lat=11.5, long=106.9
)


def test_both_formats_say_the_same() -> None:
    (in_json,) = json.loads(write_requests([REQUEST], "json"))
    (in_xml,) = fromstring(write_requests([REQUEST], "xml"))  # noqa: S314 - written here

    assert in_xml.findtext("service_name") == in_json["service_name"] == "Ổ gà <& hố>"
    assert in_xml.findtext("requested_datetime") == in_json["requested_datetime"]
    assert in_json["requested_datetime"] == "2021-06-01T02:00:00+00:00"
    assert in_json["expected_datetime"] is None
    assert float(in_xml.findtext("lat") or 0) == in_json["lat"]


@given(st.text(max_size=60))
def test_any_text_makes_readable_xml(text: str) -> None:
    written = write_services([Service("a", text, text, keywords=(text,))], "xml")

    assert fromstring(written).tag == "services"  # noqa: S314 - written here


def test_definition_lists_its_choices() -> None:
    root = fromstring(write_definition("o-ga", ASKED, "xml"))  # noqa: S314 - written here

    assert root.findtext("attributes/attribute/values/value/key") == "L"
    assert json.loads(write_definition("o-ga", ASKED, "json"))["attributes"][0]["required"] is True


def test_filed_request_answers_number_or_token() -> None:
    assert json.loads(write_filed(Filed(token="t"), "json"))[0]["token"] == "t"
    assert "token" not in json.loads(write_filed(Filed("42"), "json"))[0]


def test_refusal_and_discovery_have_their_shapes() -> None:
    refusal = fromstring(write_errors(404, "not found", "xml"))  # noqa: S314 - written here
    found = json.loads(
        write_discovery(
            url="http://localhost/open311/v2", contact="1022", changed_at=AT, form="json"
        )
    )

    assert refusal.findtext("error/code") == "404"
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
