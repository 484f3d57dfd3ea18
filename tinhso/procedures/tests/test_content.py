"""What other slices ask of a version's content."""

import json
from datetime import time

import pytest

from tinhso.core.deadlines import Limit, Unit
from tinhso.procedures import api
from tinhso.procedures.queries.forms import result_schema
from tinhso.procedures.tests.factories import FOLDER, make_content, make_entry, publish

pytestmark = pytest.mark.django_db
WAYS = [
    {"channel": "COUNTER", "time_limit": {"amount": 3, "unit": "WORKING_DAY"}, "fee_vnd": 9000},
    {"channel": "ONLINE", "time_limit": {"amount": 8, "unit": "WORKING_HOUR"}, "fee_vnd": 4000},
]


@pytest.fixture
def version() -> api.ProcedureVersion:
    """Publish a procedure whose channels differ."""
    (published,) = publish(make_entry(ways=WAYS))
    return published


def test_limit_and_fee_depend_on_the_channel(version: api.ProcedureVersion) -> None:
    assert api.limit_of(version, "ONLINE") == Limit(8, Unit.WORKING_HOUR)
    assert api.limit_of(version, "COUNTER") == Limit(3, Unit.WORKING_DAY)
    assert (api.fee_of(version, "ONLINE"), api.fee_of(version, "COUNTER")) == (4000, 9000)


def test_channel_without_its_own_way_goes_as_at_the_counter(
    version: api.ProcedureVersion,
) -> None:
    assert api.limit_of(version, "POST") == Limit(3, Unit.WORKING_DAY)


def test_cut_off_is_a_time_or_nothing(version: api.ProcedureVersion) -> None:
    assert api.cut_off_of(version) == time(15, 0)
    version.content["cut_off"] = None
    assert api.cut_off_of(version) is None


def test_form_is_compiled_once_a_version(version: api.ProcedureVersion) -> None:
    again = api.get_version(version.pk)

    assert api.load_form(version) is api.load_form(again)


def test_changed_draft_gives_its_own_form(version: api.ProcedureVersion) -> None:
    first = api.load_form(version)
    version.content_hash = "other"

    assert api.load_form(version) is not first


def test_result_form_asks_for_what_the_officer_adds(version: api.ProcedureVersion) -> None:
    form = api.load_result_form(version)

    assert form.validate_all({}).keys() >= {"register_number", "register_book"}


def test_result_without_extra_fields_asks_for_nothing(version: api.ProcedureVersion) -> None:
    version.content["result_template"]["extra_fields"] = []
    version.content_hash = "nothing-to-add"

    assert api.load_result_form(version).validate_all({}) == {}


def test_optional_extra_field_is_not_required() -> None:
    extra = make_content()["result_template"]["extra_fields"]
    extra[0]["is_required"] = False

    assert extra[0]["code"] not in result_schema(extra)["required"]


def test_process_papers_and_deciding_agency_are_given_as_written(
    version: api.ProcedureVersion,
) -> None:
    assert [step["code"] for step in api.process_of(version)][0] == "intake"
    assert api.papers_of(version)[0]["code"] == "birth-notice"
    assert api.deciding_agency_of(version)["tier"] == "COMMUNE"
    assert api.result_template_of(version)["kind"] == "certificate"


@pytest.mark.parametrize(("asked", "fee"), [(None, 8000), (3, 24_000)])
def test_fee_counts_what_the_form_asks_for(asked: int | None, fee: int) -> None:
    table = json.loads(next(FOLDER.glob("04-*.json")).read_text())["fee_table"]
    (found,) = publish(make_entry(fee_table=table))
    answers = {} if asked is None else {"copies_requested": asked}

    assessed = api.assess_fee(found, api.FeeAsked("ONLINE", answers=answers))

    assert assessed.total_vnd == fee
    assert api.fee_of(found, "ONLINE", api.FeeAsked("ONLINE", answers=answers)) == fee


def test_fee_is_taken_at_filing_unless_the_procedure_says_otherwise() -> None:
    (usual, later) = publish(
        make_entry(), make_entry("1.000002", payment={"due": "ON_REQUEST", "pauses_clock": False})
    )

    assert api.payment_terms_of(usual) == api.PaymentTerms("AT_FILING", pauses_clock=True)
    assert api.payment_terms_of(later) == api.PaymentTerms("ON_REQUEST", pauses_clock=False)
