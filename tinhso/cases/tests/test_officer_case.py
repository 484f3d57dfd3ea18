"""One case as officers see it: everything on one page, each look recorded, nobody else's case."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import issue_slip, return_step
from tinhso.cases.templatetags.cases import slip_title
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ward
from tinhso.cases.tests.walk import SOON, accepted, drafted, finished, signed
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case somebody has filed."""
    return make_case(account, version)


def page_of(client: Client, case: Case) -> str:
    """Give the case's page."""
    response = client.get(reverse("cases:officer_case", args=[case.token]))
    assert response.status_code == 200
    return response.content.decode()


def act_url(case: Case, act: str) -> str:
    """Give the address of an act."""
    return reverse("cases:officer_act", args=[case.token, act])


def test_page_shows_person_answers_papers_and_way(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    page = page_of(client, case)

    assert case.applicant.identity_number in page
    assert "giay-chung-sinh.jpg" in page
    assert "Thẩm định" in page
    assert "Văn thư" in page


def test_each_look_at_a_case_is_recorded(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    page_of(client, case)
    page_of(client, case)

    with acting_as(SYSTEM):
        looks = AccessLog.objects.filter(person_id=case.applicant_id)
        assert [look.actor_name for look in looks] == ["Trần Thị Ngọc Lan"] * 2


@pytest.mark.parametrize("name", ["officer_draft_result", "officer_correction"])
def test_pages_beside_the_case_are_looks_too(
    client: Client, case: Case, ward: Ward, name: str
) -> None:
    sign_in(client, ward.officers["SPECIALIST"])

    client.get(reverse(f"cases:{name}", args=[case.token]))

    with acting_as(SYSTEM):
        assert AccessLog.objects.filter(person_id=case.applicant_id).count() == 1


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"])
def test_officer_of_another_ward_gets_404(client: Client, case: Case, role: str) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)
    sign_in(client, other.officers[role])

    for name in ("officer_case", "officer_draft_result", "officer_preview", "officer_supplement"):
        assert client.get(reverse(f"cases:{name}", args=[case.token])).status_code == 404
    assert client.post(act_url(case, "tiep-nhan")).status_code == 404


def test_citizen_gets_403_even_for_their_own_case(citizen: Client, case: Case) -> None:
    assert citizen.get(reverse("cases:officer_case", args=[case.token])).status_code == 403
    assert citizen.post(act_url(case, "tiep-nhan")).status_code == 403


def test_visitor_signs_in_first(client: Client, case: Case) -> None:
    response = client.get(reverse("cases:officer_case", args=[case.token]))

    assert response.status_code == 302
    assert reverse("identity:officer_sign_in") in response.headers["Location"]


def test_unknown_token_and_unknown_act_are_not_found(
    client: Client, case: Case, ward: Ward
) -> None:
    sign_in(client, ward.officers["CLERK"])

    assert client.get(reverse("cases:officer_case", args=["x" * 26])).status_code == 404
    assert client.get(act_url(case, "xoa-het")).status_code == 404


def buttons(client: Client, case: Case) -> set[str]:
    """Give the acts the page offers."""
    page = page_of(client, case)
    acts = (
        "tiep-nhan", "tu-choi", "yeu-cau-bo-sung", "bo-sung", "chuyen", "tra-lai", "lay-y-kien",
        "du-thao", "ky", "ban-hanh", "tra-ket-qua", "rut",
    )  # fmt: skip
    return {act for act in acts if f'href="/can-bo/ho-so/{case.token}/{act}/"' in page}


def test_panel_offers_each_role_only_what_it_may_do_now(
    client: Client, case: Case, ward: Ward
) -> None:
    def offered(role: str) -> set[str]:
        sign_in(client, ward.officers[role])
        return buttons(client, case)

    assert offered("CLERK") == {"tiep-nhan", "tu-choi", "yeu-cau-bo-sung", "rut"}
    assert offered("SPECIALIST") == set()
    accepted(case, ward)
    assert offered("CLERK") == {"rut"}
    assert offered("SPECIALIST") == {"yeu-cau-bo-sung", "lay-y-kien", "du-thao"}
    drafted(case, ward)
    assert offered("SPECIALIST") == set()
    assert offered("LEADER") == {"ky", "tra-lai"}
    signed(case, ward)
    assert offered("LEADER") == set()
    assert offered("REGISTRAR") == {"ban-hanh"}
    assert offered("CLERK") == set()


def test_finished_case_is_handed_over_at_the_counter(
    client: Client, case: Case, ward: Ward
) -> None:
    finished(case, ward)
    sign_in(client, ward.officers["CLERK"])

    assert buttons(client, case) == {"tra-ket-qua"}


def test_clerk_takes_a_supplement_when_one_is_awaited(
    client: Client, case: Case, ward: Ward
) -> None:
    sign_in(client, ward.officers["CLERK"])
    client.post(act_url(case, "yeu-cau-bo-sung"), {"reason": "Ảnh mờ", "papers": "birth-notice"})

    assert buttons(client, case) == {"bo-sung", "rut"}
    assert "Tạm dừng tính hạn" in page_of(client, case)


def test_officers_read_reasons_citizens_do_not(client: Client, case: Case, ward: Ward) -> None:
    drafted(accepted(case, ward), ward)
    leader = ward.actor("LEADER")
    with acting_as(leader):
        return_step(case=case, reason="Sai quê quán của trẻ", actor=leader, at=SOON)
    sign_in(client, ward.officers["SPECIALIST"])

    assert "Sai quê quán của trẻ" in page_of(client, case)


def test_slip_being_signed_is_announced_until_it_is_there(
    client: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["CLERK"])
    address = reverse("cases:officer_case", args=[case.token])

    before = client.get(address, headers={"HX-Request": "true"}).content.decode()
    clerk = ward.actor("CLERK")
    event = CaseEvent.objects.get(case=case, kind="ACCEPT")
    issue_slip(case=Case.objects.get(pk=case.pk), form="01", event=event, actor=clerk, at=SOON)
    after = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "Đang ký số" in before
    assert "hx-trigger" in before
    assert "Đang ký số" not in after
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in after


def test_page_asks_the_database_the_same_after_many_acts(
    client: Client, case: Case, ward: Ward, version: ProcedureVersion
) -> None:
    young = accepted(make_case(make_citizen(), version), ward)
    accepted(case, ward)
    specialist = ward.actor("SPECIALIST")
    for _round in range(3):
        drafted(case, ward)
        leader = ward.actor("LEADER")
        with acting_as(leader):
            return_step(case=case, reason="Xem lại", actor=leader, at=SOON)
    assert specialist.person_id is not None
    sign_in(client, ward.officers["SPECIALIST"])
    page_of(client, young)
    with CaptureQueriesContext(connection) as few:
        page_of(client, young)
    with CaptureQueriesContext(connection) as many:
        page_of(client, case)

    assert reads(many) == reads(few) <= 22


def reads(queries: CaptureQueriesContext) -> int:
    """Count what was asked of tables, without savepoints and row security's settings."""
    return sum(" from " in query["sql"].lower() for query in queries.captured_queries)


def test_injected_markup_is_shown_as_text(client: Client, case: Case, ward: Ward) -> None:
    Case.objects.filter(pk=case.pk).update(
        applicant_name="<script>alert(1)</script>",
        form={**case.form, "child_full_name": "<img src=x onerror=alert(1)>"},
    )
    sign_in(client, ward.officers["CLERK"])

    page = page_of(client, case)

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_page_reads_in_english(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward, AT + timedelta(minutes=5))
    sign_in(client, ward.officers["SPECIALIST"])
    client.cookies["tinhso_language"] = "en"

    page = page_of(client, case)

    assert "Your work" in page
    assert "Internal process" in page
    assert "Hospital&#x27;s notice of birth" in page
    assert "Việc của bạn" not in page
    assert "Giấy chứng sinh" not in page


def test_slip_is_named_in_the_readers_language(case: Case, ward: Ward) -> None:
    taken, clerk = accepted(case, ward), ward.actor("CLERK")
    event = taken.events.get(kind="ACCEPT")
    with acting_as(clerk):
        slip = issue_slip(case=taken, form="01", event=event, actor=clerk, at=event.at)

    with override("en"):
        assert slip_title(slip) == "Receipt and appointment for the result"
    assert slip_title(slip) == slip.document.title
