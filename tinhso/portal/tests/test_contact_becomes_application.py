"""A contact goes on as an application: typed once, linked both ways, the contact ends there."""

import pytest
from django.test import Client

from tinhso.cases.models import Draft
from tinhso.cases.tests.factories import make_version
from tinhso.contact.api import Reporter
from tinhso.contact.tests.factories import ROADS, WARD, Line, report
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in

pytestmark = pytest.mark.django_db
WORDS = "Tôi muốn đăng ký thường trú cho mẹ tôi về cùng hộ khẩu"


def test_citizen_with_an_account_finds_the_application_begun(client: Client) -> None:
    line, citizen, version = Line(), make_citizen(), make_version()
    contact = report(text=WORDS, reporter=Reporter(person_id=citizen.person_id)).contact
    sign_in(client, line.account(WARD))
    address = f"/can-bo/giao-viec/phan-anh/{contact.code}/ho-so/"
    page = client.get(address, {"q": version.name}).content.decode()
    assert version.name in page

    answer = client.post(address, {"procedure": version.procedure.slug}, follow=True)

    with acting_as(SYSTEM):
        draft = Draft.objects.get()
        contact.refresh_from_db()
        assert (draft.person_id, draft.origin) == (citizen.person_id, f"contact:{contact.code}")
        assert contact.state == "HANDED_OVER"
        assert draft.token in contact.links.get().url
    assert "đang khai hồ sơ này" in answer.content.decode()
    sign_in(client, citizen)
    own = client.get(f"/phan-anh/cua-toi/{contact.code}/").content.decode()
    assert f"/phan-anh-thanh-ho-so/{draft.token}/" in own
    page = client.get(f"/phan-anh-thanh-ho-so/{draft.token}/", follow=True).content.decode()
    assert contact.code in page


def test_clerk_writes_on_for_somebody_without_an_account(client: Client) -> None:
    line, version = Line(), make_version()
    contact = report(text=WORDS).contact
    sign_in(client, line.account(WARD, "CLERK"))
    address = f"/can-bo/giao-viec/phan-anh/{contact.code}/ho-so/"
    sent = {"procedure": version.procedure.slug, "full_name": "Nguyễn Văn An"}
    assert "12 chữ số" in client.post(address, sent).content.decode()

    born = {"birth_date-day": "2", "birth_date-month": "3", "birth_date-year": "1980"}
    answer = client.post(address, {**sent, "identity_number": "070080000123", **born})

    assert answer.status_code == 302, answer.content.decode()
    with acting_as(SYSTEM):
        draft = Draft.objects.select_related("person").get()
        assert draft.person.phone == "0912345678"
        assert draft.created_by_agency_id == line.agencies[WARD].pk


def test_nobody_else_may(client: Client) -> None:
    line = Line()
    contact = report(text=WORDS).contact
    address = f"/can-bo/giao-viec/phan-anh/{contact.code}/ho-so/"

    sign_in(client, line.account(WARD))
    assert "không có tài khoản" in client.get(address).content.decode()
    sign_in(client, line.account(ROADS, "CLERK"))
    assert client.get(address).status_code == 404
    assert client.get("/phan-anh-thanh-ho-so/khong-co/").status_code == 404
