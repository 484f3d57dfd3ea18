"""A contact of the citizen line goes on as a task: typed once, linked both ways, by its holder."""

import pytest
from django.test import Client

from tinhso.contact.tests.factories import ROADS, WARD, Line, report
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import sign_in
from tinhso.records.models import Task

pytestmark = pytest.mark.django_db


def test_leader_has_it_done_as_a_task(client: Client) -> None:
    line = Line()
    contact, specialist = report().contact, line.account(WARD)
    sign_in(client, line.account(WARD, "LEADER"))
    address = f"/can-bo/giao-viec/phan-anh/{contact.code}/"
    assert client.get(address).status_code == 200
    assert "Hãy chọn người" in client.post(address, {"opinion": "Vá ngay"}).content.decode()

    client.post(address, {"lead": str(specialist.person_id), "opinion": "Vá ngay"})

    with acting_as(SYSTEM):
        task = Task.objects.get()
        assert task.due_at == contact.due_at
        assert contact.code in task.directive.opinion
        assert contact.links.get().url.endswith(f"{task.directive.token}/")
    page = client.get(f"/can-bo/chi-dao/{task.directive.token}/")
    assert f'/can-bo/1022/{contact.code}/"' in page.content.decode()


def test_other_agencies_and_specialists_cannot(client: Client) -> None:
    line = Line()
    address = f"/can-bo/giao-viec/phan-anh/{report().contact.code}/"

    sign_in(client, line.account(WARD))
    assert client.get(address).status_code == 403
    sign_in(client, line.account(ROADS, "LEADER"))
    assert client.get(address).status_code == 404
