"""Following a case: what happened, the promised date and why, slips, result, what one may do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, CaseRating, CaseState
from tinhso.cases.operations import (
    accept_case,
    draft_result,
    forward_step,
    issue_result,
    issue_slip,
    refuse_case,
    request_supplement,
    sign_result,
)
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ready_draft, photo
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
RESULT = {
    "child_nationality": "Việt Nam",
    "personal_identity_number": "070221000123",
    "register_number": "45",
    "register_book": "01/2021",
}


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case the citizen has filed."""
    return make_case(account, version)


def accept(case: Case, ward: Ward) -> Case:
    """Accept the case as the ward's clerk, an hour after filing."""
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        return accept_case(case=case, actor=clerk, at=AT + timedelta(hours=1))


def ask_for_more(case: Case, ward: Ward) -> Case:
    """Ask for a better photo of the hospital's notice."""
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        return request_supplement(
            case=case,
            reason="Ảnh giấy chứng sinh bị mờ.",
            papers=["birth-notice"],
            actor=clerk,
            at=AT + timedelta(hours=1),
        )


def issue(case: Case, ward: Ward) -> Case:
    """Take the case through every step until the result is out."""
    case = accept(case, ward)
    at = AT + timedelta(hours=2)
    specialist, leader = ward.actor("SPECIALIST"), ward.actor("LEADER")
    registrar = ward.actor("REGISTRAR")
    with acting_as(specialist):
        draft_result(case=case, fields=RESULT, actor=specialist, at=at)
        forward_step(case=case, note="Đủ điều kiện", person_id=None, actor=specialist, at=at)
    with acting_as(leader):
        sign_result(case=case, actor=leader, at=at)
    with acting_as(registrar):
        return issue_result(case=case, actor=registrar, at=at)


def detail_url(case: Case) -> str:
    """Give the address of the case's page."""
    return reverse("cases:case_detail", args=[case.token])


def text_of(client: Client, url: str) -> str:
    """Give a page's text, which must be there."""
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_confirmation_shows_the_look_up_code(citizen: Client, case: Case) -> None:
    text = text_of(citizen, reverse("cases:case_filed", args=[case.token]))

    assert " ".join(case.token[i : i + 4] for i in range(0, 26, 4)) in text
    assert "Bộ phận Tiếp nhận và Trả kết quả Phường Tân Phú" in text


def test_new_case_says_nothing_is_to_be_done(citizen: Client, case: Case) -> None:
    text = text_of(citizen, detail_url(case))

    assert "Bạn chưa cần làm gì" in text
    assert "Chờ cán bộ một cửa kiểm tra và tiếp nhận" in text


def test_accepted_case_shows_date_and_reasons(citizen: Client, case: Case, ward: Ward) -> None:
    accepted = accept(case, ward)

    text = text_of(citizen, detail_url(case))

    assert str(accepted.code) in text
    assert "17:00, 03/06/2021" in text
    assert "Thời hạn: 1 ngày làm việc." in text
    assert "Thẩm định" in text


def test_timeline_names_officer_and_office(citizen: Client, case: Case, ward: Ward) -> None:
    accept(case, ward)

    text = text_of(citizen, detail_url(case))

    clerk = ward.officers["CLERK"].person.full_name
    assert f"{clerk}, Bộ phận Tiếp nhận và Trả kết quả Phường Tân Phú" in text


def test_slip_is_fetched_as_a_signed_pdf(citizen: Client, case: Case, ward: Ward) -> None:
    accepted, clerk = accept(case, ward), ward.actor("CLERK")
    event = accepted.events.get(kind="ACCEPT")
    with acting_as(clerk):
        slip = issue_slip(case=accepted, form="01", event=event, actor=clerk, at=event.at)

    response = citizen.get(reverse("cases:case_slip", args=[case.token, slip.pk]))

    assert b"".join(response).startswith(b"%PDF")
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in text_of(citizen, detail_url(case))


