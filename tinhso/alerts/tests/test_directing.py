"""A directive in a document: drafted with the number that rang, late work told, its end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.alerts.models import Alert, AlertEvent
from tinhso.alerts.operations import (
    DocumentWanted,
    NotDirected,
    Ordered,
    direct,
    draft_document,
    escalate_late,
    note_issued,
)
from tinhso.alerts.permissions import NotYourAlert
from tinhso.alerts.tests.factories import LATER, Watch
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.records.models import Directive, OutgoingDocument, Task

pytestmark = pytest.mark.django_db
DUE = LATER + timedelta(days=2)


@pytest.fixture
def watch() -> Watch:
    return Watch()


def directed(watch: Watch, paper_kind: str = "CV") -> tuple[Alert, Actor]:
    alert, leader = watch.ring(), watch.leader()
    ordered = Ordered(watch.land.other.pk, "Sở", "Kiểm tra tại chỗ", "Báo cáo", DUE, paper_kind)
    with acting_as(leader):
        return direct(alert=alert, ordered=ordered, actor=leader, at=LATER), leader


def the_draft() -> OutgoingDocument:
    with acting_as(SYSTEM):
        return OutgoingDocument.objects.select_related("official").get()


def finish_tasks() -> None:
    with acting_as(SYSTEM):
        Task.objects.update(state="DONE", done_at=LATER)


def issue() -> None:
    """Let the draft be out; its way there is proven in records."""
    draft = the_draft()
    with acting_as(SYSTEM):
        draft.state = "ISSUED"
        draft.official.notation = "15/UBND"
        draft.official.save()
        draft.save()


def test_the_draft_says_what_rang_who_does_what_and_until_when(watch: Watch) -> None:
    alert, leader = directed(watch)

    draft = the_draft()
    body = draft.content["body"]
    assert "tại" in body
    assert "tháng 1/2026 là 12" in body
    assert "Kiểm tra tại chỗ." in body
    assert "minh chứng: Báo cáo." in body
    assert draft.content["deliver_to"] == [watch.land.other.code]
    assert (draft.official.urgency, draft.signer_id) == (1, leader.person_id)
    assert draft.official.abstract.startswith("xử lý cảnh báo sinh nhiều tại")
    with acting_as(SYSTEM):
        assert Directive.objects.get(pk=alert.directive_id or 0).evidence == "Báo cáo"


def test_a_rule_that_must_is_not_directed_without_a_document(watch: Watch) -> None:
    watch.rule.needs_document = True
    watch.rule.save()

    with pytest.raises(DocumentWanted):
        directed(watch, "")

    with acting_as(SYSTEM):
        assert not Directive.objects.exists()


def test_the_alert_waits_for_its_document_and_writes_it_down_once(watch: Watch) -> None:
    directed(watch)
    finish_tasks()
    watch.tell("C2026M2", 3)
    watch.evaluate()
    assert watch.alert().state == "ACKNOWLEDGED"

    issue()
    counts = [note_issued(at=LATER), note_issued(at=LATER, official_id=the_draft().pk)]
    watch.evaluate()

    assert counts == [1, 0]
    assert watch.alert().state == "CLOSED"
    said = AlertEvent.objects.get(kind="DOCUMENT_ISSUED")
    assert said.text == "Công văn 15/UBND"


def test_leaders_are_told_once_that_the_work_is_late(watch: Watch) -> None:
    _alert, leader = directed(watch)

    counts = [escalate_late(at=at) for at in (LATER, *([DUE + timedelta(hours=1)] * 2))]

    assert counts == [0, 1, 0]
    told = Notification.objects.filter(template="alert_work_late", person_id=leader.person_id or 0)
    assert told.count() == 1
    assert watch.alert().events.filter(kind="WORK_LATE").exists()


def test_work_that_is_done_is_not_late(watch: Watch) -> None:
    directed(watch)
    finish_tasks()

    assert escalate_late(at=DUE + timedelta(days=1)) == 0


def test_a_document_is_drafted_later_by_who_gave_the_directive_only(watch: Watch) -> None:
    alert, leader = directed(watch, "")
    operator = watch.operator()
    with acting_as(operator), pytest.raises(NotYourAlert):
        draft_document(alert=alert, kind="TB", actor=operator, at=LATER)

    with acting_as(leader):
        official = draft_document(alert=alert, kind="TB", actor=leader, at=LATER)

    assert official.kind == "TB"
    assert "là 12" in the_draft().content["body"]


def test_an_alert_without_directive_has_nothing_to_draft(watch: Watch) -> None:
    alert, leader = watch.ring(), watch.leader()

    with acting_as(leader), pytest.raises(NotDirected):
        draft_document(alert=alert, kind="CV", actor=leader, at=LATER)


class TestPages:
    def test_the_leader_s_form_asks_for_a_document_where_the_rule_does(
        self, client: Client, watch: Watch
    ) -> None:
        watch.rule.needs_document = True
        watch.rule.save()
        page = reverse("alerts:alert", args=[watch.ring().token])
        sign_in(client, make_officer(watch.committee, "LEADER"))
        given = {
            "direct-agency": watch.land.other.pk, "direct-text": "Kiểm tra",
            "direct-evidence": "Biên bản", "direct-until-day": "1", "direct-until-month": "1",
            "direct-until-year": "2035",
        }  # fmt: skip
        assert "buộc chỉ đạo phải ra văn bản" in client.get(page).content.decode()
        assert client.post(f"{page}chi-dao/", given).status_code == 422

        shown = client.post(f"{page}chi-dao/", {**given, "direct-paper": "CD"}, follow=True)

        words = shown.content.decode()
        assert the_draft().official.token in words
        assert "chưa phát hành thì cảnh báo chưa tự đóng" in words
        directive = reverse("records:directive", args=[Directive.objects.get().token])
        assert "Sinh nhiều" in client.get(directive).content.decode()
        assert page in client.get(directive).content.decode()

    def test_the_watching_agency_sees_how_it_stands_and_drafts_nothing(
        self, client: Client, watch: Watch
    ) -> None:
        alert, _leader = directed(watch)
        page = reverse("alerts:alert", args=[alert.token])
        sign_in(client, make_officer(watch.land.department, "SPECIALIST"))

        shown = client.get(page).content.decode()

        assert "Đang soạn" in shown
        assert the_draft().official.token not in shown
        refused = client.post(f"{page}van-ban/", {"kind": "CV"}, follow=True)
        assert "cơ quan theo dõi cảnh báo" in refused.content.decode()

    def test_the_leader_drafts_a_document_later(self, client: Client, watch: Watch) -> None:
        alert, _leader = directed(watch, "")
        page = reverse("alerts:alert", args=[alert.token])
        sign_in(client, make_officer(watch.committee, "LEADER"))
        assert "Soạn văn bản từ chỉ đạo" in client.get(page).content.decode()

        shown = client.post(f"{page}van-ban/", {"kind": "TB"}, follow=True).content.decode()

        assert "Đã soạn dự thảo từ chỉ đạo" in shown
