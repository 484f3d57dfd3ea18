"""What the applicant does to a case: adds, withdraws, rates; each once and in its time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, CaseRating, CaseState
from tinhso.cases.tests.factories import Ward, photo
from tinhso.cases.tests.pages import detail_url
from tinhso.cases.tests.walk import asked_for_more, finished

pytestmark = pytest.mark.django_db


def test_supplement_replaces_the_paper_and_the_clock_runs_on(
    citizen: Client, case: Case, ward: Ward
) -> None:
    asked_for_more(case, ward)

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
    asked_for_more(case, ward)

    response = citizen.post(reverse("cases:case_supplement", args=[case.token]), {})

    case.refresh_from_db()
    assert "Hãy thêm giấy tờ được yêu cầu" in response.content.decode()
    assert case.state == CaseState.SUPPLEMENT_REQUESTED


def test_bad_file_in_a_supplement_keeps_none(citizen: Client, case: Case, ward: Ward) -> None:
    asked_for_more(case, ward)
    bad = SimpleUploadedFile("hong.jpg", photo().read()[:20], "image/jpeg")

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


def test_withdrawing_asks_first(citizen: Client, case: Case) -> None:
    url = reverse("cases:case_withdraw", args=[case.token])

    asked = citizen.get(url)
    done = citizen.post(url, {"reason": "Nộp nhầm nơi"}, follow=True)

    case.refresh_from_db()
    assert "Rút hồ sơ này?" in asked.content.decode()
    assert "Đã rút hồ sơ." in done.content.decode()
    assert case.state == CaseState.WITHDRAWN


def test_withdrawing_a_decided_case_is_a_conflict(citizen: Client, case: Case, ward: Ward) -> None:
    finished(case, ward)

    response = citizen.post(reverse("cases:case_withdraw", args=[case.token]), {"reason": ""})

    case.refresh_from_db()
    assert response.status_code == 409
    assert case.state == CaseState.FINISHED


def test_rating_is_given_once(citizen: Client, case: Case, ward: Ward) -> None:
    finished(case, ward)
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
    finished(case, ward)

    response = citizen.post(reverse("cases:case_rate", args=[case.token]), {"score": score})

    assert "Chọn một mức từ 1 đến 5." in response.content.decode()
    assert not CaseRating.objects.exists()


def test_rating_before_an_answer_is_a_conflict(citizen: Client, case: Case) -> None:
    response = citizen.post(reverse("cases:case_rate", args=[case.token]), {"score": "5"})

    assert response.status_code == 409