def test_slip_of_another_case_is_not_found(citizen: Client, case: Case, ward: Ward) -> None:
    assert citizen.get(reverse("cases:case_slip", args=[case.token, 987654])).status_code == 404


def test_refused_case_says_why(citizen: Client, case: Case, ward: Ward) -> None:
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        refuse_case(
            case=case, reason="Không thuộc nơi cư trú.", legal_basis="Điều 13", actor=clerk, at=AT
        )

    text = text_of(citizen, detail_url(case))

    assert "Hồ sơ không được tiếp nhận" in text
    assert "Không thuộc nơi cư trú. Điều 13" in text


def test_supplement_asked_for_is_what_stands_first(
    citizen: Client, case: Case, ward: Ward
) -> None:
    ask_for_more(case, ward)

    text = text_of(citizen, detail_url(case))

    assert "Bạn cần bổ sung hồ sơ" in text
    assert "Ảnh giấy chứng sinh bị mờ." in text


def test_supplement_replaces_the_paper_and_the_clock_runs_on(
    citizen: Client, case: Case, ward: Ward
) -> None:
    ask_for_more(case, ward)

    response = citizen.post(
        reverse("cases:case_supplement", args=[case.token]),
        {"file-birth-notice": photo("ro-hon.jpg"), "message": "Đã chụp lại."},
    )

    case.refresh_from_db()
    assert response["Location"] == detail_url(case)
    assert case.state == CaseState.FILED
    assert case.papers.get(is_current=True).upload.name == "ro-hon.jpg"
    assert not case.pauses.filter(to_at__isnull=True).exists()


def test_empty_supplement_is_refused(citizen: Client, case: Case, ward: Ward) -> None:
    ask_for_more(case, ward)

    response = citizen.post(reverse("cases:case_supplement", args=[case.token]), {})

    case.refresh_from_db()
    assert "Hãy thêm giấy tờ được yêu cầu" in response.content.decode()
    assert case.state == CaseState.SUPPLEMENT_REQUESTED


def test_bad_file_in_a_supplement_keeps_none(citizen: Client, case: Case, ward: Ward) -> None:
    ask_for_more(case, ward)
    bad = photo("hong.jpg")
    bad.file.truncate(20)

    response = citizen.post(
        reverse("cases:case_supplement", args=[case.token]),
        {"file-birth-notice": [photo("tot.jpg"), bad], "message": "x"},
    )

    assert response.status_code == 200
    assert "hong.jpg" in response.content.decode()
    assert case.papers.count() == 1


def test_supplement_nobody_asked_for_is_a_conflict(citizen: Client, case: Case) -> None:
    response = citizen.post(
        reverse("cases:case_supplement", args=[case.token]), {"message": "Thêm"}
    )

    assert response.status_code == 409
    assert "Hồ sơ đã chuyển sang trạng thái khác" in response.content.decode()


def test_first_fetch_of_the_result_returns_it(citizen: Client, case: Case, ward: Ward) -> None:
    issue(case, ward)
    url = reverse("cases:case_result", args=[case.token])

    looked_ahead = citizen.get(url)
    case.refresh_from_db()
    state_before = case.state
    fetched = citizen.post(url)

    case.refresh_from_db()
    assert looked_ahead["Location"] == detail_url(case)
    assert state_before == CaseState.FINISHED
    assert b"".join(fetched).startswith(b"%PDF")
    assert case.state == CaseState.RETURNED
    assert b"".join(citizen.get(url)).startswith(b"%PDF")


def test_result_comes_with_its_verification(citizen: Client, case: Case, ward: Ward) -> None:
    issued = issue(case, ward)
    assert issued.result is not None

    text = text_of(citizen, detail_url(case))

    assert f"/xac-thuc/{issued.result.token}/" in text
    assert "<svg" in text
    assert issued.result.notation in text


def test_result_that_does_not_exist_is_a_conflict(citizen: Client, case: Case) -> None:
    assert citizen.post(reverse("cases:case_result", args=[case.token])).status_code == 409
    assert citizen.get(reverse("cases:case_result", args=[case.token])).status_code == 404


