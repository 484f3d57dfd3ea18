"""Officers' lists: what is in whose hands, in which order, narrowed, found, taken away."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import LazySettings, settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tinhso.cases.models import Case, CaseState
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
WORKLIST = "/can-bo/ho-so/"


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case somebody has filed."""
    return make_case(account, version)


@pytest.fixture
def clerk(client: Client, ward: Ward) -> Client:
    """Give a browser in which the ward's clerk is signed in."""
    sign_in(client, ward.officers["CLERK"])
    return client


@pytest.fixture
def specialist(client: Client, ward: Ward) -> Client:
    """Give a browser in which the ward's specialist is signed in."""
    sign_in(client, ward.officers["SPECIALIST"])
    return client


def shown(client: Client, **asked: str) -> str:
    """Give the worklist's page."""
    response = client.get(WORKLIST, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_new_filing_waits_at_the_counter_that_receives_it(clerk: Client, case: Case) -> None:
    page = clerk.get("/can-bo/tiep-nhan/").content.decode()

    assert reverse("cases:officer_case", args=[case.token]) in page
    assert "giờ làm việc" in page or "Quá hạn" in page


def test_list_names_procedures_in_the_readers_language(clerk: Client, case: Case) -> None:
    clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = clerk.get("/can-bo/tiep-nhan/").content.decode()

    assert "Birth registration" in page
    assert case.procedure_name not in page


def test_clerk_of_another_ward_sees_no_filing(client: Client, case: Case) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)
    sign_in(client, other.officers["CLERK"])

    page = client.get("/can-bo/tiep-nhan/").content.decode()

    assert case.token not in page
    assert "Không còn hồ sơ nào chờ tiếp nhận" in page


def test_accepted_case_is_in_the_specialists_hands(
    specialist: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)

    assert case.token in shown(specialist)


def test_accepted_case_has_left_the_clerks_hands(clerk: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    assert case.token not in shown(clerk)


def test_case_named_to_a_colleague_is_not_mine_but_the_units(
    specialist: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)
    Case.objects.update(step_person_id=ward.officers["LEADER"].person_id)

    assert case.token not in shown(specialist)
    assert case.token in shown(specialist, muc="don-vi")


def test_what_falls_due_first_comes_first(
    specialist: Client, case: Case, ward: Ward, version: ProcedureVersion
) -> None:
    late = accepted(make_case(make_citizen(), version), ward, AT + timedelta(hours=30))
    early = accepted(case, ward)

    page = shown(specialist)

    assert page.index(early.token) < page.index(late.token)


@pytest.mark.parametrize(
    "typed", ["lan anh", "LÂN ÁNH", "nguyen", "  Nguyễn   Thị ", "H10.40.1-210602", "-0001"]
)
def test_case_is_found_by_part_of_code_or_name_without_accents(
    specialist: Client, case: Case, ward: Ward, typed: str
) -> None:
    accepted(case, ward)

    assert case.token in shown(specialist, q=typed)


def test_case_is_found_by_the_look_up_code_of_its_slip(clerk: Client, case: Case) -> None:
    grouped = " ".join(case.token[start : start + 4] for start in range(0, 26, 4))

    assert reverse("cases:officer_case", args=[case.token]) in shown(clerk, q=grouped)


@pytest.mark.parametrize("typed", ["%", "_", "' or 1=1 --", "<script>", "Phạm Văn Đồng"])
def test_strange_words_find_nothing_and_break_nothing(
    clerk: Client, case: Case, typed: str
) -> None:
    page = shown(clerk, q=typed, muc="tat-ca")

    assert "<script>alert" not in page
    assert case.token not in page.replace(f'value="{typed}"', "")


def test_officer_of_another_ward_finds_nothing(client: Client, case: Case) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)
    sign_in(client, other.officers["LEADER"])

    assert case.token not in shown(client, q="lan anh")


