"""Reports of people made at the national portal: a contact here, its answer back there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings

from peers.national_portal.server import NationalPortal
from tinhso.contact.models import Channel, Contact, NationalReport
from tinhso.contact.operations import answer_at_once
from tinhso.contact.operations.national import PORTAL, tell_national_answers
from tinhso.contact.tests.factories import AT, CENTRE, Line
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.exchange.tests.pipe import compare, pull

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
TEXT = "Đèn đường trước trường học không sáng từ ba hôm nay."


@pytest.fixture(name="line")
def _line(db: None) -> Line:
    return Line()


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY)
    running.start()
    settings.NATIONAL_PORTAL_API_URL = running.url
    yield running
    running.stop()


def carry() -> None:
    send_all_due(destination=f"exchange:{PORTAL}", at=LATER)


def test_a_report_becomes_a_contact_and_its_answer_goes_back_once(
    line: Line, portal: NationalPortal
) -> None:
    code = portal.report(subject="Đèn đường hỏng", content=TEXT, full_name="Lê Minh Họa")
    assert pull(PORTAL, LATER) == ["HANDLED"]
    carry()

    with acting_as(SYSTEM):
        contact = Contact.objects.get()
        assert contact.channel == Channel.NATIONAL_PORTAL
        assert TEXT in contact.text
        assert NationalReport.objects.get(contact=contact).national_code == code
    assert [one["state"] for one in portal.answers[code]] == ["RECEIVED"]
    assert portal.answers[code][0]["our_code"] == contact.code

    answer_at_once(
        contact=contact, text="Đã sửa xong đèn đường.", actor=line.actor(CENTRE), at=LATER
    )
    with acting_as(SYSTEM):
        assert [tell_national_answers(at=LATER), tell_national_answers(at=LATER)] == [1, 0]
    carry()
    assert portal.answers[code][1]["answer"] == "Đã sửa xong đèn đường."
    assert compare(PORTAL, LATER).is_balanced


def test_a_report_without_a_place_we_know_is_refused_and_kept(
    line: Line, portal: NationalPortal
) -> None:
    portal.report(subject="Đèn đường hỏng", content=TEXT, area_code="99999")

    assert pull(PORTAL, LATER) == ["DEAD"]
    with acting_as(SYSTEM):
        assert not NationalReport.objects.exists()
        assert not Contact.objects.exists()
