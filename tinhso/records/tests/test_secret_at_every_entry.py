"""Every entry of the incoming side refuses a mark of secrecy, seals it, and says what to do."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import sign_in
from tinhso.notifications.models import Notification
from tinhso.records.models import Directive, Dossier, QuarantinedItem, SearchWords, Task, TaskNote
from tinhso.records.tests.incoming_factories import Office, a_pdf, assigned, registered

pytestmark = pytest.mark.django_db
NOTICE = "Phát hiện dấu chỉ độ mật"


def test_evidence_with_a_mark_is_sealed_and_the_task_stays_as_it_was(client: Client) -> None:
    office = Office()
    office.account("SECURITY_OFFICER", at_department=True)
    assigned(office)
    task = Task.objects.get()
    sign_in(client, office.account("HEAD_OF_UNIT", at_department=True))
    path = f"/can-bo/nhiem-vu/{task.token}/viec/tien-do/"
    secret = SimpleUploadedFile("bao-cao.pdf", a_pdf("TỐI MẬT", "Phương án tác chiến"))

    refused = client.post(path, {"text": "Xong", "percent": "50", "evidence": secret})

    assert refused.status_code == 409
    assert NOTICE in refused.content.decode()
    assert "Phương án" not in refused.content.decode()
    assert not TaskNote.objects.filter(kind="PROGRESS").exists()
    with acting_as(SYSTEM):
        item = QuarantinedItem.objects.get()
        assert (item.door, item.level, item.file_id is not None) == ("TEXT", "TOI_MAT", True)
    assert Notification.objects.filter(template="secret_shut_away").count() == 1


@pytest.mark.parametrize("words", ["Độ mật: Tối mật", "Gấp (MẬT)"])
def test_words_with_a_mark_are_refused_wherever_they_are_typed(client: Client, words: str) -> None:
    office = Office()
    arrival = registered(office)
    sign_in(client, office.account("LEADER"))
    lead = {"lead": f"a{office.department.pk}", "hours": "40"}
    doors: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"/can-bo/van-ban-den/{arrival.official.token}/viec/but-phe/", {"opinion": words, **lead}),
        ("/can-bo/chi-dao/moi/", {"subject": words, "opinion": "Làm ngay", **lead}),
        ("/can-bo/ho-so-cong-viec/moi/", {"title": words, "retention_code": "CONG-VAN"}),
    )

    for path, answers in doors:
        refused = client.post(path, answers)
        assert (refused.status_code, NOTICE in refused.content.decode()) == (409, True), path

    assert not Directive.objects.exists()
    assert not Dossier.objects.exists()
    assert not SearchWords.objects.exclude(task=None).exists()
    with acting_as(SYSTEM):
        assert QuarantinedItem.objects.count() == 3
        assert not QuarantinedItem.objects.exclude(file=None).exists()


def test_ordinary_words_pass(client: Client) -> None:
    office = Office()
    arrival = registered(office)
    sign_in(client, office.account("LEADER"))
    path = f"/can-bo/van-ban-den/{arrival.official.token}/viec/but-phe/"

    given = client.post(path, {"opinion": "Rà soát công tác bảo mật, giữ bí mật cá nhân."})

    assert given.status_code == 302
