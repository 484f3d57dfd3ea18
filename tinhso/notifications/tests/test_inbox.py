"""The inbox page: own notifications, unread first told, read by a button."""

import pytest
from django.test import Client

from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.notifications.tests.test_notify import tell
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "address"),
    [("get", "/thong-bao/"), ("post", "/thong-bao/da-doc/"), ("post", "/thong-bao/1/")],
)
def test_nobody_signed_in_is_led_to_sign_in(client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/")


def test_an_empty_inbox_says_so(client: Client) -> None:
    sign_in(client, make_citizen())

    assert "Chưa có thông báo nào" in client.get("/thong-bao/").content.decode()


def test_own_notifications_are_listed_with_their_number(client: Client) -> None:
    account = make_citizen()
    tell(account.person_id, "a")
    tell(account.person_id, "b")
    tell(make_citizen().person_id, "c")
    sign_in(client, account)

    response = client.get("/thong-bao/")

    assert len(response.context["notifications"].items) == 2
    assert "Bạn có 2 thông báo chưa đọc" in response.content.decode()


def test_the_page_speaks_english(client: Client) -> None:
    account = make_citizen()
    tell(account.person_id)
    sign_in(client, account)
    client.cookies["tinhso_language"] = "en"

    page = client.get("/thong-bao/").content.decode()

    assert "has been accepted" in page
    assert "You have 1 unread notification" in page


def test_opening_one_marks_it_and_leads_to_the_case(client: Client) -> None:
    account = make_citizen()
    tell(account.person_id)
    sign_in(client, account)

    response = client.post(f"/thong-bao/{Notification.objects.get().id}/")

    assert response["Location"] == "/ho-so/abc/"
    assert Notification.objects.get().read_at is not None


def test_a_notification_of_another_person_is_not_found(client: Client) -> None:
    tell(make_citizen().person_id)
    sign_in(client, make_citizen())

    assert client.post(f"/thong-bao/{Notification.objects.get().id}/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_reading_all_leaves_others_alone(client: Client) -> None:
    account = make_citizen()
    tell(account.person_id, "a")
    tell(make_citizen().person_id, "b")
    sign_in(client, account)

    client.post("/thong-bao/da-doc/")

    unread = Notification.objects.filter(read_at__isnull=True)
    assert [notification.idempotency_key for notification in unread] == ["b"]


def test_a_link_alone_marks_nothing(client: Client) -> None:
    sign_in(client, make_citizen())

    assert client.get("/thong-bao/1/").status_code == 405
    assert client.get("/thong-bao/da-doc/").status_code == 405


def test_the_menu_counts_the_unread(client: Client) -> None:
    account = make_citizen()
    tell(account.person_id)
    sign_in(client, account)

    page = client.get("/tai-khoan/").content.decode()

    assert '<span class="ts-badge">1</span>' in page


def test_an_officer_has_an_inbox_too(client: Client) -> None:
    account = make_officer(make_agency())
    tell(account.person_id)
    sign_in(client, account)

    assert "đã được tiếp nhận" in client.get("/thong-bao/").content.decode()


def test_a_long_inbox_is_paged(client: Client) -> None:
    account = make_citizen()
    for number in range(25):
        tell(account.person_id, str(number))
    sign_in(client, account)

    first = client.get("/thong-bao/").context["notifications"]
    second = client.get("/thong-bao/", {"trang": first.next_cursor}).context["notifications"]

    assert (len(first.items), len(second.items)) == (20, 5)


def test_a_broken_cursor_is_refused(client: Client) -> None:
    sign_in(client, make_citizen())

    assert client.get("/thong-bao/?trang=xyz").status_code == 400
