"""Filing through a channel an administrator closed is refused, wherever it is tried."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.cases.operations import WayNotOffered, submit_draft
from tinhso.cases.tests.factories import AT, Ward, make_ready_draft
from tinhso.cases.tests.test_officer_counter import person
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, sign_in
from tinhso.procedures.api import switch_channels
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import ADMINISTRATOR

pytestmark = pytest.mark.django_db


def leave_open(version: ProcedureVersion, *channels: str) -> None:
    """Turn the switch so that only some channels stay open."""
    switch_channels(version=version, opened=channels, reason="Bảo trì", actor=ADMINISTRATOR, at=AT)


def test_draft_begun_before_is_refused_once_online_is_closed(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    leave_open(version, "COUNTER")
    actor = actor_of_account(account)

    with acting_as(actor), pytest.raises(WayNotOffered):
        submit_draft(draft=draft, actor=actor, at=AT)


def test_the_page_says_so_clearly(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    leave_open(version, "COUNTER")

    response = citizen.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert response.status_code == 409
    assert "hiện không nhận theo hình thức nộp đã chọn" in response.content.decode()
    assert not Case.objects.exists()


def test_start_page_names_the_open_ways(client: Client, version: ProcedureVersion) -> None:
    leave_open(version, "COUNTER", "NATIONAL_PORTAL")

    response = client.get("/nop-ho-so/dang-ky-khai-sinh/")

    text = response.content.decode()
    assert response.status_code == 404
    assert "Tại bất kỳ bộ phận một cửa nào trong tỉnh" in text
    assert 'href="https://dichvucong.gov.vn"' in text
    assert "bưu chính" not in text


def test_closed_counter_refuses_a_clerk(
    client: Client, ward: Ward, version: ProcedureVersion
) -> None:
    leave_open(version, "ONLINE", "POST")
    sign_in(client, ward.officers["CLERK"])

    response = client.post("/can-bo/nop-tai-quay/", person(channel="COUNTER"))

    assert response.status_code == 409


def test_api_refuses_a_closed_channel(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    leave_open(version, "COUNTER")

    response = citizen.post(
        "/api/cases",
        {"procedure": "dang-ky-khai-sinh", "area_code": "25195", "form": {}, "papers": {}},
        content_type="application/json",
        headers={"Idempotency-Key": "closed-1"},
    )

    assert response.status_code == 422
    assert response.json()["code"] == "way_not_offered"
