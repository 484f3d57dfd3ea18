"""Telling people: both languages, once, in the transaction of the act, private to the person."""

from typing import Any

import pytest
from django.template.loader import get_template
from django.utils.timezone import get_current_timezone

from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import AT, actor_of_account, make_citizen, make_officer
from tinhso.notifications.api import UnknownTemplate, count_unread, notify
from tinhso.notifications.models import Notification
from tinhso.notifications.operations import mark_read
from tinhso.notifications.queries import wording_of
from tinhso.notifications.rules import LANGUAGES, TEMPLATES, split_message
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
CONTEXT = {
    "case_code": "H10.32.01-210601-0001",
    "procedure_name": "Đăng ký khai sinh",
    "due_at": "2021-06-02T03:00:00+00:00",
    "reason": "thiếu giấy chứng sinh",
    "legal_basis": "Luật 60/2014/QH13",
    "notation": "12/GKS",
    "amount": "24.000 đồng",
    "title": "Giấy khai sinh",
    "address": "ngu…ple",
    "when": "08:00 05/06/2021",
    "place": "Số 12 đường Hùng Vương",
    "former_notation": "11/GKS",
    "kind": "CORRECTION",
    "answer": "Cơ quan đã xem xét.",
    "answer_due": "17:00 12/06/2021",
    "percent": 80,
    "from": "Trần Thị Ngọc Lan",
    "note": "",
    "former_agency": "Ủy ban nhân dân phường Tân Phú",
    "agency": "Ủy ban nhân dân phường Đồng Xoài",
    "legal_act": "Nghị quyết 1/NQ",
    "last_day": "30/06/2021",
    "days": 7,
    "sent_on": "01/06/2021",
    "task": "Xác minh nơi cư trú",
    "applicant": "Lý Thị Sen",
    "name": "Võ Quốc Bảo",
    "abstract": "V/v giao chỉ tiêu",
    "step": "Trình ký",
    "news": "Đã ban hành",
    "code": "15/UBND-KGVX",
    "sender": "Sở Tư pháp",
    "question": "Ở cổng trước hay cổng sau?",
    "due": "17:00 01/06/2021",
    "area": "Phường Tân Phú",
    "proof": "704 118",
    "summary": "Cấp vai trò văn thư",
    "officer": "Lê Hoàng Minh",
    "confirmed": True,
    "rejected": False,
    "justified": False,
    "not_justified": True,
}


def tell(person_id: int, key: str = "case:1:accepted", **changes: Any) -> None:
    fields: dict[str, Any] = {
        "template": "case_accepted",
        "context": CONTEXT,
        "url": "/ho-so/abc/",
        "at": AT,
        "idempotency_key": key,
    }
    notify(person_id=person_id, **{**fields, **changes})


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_has_a_title_and_a_body_in_both_languages(template: str) -> None:
    person = make_citizen().person

    tell(person.id, template=template)

    in_vi, in_en = (wording_of(Notification.objects.get(), language) for language in LANGUAGES)
    assert all([in_vi.title, in_en.title, in_vi.body, in_en.body])
    assert in_vi.title != in_en.title
    assert "{{" not in in_vi.body + in_en.body


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_a_file(template: str, language: str) -> None:
    assert get_template(f"notifications/messages/{template}.{language}.txt")


def test_a_moment_may_be_given_as_it_is() -> None:
    tell(make_citizen().person_id, context={**CONTEXT, "due_at": AT})

    written = AT.astimezone(get_current_timezone()).strftime("%H:%M %d/%m/%Y")
    assert written in wording_of(Notification.objects.get(), "vi").body


def test_telling_costs_two_statements(django_assert_num_queries: Any) -> None:
    person_id = make_citizen().person_id

    with django_assert_num_queries(2):
        tell(person_id)


def test_only_the_facts_the_template_needs_are_kept() -> None:
    tell(make_citizen().person_id, template="case_filed")

    assert Notification.objects.get().facts.keys() == TEMPLATES["case_filed"]


def test_the_promised_date_is_written_in_local_time() -> None:
    tell(make_citizen().person_id)

    assert "10:00 02/06/2021" in wording_of(Notification.objects.get(), "vi").body


def test_names_are_not_escaped_in_the_text() -> None:
    tell(make_citizen().person_id, context={**CONTEXT, "procedure_name": "Chợ & <phiên>"})

    assert "Chợ & <phiên>" in wording_of(Notification.objects.get(), "vi").body


def test_the_same_key_tells_once() -> None:
    person_id = make_citizen().person_id
    tell(person_id)
    tell(person_id)

    assert Notification.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


def test_the_queue_holds_no_personal_data() -> None:
    account = make_citizen()
    tell(account.person_id)

    message = OutboxMessage.objects.get()
    assert message.destination == "telling"
    assert message.payload == {"notification": "case:1:accepted"}


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(UnknownTemplate):
        tell(make_citizen().person_id, template="nonsense")


def test_an_incomplete_context_is_refused() -> None:
    with pytest.raises(UnknownTemplate):
        tell(make_citizen().person_id, template="case_refused", context={"case_code": "x"})

    assert not Notification.objects.exists()


@pytest.mark.parametrize("kind", [ActorKind.OFFICER, ActorKind.PUBLIC])
def test_whoever_acts_may_tell_but_not_read(kind: ActorKind) -> None:
    person_id = make_citizen().person_id
    agency = make_agency()

    with acting_as(Actor(kind=kind, account_id=9, agency_ids=(agency.id,))):
        tell(person_id)
        assert not Notification.objects.exists()

    assert Notification.objects.count() == 1


def test_only_the_person_reads_their_notifications() -> None:
    account, other = make_citizen(), make_citizen()
    tell(account.person_id)

    with acting_as(actor_of_account(other)):
        assert not Notification.objects.exists()
    with acting_as(actor_of_account(account)):
        assert Notification.objects.count() == 1


def test_an_agencys_officer_does_not_read_a_citizens_notifications() -> None:
    agency = make_agency()
    tell(make_citizen(reader_agency_ids=[agency.id]).person_id)

    with acting_as(actor_of_account(make_officer(agency))):
        assert not Notification.objects.exists()


def test_nobody_has_nothing_unread() -> None:
    assert count_unread(PUBLIC) == 0


def test_somebody_elses_notification_cannot_be_marked() -> None:
    account, other = make_citizen(), make_citizen()
    tell(account.person_id)
    notification_id = Notification.objects.get().id

    marked = mark_read(actor=actor_of_account(other), notification_id=notification_id, at=AT)

    assert marked is None
    assert Notification.objects.get().read_at is None


def test_a_title_is_the_first_line() -> None:
    assert split_message("\n Tiêu  đề \n\nNội dung\nhai dòng\n") == (
        "Tiêu đề",
        "Nội dung\nhai dòng",
    )
