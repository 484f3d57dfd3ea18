"""Following a case: what happened, the promised date and why, slips, result, what one may do."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, CaseState
from tinhso.cases.operations import (
    issue_slip,
    refuse_case,
)
from tinhso.cases.tests.factories import AT, Ward, make_case, make_version
from tinhso.cases.tests.pages import detail_url, text_of
from tinhso.cases.tests.walk import accepted, asked_for_more, finished
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.payments.api import find_open_intent
from tinhso.payments.tests.factories import make_attempt
from tinhso.procedures.tests.factories import make_content

pytestmark = pytest.mark.django_db


def test_confirmation_shows_the_look_up_code(citizen: Client, case: Case) -> None:
    text = text_of(citizen, reverse("cases:case_filed", args=[case.token]))

    assert " ".join(case.token[i : i + 4] for i in range(0, 26, 4)) in text
    assert "Bộ phận Tiếp nhận và Trả kết quả Phường Tân Phú" in text


def test_new_case_says_nothing_is_to_be_done(citizen: Client, case: Case) -> None:
    text = text_of(citizen, detail_url(case))

    assert "Bạn chưa cần làm gì" in text
    assert "Chờ cán bộ một cửa kiểm tra và tiếp nhận" in text


def test_fee_to_pay_is_asked_until_a_payment_waits_for_its_outcome(
    citizen: Client, account: CitizenAccount, ward: Ward
) -> None:
    ways = [{**way, "fee_vnd": 20_000} for way in make_content()["ways"]]
    case = make_case(account, make_version(ways=ways))
    asked = text_of(citizen, detail_url(case))
    with acting_as(SYSTEM):
        claim = find_open_intent(f"case:{case.pk}")
        assert claim is not None
        make_attempt(claim)

    waiting = text_of(citizen, detail_url(case))

    assert "Bạn cần nộp phí, lệ phí" in asked
    assert "bạn không cần trả lại lần nữa" not in asked
    assert "Bạn chưa cần làm gì" in waiting
    assert "bạn không cần trả lại lần nữa" in waiting


def test_accepted_case_shows_date_and_reasons(citizen: Client, case: Case, ward: Ward) -> None:
    taken = accepted(case, ward)

    text = text_of(citizen, detail_url(case))

    assert str(taken.code) in text
    assert "17:00, 03/06/2021" in text
    assert "Thời hạn: 1 ngày làm việc." in text
    assert "Thẩm định" in text


def test_timeline_names_officer_and_office(citizen: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    text = text_of(citizen, detail_url(case))

    clerk = ward.officers["CLERK"].person.full_name
    assert f"{clerk}, Bộ phận Tiếp nhận và Trả kết quả Phường Tân Phú" in text


def test_slip_is_fetched_as_a_signed_pdf(citizen: Client, case: Case, ward: Ward) -> None:
    taken, clerk = accepted(case, ward), ward.actor("CLERK")
    event = taken.events.get(kind="ACCEPT")
    with acting_as(clerk):
        slip = issue_slip(case=taken, form="01", event=event, actor=clerk, at=event.at)

    response = citizen.get(reverse("cases:case_slip", args=[case.token, slip.pk]))

    assert b"".join(response).startswith(b"%PDF")
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in text_of(citizen, detail_url(case))


def test_slip_of_another_case_is_not_found(citizen: Client, case: Case, ward: Ward) -> None:
    assert citizen.get(reverse("cases:case_slip", args=[case.token, 987654])).status_code == 404


def test_refused_case_says_why(citizen: Client, case: Case, ward: Ward) -> None:
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        refuse_case(
            case=case,
            reason="Không thuộc nơi cư trú.",
            legal_basis="Điều 13 Luật Hộ tịch",
            actor=clerk,
            at=AT,
        )

    text = text_of(citizen, detail_url(case))

    assert "Hồ sơ không được tiếp nhận" in text
    assert "Không thuộc nơi cư trú. Căn cứ: Điều 13 Luật Hộ tịch." in text


def test_supplement_asked_for_is_what_stands_first(citizen: Client, case: Case, ward: Ward) -> None:
    asked_for_more(case, ward)

    text = text_of(citizen, detail_url(case))

    assert "Bạn cần bổ sung hồ sơ" in text
    assert "Ảnh giấy chứng sinh bị mờ." in text


def test_first_fetch_of_the_result_returns_it(citizen: Client, case: Case, ward: Ward) -> None:
    finished(case, ward)
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
    issued = finished(case, ward)
    assert issued.result is not None

    text = text_of(citizen, detail_url(case))

    assert f"/xac-thuc/{issued.result.token}/" in text
    assert "<svg" in text
    assert issued.result.notation in text


def test_result_that_does_not_exist_is_a_conflict(citizen: Client, case: Case) -> None:
    assert citizen.post(reverse("cases:case_result", args=[case.token])).status_code == 409
    assert citizen.get(reverse("cases:case_result", args=[case.token])).status_code == 404


def test_pages_in_english_are_english(citizen: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    citizen.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = text_of(citizen, detail_url(case))

    assert "When the answer is due" in text
    assert "Why this date?" in text
    assert "Hạn trả" not in text


def test_late_case_says_sorry_and_whom_to_ask(citizen: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    text = text_of(citizen, detail_url(case))

    assert "Xin lỗi bạn vì sự chậm trễ này." in text
    assert "tel:1022" in text
