"""A person reads who looked, takes everything away, and has erased what may go."""

import io
import json
import zipfile
from datetime import timedelta
from time import time

import pytest
from django.test import Client

from tinhso.access.models import DataRequest, RequestKind
from tinhso.access.operations import RequestNotYours, answer_request, ask_for_data, forget_archives
from tinhso.access.tests.factories import AT, Office, make_stranger
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.identity.api import ConsentPurpose, give_consent, record_look
from tinhso.identity.models import CitizenAccount, Consent
from tinhso.identity.tests.factories import actor_of_account, make_citizen, sign_in
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db
SECRET = "Xem hồ sơ kín"


@pytest.fixture
def person(db: None) -> CitizenAccount:
    account, officer = make_stranger(), Office().actor("CLERK")
    with acting_as(officer):
        for number in range(2):
            record_look(
                actor=officer,
                person_id=account.person_id,
                purpose=SECRET,
                subject=f"=hồ sơ {number}",
                at=AT + timedelta(days=number),
            )
    return account


def test_page_shows_filters_and_exports_who_looked(client: Client, person: CitizenAccount) -> None:
    sign_in(client, person)
    page = client.get("/tai-khoan/ai-da-xem/").content.decode()
    assert page.count(SECRET) == 2
    assert "Sở Thử nghiệm" in page

    one = client.get("/tai-khoan/ai-da-xem/", {"den_ngay": "2021-06-01"}).content.decode()
    assert one.count(SECRET) == 1
    none = client.get("/tai-khoan/ai-da-xem/", {"tu_khoa": "không có"}).content.decode()
    assert SECRET not in none
    file = client.get("/tai-khoan/ai-da-xem/", {"tep": "csv"}).content.decode("utf-8-sig")
    assert file.count(SECRET) == 2
    assert "'=hồ sơ 0" in file


@pytest.mark.parametrize("cursor", ["x", "1", "%00"])
def test_bad_cursor_leads_to_the_first_page(
    client: Client, person: CitizenAccount, cursor: str
) -> None:
    sign_in(client, person)

    assert client.get("/tai-khoan/ai-da-xem/", {"trang": cursor}).status_code == 302


def test_another_citizen_sees_nothing_and_officers_are_refused(
    client: Client, person: CitizenAccount
) -> None:
    with acting_as(SYSTEM):
        other = make_citizen(full_name="Phạm Thị Khác")
    sign_in(client, other)
    assert SECRET not in client.get("/tai-khoan/ai-da-xem/").content.decode()

    sign_in(client, Office("H10.78", "Sở Khác").account("CLERK"))
    for path in ("ai-da-xem/", "du-lieu/"):
        assert client.get(f"/tai-khoan/{path}").status_code == 403


def test_copy_holds_everything_and_only_its_owner_gets_it(
    client: Client, person: CitizenAccount
) -> None:
    sign_in(client, person)
    client.post("/tai-khoan/du-lieu/yeu-cau/EXPORT/")
    row = DataRequest.objects.get()
    assert "Đang làm" in client.get("/tai-khoan/du-lieu/").content.decode()
    with acting_as(SYSTEM):
        answer_request(request_id=row.pk, at=now())
        assert answer_request(request_id=row.pk, at=now()) is None
    address = f"/tai-khoan/du-lieu/ban-sao/{row.token}/"
    assert address in client.get("/tai-khoan/du-lieu/").content.decode()

    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as archive:
        whole = json.loads(archive.read("du-lieu.json"))
        page = archive.read("du-lieu.html").decode()

    assert whole["identity"]["rows"][0]["identity_number"] == "000190555666"
    assert len(whole["looks"]["rows"]) == 2
    assert SECRET in page
    with acting_as(SYSTEM):
        other = make_citizen(full_name="Phạm Thị Khác")
    sign_in(client, other)
    assert client.get(address).status_code == 404


def test_old_sign_in_leads_to_a_new_one(client: Client, person: CitizenAccount) -> None:
    sign_in(client, person)
    session = client.session
    session["proved_at"] = time() - 3600
    session.save()

    response = client.post("/tai-khoan/du-lieu/yeu-cau/EXPORT/")

    assert response["Location"].startswith("/dang-nhap/")
    assert not DataRequest.objects.exists()


def test_copy_is_forgotten_after_a_week(person: CitizenAccount) -> None:
    actor = actor_of_account(person)
    with acting_as(actor):
        row = ask_for_data(actor=actor, kind=RequestKind.EXPORT, at=AT)
        assert ask_for_data(actor=actor, kind=RequestKind.EXPORT, at=AT) == row
    with acting_as(SYSTEM):
        answer_request(request_id=row.pk, at=AT)
        assert forget_archives(at=AT + timedelta(days=7)) == 0
        assert forget_archives(at=AT + timedelta(days=8)) == 1
        assert DataRequest.objects.get().archive == ""


def test_erasure_says_what_went_and_why_the_rest_stays(
    client: Client, person: CitizenAccount
) -> None:
    with acting_as(SYSTEM):
        for key, read_at in (("read", AT), ("unread", None)):
            Notification.objects.create(
                person_id=person.person_id,
                template="case_late",
                facts={},
                url="/",
                created_at=AT,
                read_at=read_at,
                idempotency_key=key,
            )
    sign_in(client, person)
    client.post("/tai-khoan/du-lieu/yeu-cau/ERASURE/")
    assert not DataRequest.objects.exists()
    client.post("/tai-khoan/du-lieu/yeu-cau/ERASURE/", {"agreed": "1"})
    with acting_as(SYSTEM):
        answer_request(request_id=DataRequest.objects.get().pk, at=now())
        left = list(Notification.objects.values_list("idempotency_key", flat=True))

    assert left == ["unread"]
    page = client.get("/tai-khoan/du-lieu/").content.decode()
    assert "đã xóa 1, giữ 1" in page
    assert "Là bằng chứng bảo vệ chính bạn nên không xóa." in page


def test_officers_and_nobody_may_not_ask() -> None:
    actor = Office().actor("CLERK")
    with acting_as(actor), pytest.raises(RequestNotYours):
        ask_for_data(actor=actor, kind=RequestKind.EXPORT, at=AT)


def test_consent_is_taken_back_on_the_page(client: Client, person: CitizenAccount) -> None:
    actor = actor_of_account(person)
    with acting_as(actor):
        consent = give_consent(actor=actor, purpose=ConsentPurpose.REGISTER_AUTOFILL, at=AT)
    sign_in(client, person)
    assert "checked" not in client.get("/tai-khoan/du-lieu/").content.decode()

    client.post(f"/tai-khoan/du-lieu/dong-y/{consent.pk}/rut-lai/")

    assert Consent.objects.get().withdrawn_at is not None
    again = client.post(f"/tai-khoan/du-lieu/dong-y/{consent.pk}/rut-lai/")
    assert again.status_code == 404
