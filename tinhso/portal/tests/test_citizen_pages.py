"""Home, look-up, a citizen's own page, pages of words."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.cases.tests.factories import make_case, make_draft, make_version, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.core.look_ups import ALLOWED_A_CODE
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> CitizenAccount:
    """Give a citizen."""
    return make_citizen()


@pytest.mark.parametrize("name", ["home", "progress", "help", "accessibility", "privacy"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_public_pages_open_to_everyone(client: Client, name: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = client.get(reverse(f"portal:{name}"))

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_home_begins_with_the_search(client: Client) -> None:
    text = client.get(reverse("portal:home")).content.decode()

    assert text.index('role="search"') < text.index("Sinh con")


def test_search_leads_to_the_catalogue(client: Client) -> None:
    response = client.get(reverse("portal:search"), {"q": "khai sinh & <b>"})

    assert response["Location"] == (
        reverse("procedures:procedure_list") + "?q=khai+sinh+%26+%3Cb%3E"
    )


def test_look_up_shows_progress_without_personal_data(
    client: Client, account: CitizenAccount
) -> None:
    make_ward()
    case = make_case(account, make_version())

    text = client.get(
        reverse("portal:progress"), {"ma": f" {case.token.upper()} "}
    ).content.decode()

    assert "Đăng ký khai sinh" in text
    assert "Đã nộp, chờ tiếp nhận" in text
    assert account.person.full_name not in text


@pytest.mark.parametrize(
    "code", ["", "H10.40-210601-0001", "' or 1=1 --", "<script>alert(1)</script>", "\x01", "a" * 26]
)
def test_code_that_leads_nowhere_is_explained(client: Client, code: str) -> None:
    response = client.get(reverse("portal:progress"), {"ma": code})

    text = response.content.decode()
    assert response.status_code == 200
    assert "Còn chỗ cần sửa" in text
    assert "<script>alert" not in text


@pytest.fixture
def known(account: CitizenAccount) -> Case:
    """Give an accepted case, so that it has a code."""
    ward = make_ward()
    return accepted(make_case(account, make_version()), ward)


def _by_code(client: Client, code: str, secret: str) -> Any:
    return client.post(reverse("portal:progress"), {"ho_so": code, "bi_mat": secret})


@pytest.mark.parametrize("written", ["{}", " {} ", "{}-", "whole"])
def test_code_and_secret_open_the_progress(
    client: Client, known: Case, account: CitizenAccount, written: str
) -> None:
    secret = known.token if written == "whole" else written.format(known.token[:8].upper())

    text = _by_code(client, f" {known.code} ".lower(), secret).content.decode()

    assert "Nơi giải quyết" in text
    assert "Đăng ký khai sinh" in text
    assert account.person.full_name not in text
    assert known.token not in text


def test_wrong_secret_and_unknown_case_get_the_same_answer(client: Client, known: Case) -> None:
    assert known.code is not None
    unknown = known.code[:-4] + "9999"
    pages = [
        _by_code(client, code, "23456789").content.decode().replace(code, "")
        for code in (known.code, unknown)
    ]
    same = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", p) for p in pages]

    assert "không khớp nhau" in same[0]
    assert same[0] == same[1]


def test_one_code_cannot_be_tried_for_ever_known_or_not(client: Client, known: Case) -> None:
    assert known.code is not None
    for code in (known.code, known.code[:-4] + "9999"):
        answers = []
        for number in range(ALLOWED_A_CODE + 1):
            answer = client.post(
                reverse("portal:progress"),
                {"ho_so": code, "bi_mat": "23456789"},
                headers={"X-Forwarded-For": f"10.0.0.{number}"},
            )
            answers.append(answer.status_code)
        assert answers == [200] * ALLOWED_A_CODE + [429]

    right = _by_code(client, known.code, known.token[:8])
    assert right.status_code == 429
    by_token = client.get(reverse("portal:progress"), {"ma": known.token})
    assert "Nơi giải quyết" in by_token.content.decode()


def test_one_address_cannot_try_many_codes(client: Client, known: Case) -> None:
    assert known.code is not None
    stem = known.code[:-4]
    answers = [
        _by_code(client, f"{stem}{number:04d}", "23456789").status_code for number in range(21)
    ]

    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize(
    ("code", "secret"),
    [("", ""), ("H10", "x"), ("' or 1=1 --", "\x00"), ("H10.40-219901-0001", "<script>alert(1)")],
)
def test_what_is_no_code_is_explained(client: Client, code: str, secret: str) -> None:
    text = _by_code(client, code, secret).content.decode()

    assert "Còn chỗ cần sửa" in text
    assert "<script>alert" not in text


def test_own_page_shows_drafts_and_cases(client: Client, account: CitizenAccount) -> None:
    make_ward()
    version = make_version()
    case = make_case(account, version)
    draft = make_draft(account, version)
    sign_in(client, account)

    text = client.get(reverse("portal:my_affairs")).content.decode()

    assert reverse("cases:case_detail", args=[case.token]) in text
    assert reverse("cases:draft_resume", args=[draft.token]) in text
    assert "thông báo chưa đọc" in text


def test_own_page_shows_nothing_of_others(client: Client, account: CitizenAccount) -> None:
    make_ward()
    make_case(account, make_version())
    sign_in(client, make_citizen())

    text = client.get(reverse("portal:my_affairs")).content.decode()

    assert "Chưa có hồ sơ nào" in text
    assert "Đăng ký khai sinh" not in text


def test_own_page_needs_a_citizen(client: Client) -> None:
    visitor = client.get(reverse("portal:my_affairs"))
    sign_in(client, make_officer(make_ward().office))
    officer = client.get(reverse("portal:my_affairs"))

    assert visitor["Location"].startswith(reverse("identity:sign_in"))
    assert officer.status_code == 403


def test_broken_cursor_begins_the_list_again(client: Client, account: CitizenAccount) -> None:
    sign_in(client, account)

    response = client.get(reverse("portal:my_affairs"), {"trang": "khong-co"})

    assert response["Location"] == reverse("portal:my_affairs")


def test_own_page_asks_the_database_as_often_for_one_case_as_for_four(
    client: Client, account: CitizenAccount
) -> None:
    make_ward()
    version = make_version()
    sign_in(client, account)
    counts = []

    for number in (1, 3):
        for _ in range(number):
            make_case(account, version)
            make_draft(account, version)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("portal:my_affairs"))
        counts.append(len(queries))

    assert counts == [17, 17]
