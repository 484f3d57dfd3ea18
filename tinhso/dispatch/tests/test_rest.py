"""The JSON API of inbox and outbox: what an agency's officers get, and nobody else."""

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.models import InboundMessage
from tinhso.dispatch.tests.messages import content_of, message
from tinhso.dispatch.tests.offices import (
    Registry,
    came,
    make_document,
    make_partner,
    make_registry,
    sent,
)
from tinhso.identity.tests.factories import sign_in

pytestmark = pytest.mark.django_db
INBOX, OUTBOX = "/api/dispatch/inbound", "/api/dispatch/outbound"


@pytest.fixture
def committee(client: Client) -> Registry:
    registry = make_registry()
    make_partner()
    came(content_of(message(), signed=True))
    sent(registry, make_document(registry, api.Recipient(organ_id="G09")))
    sign_in(client, registry.account)
    return registry


def token() -> str:
    with acting_as(SYSTEM):
        return InboundMessage.objects.get().token


def test_the_inbox_lists_and_shows(client: Client, committee: Registry) -> None:
    (row,) = client.get(INBOX, {"q": "cải cách"}).json()["items"]
    shown = client.get(f"{INBOX}/{token()}").json()

    assert (row["document_id"], row["state"]) == ("G09,2021/06/01,15/BNV-VP", "ARRIVED")
    assert shown["files"] == ["15.pdf"]
    assert [status["code"] for status in shown["statuses"]] == ["01"]


def test_receiving_and_returning(client: Client, committee: Registry) -> None:
    first = client.post(f"{INBOX}/{token()}/receive")
    again = client.post(f"{INBOX}/{token()}/receive")
    back = client.post(
        f"{INBOX}/{token()}/return", {"reason": "Nhầm"}, content_type="application/json"
    )

    assert (first.json()["state"], again.status_code) == ("RECEIVED", 200)
    assert back.status_code == 409


def test_the_outbox_lists_and_shows(client: Client, committee: Registry) -> None:
    (row,) = client.get(OUTBOX).json()["items"]
    shown = client.get(f"{OUTBOX}/{row['token']}").json()

    assert (row["organ_id"], row["state"]) == ("G09", "QUEUED")
    assert len(shown["recipients"]) == 1


def test_bad_cursors_are_refused(client: Client, committee: Registry) -> None:
    for path in (INBOX, OUTBOX):
        assert client.get(path, {"cursor": "x"}).status_code == 400


def test_strangers_get_nothing(client: Client, committee: Registry) -> None:
    number = token()
    client.cookies.clear()
    assert client.get(INBOX).status_code == 401
    sign_in(client, make_registry("H10.14", "Sở Tư pháp").account)
    assert client.get(INBOX).json()["items"] == []
    assert client.get(f"{INBOX}/{number}").status_code == 404
    assert client.post(f"{INBOX}/{number}/receive").status_code == 404
