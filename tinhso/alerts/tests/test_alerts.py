"""Alerts from the number to the end: opened once, handled, directed, closed; refusals; locks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tinhso.alerts.models import Alert, AlertEvent
from tinhso.alerts.operations import (
    AlertMovedOn,
    AlreadyDirected,
    DirectiveWanted,
    Ordered,
    ReasonMissing,
    acknowledge,
    add_note,
    close,
    direct,
    escalate_unseen,
    tick,
)
from tinhso.alerts.permissions import NotYourAlert, access_alert
from tinhso.alerts.queries import open_alerts, tasks_of
from tinhso.alerts.tests.factories import LATER, Watch
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import (
    actor_of_account,
    make_citizen,
    make_officer,
    sign_in,
)
from tinhso.indicators.tests.factories import AT
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Task

pytestmark = pytest.mark.django_db
LIST = "/can-bo/canh-bao/"


@pytest.fixture
def watch() -> Watch:
    return Watch()


def ordered(watch: Watch, **changes: object) -> Ordered:
    values: dict[str, object] = {
        "agency_id": watch.land.other.pk, "agency_name": "Sở", "text": "Kiểm tra",
        "evidence": "Báo cáo", "due_at": LATER + timedelta(days=2), **changes,
    }  # fmt: skip
    return Ordered(**values)  # type: ignore[arg-type]


def directed(watch: Watch, alert: Alert) -> Alert:
    leader = watch.leader()
    with acting_as(leader):
        return direct(alert=alert, ordered=ordered(watch), actor=leader, at=LATER)


def finish_tasks() -> None:
    with acting_as(SYSTEM):
        Task.objects.update(state="DONE", done_at=LATER)


def test_a_broken_rule_opens_one_alert(watch: Watch) -> None:
    watch.tell("C2026M1", 12)

    assert [watch.evaluate(), watch.evaluate()] == [1, 0]

    alert = watch.alert()
    assert (alert.state, alert.severity) == ("OPENED", "ALARM")
    assert alert.value == Decimal(12)
    assert set(alert.reader_agency_ids) == {watch.committee.pk, watch.land.other.pk}


def test_numbers_at_the_limit_do_not_ring(watch: Watch) -> None:
    watch.tell("C2026M1", 10)

    assert watch.evaluate() == 0


def test_an_alert_nobody_took_on_ends_when_the_number_has_returned(watch: Watch) -> None:
    watch.ring()
    watch.tell("C2026M2", 9)
    watch.evaluate()
    assert watch.alert().state == "OPENED"

    watch.land.record(watch.land.fact(watch.rule.indicator, "C2026M2", 8), at=LATER)
    watch.evaluate()

    assert watch.alert().state == "CLOSED"
    kinds = list(AlertEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["OPENED", "RETURNED", "CLOSED_RETURNED"]


def test_an_operator_takes_it_on_notes_and_ticks(watch: Watch) -> None:
    alert, operator = watch.ring(), watch.operator()
    with acting_as(operator):
        acknowledge(alert=alert, actor=operator, at=LATER)
        add_note(alert=alert, text="Đã gọi", actor=operator, at=LATER)
        tick(alert=alert, step=0, actor=operator, at=LATER)
        tick(alert=alert, step=0, actor=operator, at=LATER)
        with pytest.raises(AlertMovedOn):
            acknowledge(alert=alert, actor=operator, at=LATER)
        with pytest.raises(ReasonMissing):
            add_note(alert=alert, text=" ", actor=operator, at=LATER)
        with pytest.raises(AlertMovedOn):
            tick(alert=alert, step=9, actor=operator, at=LATER)

    alert = watch.alert()
    assert (alert.state, alert.acknowledged_at) == ("ACKNOWLEDGED", LATER)
    assert alert.checklist[0]["by"] == operator.name
    assert AlertEvent.objects.filter(kind="STEP").count() == 1


def test_a_directive_is_a_task_and_the_alert_waits_for_it(watch: Watch) -> None:
    alert = directed(watch, watch.ring())
    watch.tell("C2026M2", 3)
    watch.evaluate()
    assert watch.alert().returned_at is not None
    assert watch.alert().state == "ACKNOWLEDGED"
    task = tasks_of(alert, LATER)[0]
    assert (task.agency_id, task.is_late) == (watch.land.other.pk, False)
    assert tasks_of(alert, LATER + timedelta(days=9))[0].is_late

    finish_tasks()
    watch.evaluate()

    assert watch.alert().state == "CLOSED"


def test_work_done_does_not_end_it_while_the_number_is_wrong(watch: Watch) -> None:
    directed(watch, watch.ring())
    finish_tasks()

    watch.evaluate()

    assert watch.alert().state == "ACKNOWLEDGED"


def test_a_directive_is_given_once_and_whole(watch: Watch) -> None:
    alert, leader = watch.ring(), watch.leader()
    for change in ({"text": " "}, {"evidence": ""}, {"due_at": LATER}):
        with acting_as(leader), pytest.raises(DirectiveWanted):
            direct(alert=alert, ordered=ordered(watch, **change), actor=leader, at=LATER)
    directed(watch, alert)
    with acting_as(leader), pytest.raises(AlreadyDirected):
        direct(alert=alert, ordered=ordered(watch), actor=leader, at=LATER)


def test_closing_by_hand_needs_a_reason(watch: Watch) -> None:
    alert, operator = watch.ring(), watch.operator()
    with acting_as(operator):
        with pytest.raises(ReasonMissing):
            close(alert=alert, reason=" ", actor=operator, at=LATER)
        close(alert=alert, reason="Nhập nhầm", actor=operator, at=LATER)
        with pytest.raises(AlertMovedOn):
            close(alert=alert, reason="Nhập nhầm", actor=operator, at=LATER)

    assert watch.evaluate() == 0


def test_leaders_are_told_once_of_what_nobody_looks_at(watch: Watch) -> None:
    watch.ring()

    assert [escalate_unseen(at=AT), escalate_unseen(at=LATER), escalate_unseen(at=LATER)] == [
        0, 1, 0,
    ]  # fmt: skip


def test_silence_rings_for_each_area(watch: Watch) -> None:
    watch.rule.kind, watch.rule.condition = "NO_DATA", {}
    watch.rule.save()
    watch.tell("C2026M1", 1)

    assert watch.evaluate() == 1
    assert watch.alert().area.code == "25198"


def test_others_do_not_act(watch: Watch) -> None:
    alert = watch.ring()
    clerk = actor_of_account(make_officer(watch.land.department, "CLERK"))
    operator = watch.operator()
    with acting_as(clerk):
        for act in (
            lambda: acknowledge(alert=alert, actor=clerk, at=LATER),
            lambda: close(alert=alert, reason="x", actor=clerk, at=LATER),
            lambda: tick(alert=alert, step=0, actor=clerk, at=LATER),
        ):
            with pytest.raises(NotYourAlert):
                act()
    with acting_as(operator), pytest.raises(NotYourAlert):
        direct(alert=alert, ordered=ordered(watch), actor=operator, at=LATER)


def test_other_agencies_and_the_public_see_nothing(watch: Watch) -> None:
    alert = watch.ring()
    stranger = actor_of_account(make_officer(_third(watch), "LEADER"))
    for actor in (stranger, PUBLIC):
        with acting_as(actor):
            assert not Alert.objects.exists()
            assert not AlertEvent.objects.exists()
            assert open_alerts(actor) == []
            with pytest.raises(Http404):
                access_alert(actor, alert.token)
    for actor in (watch.operator(), watch.leader()):
        with acting_as(actor):
            assert [one.pk for one in open_alerts(actor, [alert.area_id])] == [alert.pk]
            assert access_alert(actor, alert.token).events.count() == 1


def _third(watch: Watch) -> Agency:
    return make_agency("H10.99", area=watch.land.province)


class TestPages:
    def test_an_operator_and_a_leader_walk_it_to_the_directive(
        self, client: Client, watch: Watch
    ) -> None:
        alert = watch.ring()
        page = f"{LIST}{alert.token}/"
        sign_in(client, make_officer(watch.land.department, "SPECIALIST"))
        assert "Sinh nhiều" in client.get(LIST).content.decode()
        assert "Sinh nhiều" in client.get(f"{LIST}danh-sach/").content.decode()
        assert "Trên 10 trong 1 kỳ" in client.get(f"{LIST}quy-tac/").content.decode()
        assert "Chỉ đạo xử lý" not in client.get(page).content.decode()
        client.post(f"{page}tiep-nhan/")
        client.post(f"{page}ghi-chu/", {"note-text": "Đã gọi trạm"})
        client.post(f"{page}buoc/0/")
        assert client.post(f"{page}ghi-chu/", {"note-text": ""}).status_code == 422
        assert client.post(f"{page}chi-dao/").status_code == 403

        sign_in(client, make_officer(watch.committee, "LEADER"))
        shown = client.get(page).content.decode()
        assert "Đã gọi trạm" in shown
        assert "Chỉ đạo xử lý" in shown
        assert client.post(f"{page}chi-dao/", {"direct-text": "x"}).status_code == 422
        given = {
            "direct-agency": watch.land.other.pk, "direct-text": "Kiểm tra tại chỗ",
            "direct-evidence": "Biên bản", "direct-until-day": "1", "direct-until-month": "1",
            "direct-until-year": "2035",
        }  # fmt: skip
        answer = client.post(f"{page}chi-dao/", given, follow=True)

        assert "Kiểm tra tại chỗ" in answer.content.decode()
        assert Task.objects.count() == 1
        assert client.post(f"{page}dong/", {"close-text": "Xong"}, follow=True).status_code == 200
        assert watch.alert().state == "CLOSED"
        assert "Sinh nhiều" in client.get(f"{LIST}?muc=dong").content.decode()

    def test_others_are_refused(self, client: Client, watch: Watch) -> None:
        page = f"{LIST}{watch.ring().token}/"
        acts = ("tiep-nhan/", "ghi-chu/", "buoc/0/", "dong/")
        assert client.get(LIST).status_code == 302
        sign_in(client, make_citizen())
        assert {client.get(path).status_code for path in (LIST, page, f"{LIST}quy-tac/")} == {403}
        sign_in(client, make_officer(_third(watch), "LEADER"))
        assert client.get(page).status_code == 404
        assert {client.post(f"{page}{act}").status_code for act in (*acts, "chi-dao/")} == {404}
        assert "Không có cảnh báo nào" in client.get(LIST).content.decode()

    def test_a_list_of_many_asks_no_more_questions(self, client: Client, watch: Watch) -> None:
        sign_in(client, make_officer(watch.land.department, "SPECIALIST"))
        watch.ring()
        client.get(LIST)
        counted = _queries(client)
        second = watch.land.fact(watch.rule.indicator, "C2026M1", 20, area=watch.land.communes[1])
        watch.land.record(second)
        watch.evaluate()

        assert _queries(client) == counted


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    return len(asked)
