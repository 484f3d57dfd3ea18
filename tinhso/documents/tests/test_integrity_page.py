"""The audit's schedule, alarm and page: a flipped byte is seen and told."""

from datetime import datetime

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.documents import operations, tasks
from tinhso.documents.gateways import file_store
from tinhso.documents.models import IntegrityRun, StoredFile
from tinhso.documents.operations import audit_next, order_audit, store_file
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/toan-ven/"


def flip_a_byte(file: StoredFile) -> None:
    path = file_store.path_of(file.sha256)
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.chmod(0o640)
    path.write_bytes(content)


def test_a_flipped_byte_alarms_every_administrator_once(client: Client) -> None:
    agency = make_agency()
    with acting_as(SYSTEM):
        first, second = make_officer(agency, "ADMINISTRATOR"), make_officer(agency, "ADMINISTRATOR")
        make_officer(agency, "LEADER")
        kept = [store_file(bytes([65 + number]) * 8, "text/plain", now()) for number in range(3)]
        flip_a_byte(kept[1])
        run = order_audit(at=now())
        again = order_audit(at=now())
        audit_next(run_id=run.pk, at=now())
        told = set(Notification.objects.values_list("person_id", "template"))

    assert again.pk == run.pk
    assert told == {(first.person_id, "bytes_lost"), (second.person_id, "bytes_lost")}
    sign_in(client, first)
    shown = client.get(PAGE).content.decode()
    assert kept[1].sha256 in shown
    assert kept[0].sha256 not in shown
    assert "bị thay đổi" in shown


def test_steps_follow_each_other_until_every_byte_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ordered: list[int] = []
    monkeypatch.setattr(operations, "order_audit", lambda *, at: ordered.append(1))
    with acting_as(SYSTEM):
        for number in range(3):
            store_file(bytes([number]), "text/plain", now())
        run = IntegrityRun.objects.create(started_at=now())

    def two_at_a_time(*, run_id: int, at: datetime) -> bool:
        return audit_next(run_id=run_id, at=at, size=2)

    monkeypatch.setattr(operations, "audit_next", two_at_a_time)

    tasks.audit_step(run_id=run.pk)
    tasks.audit_step(run_id=run.pk)

    run.refresh_from_db()
    assert len(ordered) == 1
    assert (run.file_count, run.finished_at is not None) == (3, True)


def test_page_begins_a_reading_and_shows_how_far_it_is(client: Client) -> None:
    with acting_as(SYSTEM):
        account = make_officer(make_agency(), "ADMINISTRATOR")
    sign_in(client, account)

    empty = client.get(PAGE).content.decode()
    begun = client.post(PAGE, follow=True).content.decode()

    assert "Chưa kiểm tra lần nào" in empty
    assert "Đang kiểm tra" in begun
    assert "Kiểm tra ngay" not in begun


def test_page_is_for_administrators_only(client: Client) -> None:
    with acting_as(SYSTEM):
        account = make_officer(make_agency(), "ARCHIVIST")

    assert client.get(PAGE).status_code == 302
    sign_in(client, account)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