def test_withdrawing_asks_first(citizen: Client, case: Case) -> None:
    url = reverse("cases:case_withdraw", args=[case.token])

    asked = citizen.get(url)
    done = citizen.post(url, {"reason": "Nộp nhầm nơi"}, follow=True)

    case.refresh_from_db()
    assert "Rút hồ sơ này?" in asked.content.decode()
    assert "Đã rút hồ sơ." in done.content.decode()
    assert case.state == CaseState.WITHDRAWN


def test_withdrawing_a_decided_case_is_a_conflict(
    citizen: Client, case: Case, ward: Ward
) -> None:
    issue(case, ward)

    response = citizen.post(reverse("cases:case_withdraw", args=[case.token]), {"reason": ""})

    case.refresh_from_db()
    assert response.status_code == 409
    assert case.state == CaseState.FINISHED


def test_rating_is_given_once(citizen: Client, case: Case, ward: Ward) -> None:
    issue(case, ward)
    url = reverse("cases:case_rate", args=[case.token])

    citizen.post(url, {"score": "5", "comment": "Nhanh"})
    again = citizen.post(url, {"score": "1"})

    assert CaseRating.objects.get().score == 5
    assert again.status_code == 409
    assert "Ông/bà đã đánh giá hồ sơ này rồi" in again.content.decode()


@pytest.mark.parametrize("score", ["", "0", "6", "năm"])
def test_rating_outside_one_to_five_is_explained(
    citizen: Client, case: Case, ward: Ward, score: str
) -> None:
    issue(case, ward)

    response = citizen.post(reverse("cases:case_rate", args=[case.token]), {"score": score})

    assert "Chọn một mức từ 1 đến 5." in response.content.decode()
    assert not CaseRating.objects.exists()


def test_rating_before_an_answer_is_a_conflict(citizen: Client, case: Case) -> None:
    response = citizen.post(reverse("cases:case_rate", args=[case.token]), {"score": "5"})

    assert response.status_code == 409


def test_pages_in_english_are_english(citizen: Client, case: Case, ward: Ward) -> None:
    accept(case, ward)

    response = citizen.get(detail_url(case), headers={"accept-language": "en"})

    text = response.content.decode()
    assert "When the answer is due" in text
    assert "Why this date?" in text
    assert "Hạn trả" not in text


CASE_PAGES = (
    "case_detail",
    "case_filed",
    "case_supplement",
    "case_withdraw",
    "case_rate",
    "case_result",
)


@pytest.mark.parametrize("page", CASE_PAGES)
def test_another_citizen_finds_nothing(client: Client, case: Case, page: str) -> None:
    sign_in(client, make_citizen())
    url = reverse(f"cases:{page}", args=[case.token])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("page", CASE_PAGES)
def test_visitor_is_led_to_sign_in(client: Client, case: Case, page: str) -> None:
    response = client.get(reverse(f"cases:{page}", args=[case.token]))

    assert response["Location"].startswith(reverse("identity:sign_in"))


@pytest.mark.parametrize("page", CASE_PAGES)
def test_officer_may_not_open_citizens_pages(
    client: Client, case: Case, ward: Ward, page: str
) -> None:
    sign_in(client, ward.officers["CLERK"])

    assert client.get(reverse(f"cases:{page}", args=[case.token])).status_code == 403


@pytest.mark.parametrize(
    "page", ["draft_check", "draft_papers", "draft_place", "draft_resume", "draft_discard"]
)
def test_draft_is_found_by_nobody_else(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion, page: str
) -> None:
    url = reverse(f"cases:{page}", args=[make_ready_draft(account, version).token])

    visitor = client.get(url)
    sign_in(client, make_citizen())
    stranger = client.get(url)
    sign_in(client, ward.officers["CLERK"])
    officer = client.get(url)

    assert visitor["Location"].startswith(reverse("identity:sign_in"))
    assert (stranger.status_code, officer.status_code) == (404, 404)
