"""Checking and filing: everything shown, nothing missing, filed once."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.cases.tests.factories import (
    Ward,
    make_draft,
    make_ready_draft,
    make_version,
)
from tinhso.cases.tests.pages import CHILD, page_url
from tinhso.identity.models import CitizenAccount
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import make_content

pytestmark = pytest.mark.django_db
SLUG = "dang-ky-khai-sinh"


def test_correcting_goes_back_to_the_check_page(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(page_url(draft, "child") + "?sua=1", CHILD)

    assert response["Location"] == reverse("cases:draft_check", args=[draft.token])


def test_check_page_shows_every_answer_and_why_the_date(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)

    text = citizen.get(reverse("cases:draft_check", args=[draft.token])).content.decode()

    for words in ("Trần Nguyễn Minh Khôi", "20/05/2021", "Nam", "Phường Tân Phú", "Không thu phí"):
        assert words in text
    assert "Thời hạn: 1 ngày làm việc." in text
    assert page_url(draft, "child") + "?sua=1" in text


def test_filing_needs_the_declaration(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)

    response = citizen.post(reverse("cases:draft_check", args=[draft.token]))

    assert "Đánh dấu vào ô cam đoan" in response.content.decode()
    assert not Case.objects.exists()


def test_filing_twice_gives_one_case(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    url = reverse("cases:draft_check", args=[draft.token])

    first = citizen.post(url, {"declaration": "on"})
    second = citizen.post(url, {"declaration": "on"})

    case = Case.objects.get()
    assert first["Location"] == second["Location"]
    assert first["Location"] == reverse("cases:case_filed", args=[case.token])
    assert case.receiving_agency == ward.office
    assert case.competent_agency == ward.committee


def test_filing_what_is_unfinished_says_what_is_missing(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = reverse("cases:draft_check", args=[draft.token])

    without_place = citizen.post(url, {"declaration": "on"}).content.decode()
    citizen.post(reverse("cases:draft_place", args=[draft.token]), {"area": "25195"})
    without_answers = citizen.post(url, {"declaration": "on"}).content.decode()

    assert "Hãy chọn nơi giải quyết hồ sơ trước khi nộp." in without_place
    assert page_url(draft, "child") in without_answers
    assert not Case.objects.exists()


def test_filing_without_a_required_paper_leads_to_it(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    draft.papers.all().delete()

    response = citizen.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert "Thiếu giấy tờ: Giấy chứng sinh" in response.content.decode()
    assert not Case.objects.exists()


def test_answers_of_hidden_pages_are_not_filed(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    citizen.post(page_url(draft, "father-known"), {"father_known": "N"})

    citizen.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert "father_full_name" not in Case.objects.get().form


def test_pages_of_a_filed_application_lead_to_its_case(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    citizen.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})
    case_url = reverse("cases:case_detail", args=[Case.objects.get().token])

    for name in ("draft_check", "draft_papers", "draft_place"):
        assert citizen.get(reverse(f"cases:{name}", args=[draft.token]))["Location"] == case_url
    assert citizen.post(page_url(draft, "child"), CHILD)["Location"] == case_url


def test_declaring_keeps_what_else_stands_on_its_page(
    citizen: Client, account: CitizenAccount, ward: Ward
) -> None:
    content = make_content()
    content["form"]["properties"]["is_only_one"] = {
        **content["form"]["properties"]["declaration"],
        "title": "Con chưa đăng ký khai sinh ở đâu",
        "x-title": {"vi": "Con chưa đăng ký khai sinh ở đâu", "en": "Not registered anywhere"},
    }
    content["form"]["required"].append("is_only_one")
    content["form"]["x-pages"][-1]["fields"] = ["is_only_one", "declaration"]
    draft = make_ready_draft(account, make_version(form=content["form"]))
    url = reverse("cases:draft_check", args=[draft.token])

    page = citizen.get(page_url(draft, "declaration")).content.decode()
    citizen.post(page_url(draft, "declaration"), {"is_only_one": "on"})
    citizen.post(url, {"declaration": "on"})

    assert "Tôi cam đoan" not in page
    assert Case.objects.get().form["is_only_one"] is True
