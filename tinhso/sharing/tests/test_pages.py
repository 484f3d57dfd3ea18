"""The pages of data sharing through HTTP, with refusals."""

import pytest
from django.test import Client as Browser

from tinhso.access.tests.factories import Office
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.sharing.models import Agreement, Call, Client, Delivery, Subscription
from tinhso.sharing.tests.factories import Sharing, agree, make_sharing
from tinhso.sharing.tests.system import System

pytestmark = pytest.mark.django_db
ROOT = "/can-bo/chia-se/"


@pytest.fixture
def sharing() -> Sharing:
    return make_sharing()


def _as(office: Office, role: str = "LEADER") -> Browser:
    browser = Browser()
    sign_in(browser, office.account(role))
    return browser


def test_a_system_is_registered_and_its_key_confirmed(sharing: Sharing) -> None:
    leader, head = _as(sharing.asker), _as(sharing.asker, "HEAD_OF_UNIT")
    asked = {"name": "Một cửa ngành", "contact": "x", "jwks": "{}"}
    refused = leader.post(f"{ROOT}he-thong/moi/", asked)
    assert refused.status_code == 422
    assert "Một cửa ngành" in refused.content.decode()

    done = leader.post(f"{ROOT}he-thong/moi/", {**asked, "jwks": System().jwks}, follow=True)
    assert "Xác nhận khóa mới" not in done.content.decode()
    with acting_as(SYSTEM):
        client = Client.objects.get(name="Một cửa ngành")
    page = head.post(f"{ROOT}he-thong/{client.token}/xac-nhan-khoa/", follow=True).content.decode()
    assert "Khóa mới có hiệu lực" in page
    assert "Một cửa ngành" in head.get(f"{ROOT}he-thong/").content.decode()


def test_an_agreement_is_asked_for_approved_and_tried(sharing: Sharing) -> None:
    asker, owner = _as(sharing.asker), _as(sharing.owner)
    path = f"{ROOT}thoa-thuan/moi/agency-directory/"
    assert asker.post(path, {"client": "x"}).status_code == 422
    asker.post(
        path,
        {
            "client": sharing.client.token, "purpose": "Đối chiếu", "legal_basis": "NĐ",
            "fields_wanted": ["code"], "per_minute": "5", "per_day": "50",
            "valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2020",
        },
    )  # fmt: skip
    with acting_as(SYSTEM):
        agreement = Agreement.objects.get()
    page = f"{ROOT}thoa-thuan/{agreement.token}/"
    assert "Duyệt" not in asker.get(page).content.decode()
    approved = owner.post(f"{page}quyet-dinh/", {"viec": "APPROVE", "note": "ok"}, follow=True)
    assert "Đang hiệu lực" in approved.content.decode()

    form = asker.get(page).content.decode()
    assert "Tên hoặc mã cơ quan" in form
    assert "Số hồ sơ của cơ quan bạn" in form
    tried = asker.post(f"{page}dung-thu/", {"q": ""}).content.decode()
    assert "H10.77" in tried
    assert owner.post(f"{page}dung-thu/", {"q": ""}).status_code == 404
    with acting_as(SYSTEM):
        assert Call.objects.count() == 1
    assert "Đã trả lời" in owner.get(f"{ROOT}nhat-ky/").content.decode()
    assert "Không có lần gọi" in owner.get(f"{ROOT}nhat-ky/?q=zzz").content.decode()
    assert owner.get(f"{ROOT}nhat-ky/?trang=x").status_code == 302


def test_news_are_subscribed_to_tested_and_changed(sharing: Sharing) -> None:
    leader = _as(sharing.asker)
    path = f"{ROOT}he-thong/{sharing.client.token}/nhan-tin/"
    assert leader.post(path, {"url": "x"}).status_code == 422
    leader.post(path, {"url": "http://127.0.0.1:9/x", "topics": ["agreement.changed"]})
    with acting_as(SYSTEM):
        subscription = Subscription.objects.get()
    for act in ("gui-thu", "doi-khoa", "tam-dung", "mo-lai"):
        done = leader.post(f"{ROOT}nhan-tin/{subscription.token}/{act}/", follow=True)
        assert done.status_code == 200
    assert leader.post(f"{ROOT}nhan-tin/{subscription.token}/x/").status_code == 404
    shown = leader.get(f"{ROOT}he-thong/{sharing.client.token}/").content.decode()
    with acting_as(SYSTEM):
        assert Subscription.objects.get().secret in shown
        Delivery.objects.update(state="DEAD", last_error="status 503")
        delivery = Delivery.objects.get()
    again = leader.post(f"{ROOT}tin/{delivery.token}/gui-lai/", follow=True).content.decode()
    assert "Tin được gửi lại" in again


@pytest.mark.parametrize(
    "path",
    [
        "",
        "dich-vu/case-status/",
        "he-thong/",
        "he-thong/moi/",
        "thoa-thuan/",
        "nhat-ky/",
        "thoa-thuan/moi/case-status/",
    ],
)
def test_pages_open_for_keepers_only(sharing: Sharing, path: str) -> None:
    assert _as(sharing.asker).get(ROOT + path).status_code == 200
    assert _as(sharing.asker, "SPECIALIST").get(ROOT + path).status_code == 403
    citizen = Browser()
    sign_in(citizen, make_citizen())
    assert citizen.get(ROOT + path).status_code in {302, 403}
    assert Browser().get(ROOT + path).status_code == 302


def test_another_agency_finds_nothing(sharing: Sharing) -> None:
    agreement = agree(sharing, "agency-directory", "code")
    stranger = _as(make_sharing("H10.78", owner=sharing.owner).asker)

    for path in (
        f"he-thong/{sharing.client.token}/",
        f"he-thong/{sharing.client.token}/khoa/",
        f"he-thong/{sharing.client.token}/nhan-tin/",
        f"thoa-thuan/{agreement.token}/",
        "dich-vu/khong-co/",
        "thoa-thuan/moi/khong-co/",
    ):
        assert stranger.get(ROOT + path).status_code == 404, path
    for path in ("xac-nhan-khoa/", "tam-dung/"):
        assert stranger.post(f"{ROOT}he-thong/{sharing.client.token}/{path}").status_code == 404
    wrong = stranger.post(f"{ROOT}thoa-thuan/{agreement.token}/quyet-dinh/", {"viec": "END"})
    assert wrong.status_code == 404


def test_a_system_is_stopped_and_its_keys_changed_from_its_page(sharing: Sharing) -> None:
    leader = _as(sharing.asker)
    path = f"{ROOT}he-thong/{sharing.client.token}/"

    assert (
        "Tạm dừng" in leader.post(f"{path}tam-dung/", {"dung": "1"}, follow=True).content.decode()
    )
    leader.post(f"{path}tam-dung/", {"dung": "0"})
    assert leader.post(f"{path}khoa/", {"jwks": "x"}).status_code == 422
    shown = leader.post(f"{path}khoa/", {"jwks": System(kid="k9").jwks}, follow=True)
    assert "k9" in shown.content.decode()


def test_an_administrator_watches_without_acting(sharing: Sharing) -> None:
    agree(sharing, "agency-directory", "code")
    sharing.system.get("agency-directory", sharing.system.token("agency-directory"))
    administrator = _as(Office("H10.79"), "ADMINISTRATOR")

    assert sharing.client.name in administrator.get(f"{ROOT}he-thong/").content.decode()
    shown = administrator.get(f"{ROOT}he-thong/{sharing.client.token}/").content.decode()
    assert "Tạm dừng hệ thống" not in shown
    assert sharing.client.name in administrator.get(f"{ROOT}nhat-ky/").content.decode()
