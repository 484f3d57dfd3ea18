"""The administrator's screens: board, failures, template editor."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peers.sms.server import SmsPeer
from tinhso.core.clock import now
from tinhso.identity.tests.factories import AT, make_citizen, make_officer, sign_in
from tinhso.ledger.api import LedgerEntry
from tinhso.notifications.models import ChannelDelivery, TemplateVersion
from tinhso.notifications.operations.templates import EDITED
from tinhso.notifications.queries.words import file_version
from tinhso.notifications.rules import TEMPLATES
from tinhso.notifications.rules.template_faults import find_template_faults
from tinhso.notifications.tests.new_words import publish_new_words
from tinhso.notifications.tests.providers import misbehave, relay, running_sms, use_channels
from tinhso.notifications.tests.test_notify import tell
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
BOARD, TEMPLATE = "/quan-tri/gui-tin/", "/quan-tri/mau-tin/case_accepted/"


@pytest.fixture
def sms(settings: LazySettings) -> Iterator[SmsPeer]:
    use_channels(settings, "sms")
    with running_sms(settings) as peer:
        yield peer


@pytest.fixture
def admin(client: Client) -> Client:
    sign_in(client, make_officer(make_agency(), "ADMINISTRATOR"))
    return client


def words(**changes: str) -> dict[str, str]:
    current = file_version("case_accepted")
    return {**{name: str(getattr(current, name)) for name in EDITED}, **changes}


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", BOARD),
        ("post", f"{BOARD}gui-lai/"),
        ("get", "/quan-tri/mau-tin/"),
        ("get", TEMPLATE),
        ("get", f"{TEMPLATE}sua/"),
        ("post", f"{TEMPLATE}sua/"),
        ("get", f"{TEMPLATE}xem-thu/"),
        ("post", f"{TEMPLATE}cong-bo/"),
        ("post", f"{TEMPLATE}bo-nhap/"),
    ],
)
def test_only_administrators_open_these_pages(client: Client, method: str, address: str) -> None:
    assert getattr(client, method)(address)["Location"].startswith("/dang-nhap/can-bo/")
    sign_in(client, make_officer(make_agency(), "LEADER"))
    assert getattr(client, method)(address).status_code == 403


def test_an_empty_board_says_so(admin: Client) -> None:
    page = admin.get(BOARD).content.decode()

    assert "Chưa có tin nào trong khoảng này" in page
    assert "Không có tin nào không đến nơi" in page


def test_the_board_counts_by_channel_provider_and_state(admin: Client, sms: SmsPeer) -> None:
    ChannelDelivery.objects.all().delete()
    for number in range(3):
        tell(make_citizen().person_id, str(number))
    misbehave(sms, "saomai", mode="busy", count=1)
    relay()
    ChannelDelivery.objects.update(created_at=now())

    [row_a, row_b] = admin.get(BOARD).context["table"].rows

    assert {row_a[0].note, row_b[0].note} == {"hoaban", "saomai"}
    assert admin.get(BOARD).context["totals"]["SENT"] == 3
    assert admin.get(BOARD).context["cost_vnd"] == "1.120"


def test_failures_are_sent_again_by_a_button(admin: Client, sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="reject-number", count=1)
    tell(make_citizen().person_id)
    relay()
    delivery = ChannelDelivery.objects.get()
    assert "địa chỉ không tồn tại" in admin.get(BOARD).content.decode()

    admin.post(f"{BOARD}gui-lai/", {"delivery": [delivery.pk]})

    delivery.refresh_from_db()
    assert (delivery.state, delivery.generation) == ("QUEUED", 1)


def test_sending_nothing_again_is_explained(admin: Client) -> None:
    response = admin.post(f"{BOARD}gui-lai/", follow=True)

    assert "Chọn ít nhất một tin" in response.content.decode()


def test_a_broken_cursor_begins_from_the_start(admin: Client) -> None:
    assert admin.get(f"{BOARD}?trang=xyz")["Location"] == BOARD


def test_the_board_costs_the_same_with_many_failures(admin: Client, sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="reject-message")
    admin.get(BOARD)  # the first page of a session notes that it is used

    def queries(count: int) -> int:
        for number in range(count):
            tell(make_citizen().person_id, f"{count}-{number}")
        relay()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            admin.get(BOARD)
        return len(captured)

    assert queries(2) == queries(9)


def test_every_file_template_is_in_the_editors_language() -> None:
    faulty = {
        template: find_template_faults(
            template, {name: str(getattr(file_version(template), name)) for name in EDITED}
        )
        for template in TEMPLATES
    }

    assert {template: faults for template, faults in faulty.items() if faults} == {}


def test_a_draft_is_edited_looked_at_and_published(admin: Client) -> None:
    response = admin.post(f"{TEMPLATE}sua/", words(title_vi="Đã nhận {{ case_code }}"))
    assert response["Location"] == f"{TEMPLATE}xem-thu/"
    looked = admin.get(f"{TEMPLATE}xem-thu/")
    assert "Đã nhận H10.32.01-210601-0001" in looked.content.decode()
    assert looked.context["looked"][0].length.segments == 1

    admin.post(f"{TEMPLATE}cong-bo/", {"seen_at": looked.context["seen_at"]})

    version = TemplateVersion.objects.get()
    assert (version.state, version.version) == ("PUBLISHED", 2)
    assert LedgerEntry.objects.filter(kind="MESSAGE_TEMPLATE_PUBLISHED").count() == 1
    assert "Đã nhận {{ case_code }}" in admin.get(TEMPLATE).content.decode()


def test_a_faulty_draft_is_kept_but_not_published(admin: Client) -> None:
    admin.post(f"{TEMPLATE}sua/", words(body_vi="Xin chào {{ nobody }}"))

    looked = admin.get(f"{TEMPLATE}xem-thu/")
    assert "“nobody” không có trong danh sách" in looked.content.decode()
    admin.post(f"{TEMPLATE}cong-bo/", {"seen_at": looked.context["seen_at"]})

    assert TemplateVersion.objects.get().state == "DRAFT"


def test_two_editors_do_not_overwrite_each_other(admin: Client) -> None:
    admin.post(f"{TEMPLATE}sua/", words(title_vi="Một"))
    response = admin.post(f"{TEMPLATE}sua/", words(title_vi="Hai"))

    assert "Người khác vừa sửa" in response.content.decode()
    assert TemplateVersion.objects.get().title_vi == "Một"


def test_what_was_changed_after_the_look_is_not_published(admin: Client) -> None:
    admin.post(f"{TEMPLATE}sua/", words(title_vi="Một"))

    admin.post(f"{TEMPLATE}cong-bo/", {"seen_at": "2021-01-01T00:00:00+00:00"})

    assert TemplateVersion.objects.get().state == "DRAFT"


def test_a_draft_can_be_thrown_away(admin: Client) -> None:
    admin.post(f"{TEMPLATE}sua/", words())
    admin.post(f"{TEMPLATE}bo-nhap/")

    assert not TemplateVersion.objects.exists()
    assert admin.post(f"{TEMPLATE}bo-nhap/", follow=True).status_code == 200


def test_a_published_version_begins_the_next_draft(admin: Client) -> None:
    publish_new_words("case_accepted", title_vi="Bản hai", at=AT)

    form = admin.get(f"{TEMPLATE}sua/").context["form"]

    assert form.initial["title_vi"] == "Bản hai"


def test_unknown_templates_are_not_found(admin: Client) -> None:
    assert admin.get("/quan-tri/mau-tin/khong-co/").status_code == 404


def test_the_list_names_every_template(admin: Client) -> None:
    page = admin.get("/quan-tri/mau-tin/").content.decode()

    assert all(template in page for template in TEMPLATES)