def test_names_bring_no_markup(specialist: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    Case.objects.update(applicant_name="<b>An</b>", procedure_name="<i>\"'&")

    page = shown(specialist)

    assert "&lt;b&gt;An&lt;/b&gt;" in page
    assert "&lt;i&gt;&quot;&#x27;&amp;" in page
    assert "<b>An" not in page


def test_list_is_narrowed_by_state_procedure_and_date(
    specialist: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)

    assert case.token in shown(specialist, **{"thu-tuc": "dang-ky-khai-sinh", "han": "qua-han"})
    assert case.token not in shown(specialist, **{"thu-tuc": "dang-ky-ket-hon"})
    assert case.token not in shown(specialist, **{"trang-thai": CaseState.FINISHED})
    assert case.token not in shown(specialist, han="sap-han")


def test_unknown_choices_show_the_whole_list(specialist: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    assert case.token in shown(specialist, muc="la", **{"trang-thai": "x", "han": "y"})


def test_overdue_is_said_in_working_time(specialist: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    assert "Quá hạn" in shown(specialist)


def test_changed_cursor_leads_back_to_the_start(specialist: Client) -> None:
    response = specialist.get(WORKLIST, {"trang": "sai"})

    assert response.status_code == 302
    assert response.headers["Location"] == WORKLIST


def test_list_as_csv_disarms_formulas(
    specialist: Client, case: Case, ward: Ward, settings: LazySettings
) -> None:
    accepted(case, ward)
    Case.objects.update(applicant_name="=cmd|' /C calc'!A0")

    response = specialist.get(WORKLIST, {"xuat": "csv"})

    assert response.headers["Content-Disposition"].endswith('.csv"')
    assert "'=cmd|" in response.content.decode("utf-8-sig")
    settings.ACCESS_EXPORT_ROWS = 0
    held = specialist.get(WORKLIST, {"xuat": "csv"}, follow=True)
    assert "Tệp này cần hai người" in held.content.decode()


def test_list_as_workbook_opens_and_keeps_formulas_as_text(
    specialist: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)
    Case.objects.update(applicant_name="=1+1")

    response = specialist.get(WORKLIST, {"xuat": "xlsx"})

    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == "Mã hồ sơ"
    assert rows[1][1] == "=1+1"


def test_unknown_kind_of_file_is_not_found(specialist: Client) -> None:
    assert specialist.get(WORKLIST, {"xuat": "exe"}).status_code == 404


@pytest.mark.parametrize(
    "path", [WORKLIST, "/can-bo/tiep-nhan/", "/can-bo/lay-y-kien/", "/api/worklist?tab=UNIT"]
)
def test_lists_ask_the_database_the_same_for_one_case_and_for_many(
    client: Client, case: Case, ward: Ward, version: ProcedureVersion, path: str
) -> None:
    role = "CLERK" if "tiep-nhan" in path else "SPECIALIST"
    sign_in(client, ward.officers[role])
    accepted(make_case(make_citizen(), version), ward)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _number in range(3):
        accepted(make_case(make_citizen(), version), ward)
        make_case(make_citizen(), version)
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert reads(many) == reads(few) <= 6


def reads(queries: CaptureQueriesContext) -> int:
    """Count what was asked of tables, without savepoints and row security's settings."""
    return sum(" from " in query["sql"].lower() for query in queries.captured_queries)


def test_citizen_may_not_open_officers_lists(citizen: Client) -> None:
    assert citizen.get(WORKLIST).status_code == 403
    assert citizen.get("/can-bo/tiep-nhan/").status_code == 403


def test_visitor_is_led_to_the_officers_sign_in(client: Client) -> None:
    response = client.get(WORKLIST)

    assert response.status_code == 302
    assert "next=" in response.headers["Location"]


def test_only_clerks_open_the_counter_queue(specialist: Client) -> None:
    assert specialist.get("/can-bo/tiep-nhan/").status_code == 403
    assert specialist.get("/can-bo/nop-tai-quay/").status_code == 403
