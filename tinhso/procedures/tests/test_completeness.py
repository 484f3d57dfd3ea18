"""How many procedures have every legal part, how many are announced: both as a page, a file."""

from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures.tests.editing import SLUG
from tinhso.procedures.tests.factories import make_entry, publish

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/thu-tuc/day-du/"
UNKNOWN = {"number": None, "issued_on": None, "certainty": "to_confirm"}
WITHOUT_FEES = {"missing_parts": ["fees"], "complete": False}


@pytest.fixture
def measured(desk: Client) -> Client:
    """Publish one procedure that lacks its fees, one nobody announced, beside a whole one."""
    publish(make_entry("1.000777", announced_by=UNKNOWN), make_entry("1.000778", **WITHOUT_FEES))
    return desk


def codes(desk: Client, **asked: str) -> list[str]:
    """Give the codes of the procedures the page lists."""
    rows = desk.get(PAGE, asked).context["rows"]
    return [version.procedure.code for version, _missing in rows]


def test_both_measures_are_given_by_department_and_in_all(measured: Client) -> None:
    page = measured.get(PAGE)

    (row,) = page.context["measured"]
    assert (row.department, row.total_count) == ("Sở Tư pháp", 3)
    assert (row.complete_count, row.announced_count) == (2, 2)
    assert str(row.percent) == str(row.announced_percent) == "66.7"
    assert page.context["total"].complete_count == 2
    text = page.content.decode()
    assert "2 trên 3 thủ tục có đủ các bộ phận" in text
    assert "2 trên 3 thủ tục đã biết quyết định công bố" in text


def test_shares_are_measured_apart(desk: Client) -> None:
    publish(make_entry("1.000777", announced_by=UNKNOWN))

    total = desk.get(PAGE).context["total"]

    assert (str(total.percent), str(total.announced_percent)) == ("100.0", "50.0")


def test_what_is_missing_narrows_the_list(measured: Client) -> None:
    assert codes(measured) == ["1.000777", "1.000778"]
    assert codes(measured, thieu="fees") == ["1.000778"]
    assert codes(measured, thieu="announced_by") == ["1.000777"]
    assert codes(measured, thieu="form") == []
    assert codes(measured, **{"co-quan": "Sở Y tế"}) == []


def test_export_says_parts_and_decision_apart(measured: Client) -> None:
    raw = measured.get(f"{PAGE}xuat/").content

    rows = CalamineWorkbook.from_filelike(BytesIO(raw)).get_sheet_by_index(0).to_python()
    said = {row[0]: (row[5], row[6]) for row in rows}
    assert said["Mã thủ tục"] == ("Bộ phận còn thiếu", "Quyết định công bố")
    assert said["1.000777"] == ("", "Chưa biết")
    assert said["1.000778"] == ("Phí, lệ phí", "Đã biết")


def test_departments_are_named_in_english_to_who_reads_english(measured: Client) -> None:
    department = make_agency("H10.77", kind="DEPARTMENT", short_name="Sở Tư pháp")
    department.name_en = "Department of Justice"
    department.save()

    measured.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = measured.get(PAGE).content.decode()

    assert "Department of Justice</a>" in text
    assert ">Department of Justice</option>" in text
    assert ">Sở Tư pháp</a>" not in text


def test_page_takes_as_many_queries_for_many_procedures(measured: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        measured.get(PAGE)
    publish(*(make_entry(f"1.0008{n:02}", announced_by=UNKNOWN) for n in range(12)))
    with CaptureQueriesContext(connection) as many:
        measured.get(PAGE)

    assert len(many) == len(few)


def test_procedure_says_what_is_unknown_to_both_readers(measured: Client) -> None:
    slug = "thu-tuc-1-000777"

    admin = measured.get(f"/quan-tri/thu-tuc/{slug}/").content.decode()
    citizen = measured.get(f"/thu-tuc/{slug}/").content.decode()

    assert "Đủ mọi bộ phận luật yêu cầu." in admin
    assert "Chưa biết quyết định công bố" in admin
    assert "Đang được bổ sung: quyết định công bố." in citizen
    assert "Đang được bổ sung" not in measured.get(f"/thu-tuc/{SLUG}/").content.decode()
