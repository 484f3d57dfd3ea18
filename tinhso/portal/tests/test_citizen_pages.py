"""Home, look-up, a citizen's own page, pages of words."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.cases.tests.factories import make_case, make_draft, make_version, make_ward
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
    "code", ["", "H10.40-210601-0001", "' or 1=1 --", "<script>alert(1)</script>", "\x00", "a" * 26]
)
def test_code_that_leads_nowhere_is_explained(client: Client, code: str) -> None:
    response = client.get(reverse("portal:progress"), {"ma": code})

    text = response.content.decode()
    assert response.status_code == 200
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

    assert counts == [14, 14]
