"""A period goes to the National Reporting System signed, in revisions, and gets a verdict."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from peers.national_reporting.server import NationalReporting
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.exchange.models import Message
from tinhso.exchange.tests.pipe import compare, last_note, pull
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.indicators.operations.national_reporting import (
    REPORTING,
    NothingToReport,
    send_package,
    send_past_periods,
)
from tinhso.indicators.rules import periods
from tinhso.indicators.tests.factories import LATER, Land
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/bao-cao-chinh-phu/"
MONTH = periods.from_code("C2026M1").code


@pytest.fixture
def reporting(settings: LazySettings) -> Iterator[NationalReporting]:
    running = NationalReporting(seed=settings.NATIONAL_REPORTING_KEY)
    running.start()
    settings.NATIONAL_REPORTING_URL = running.url
    yield running
    running.stop()


@pytest.fixture
def land(db: None) -> Land:
    land = Land()
    for code, sensitivity in (("X.A", "PUBLIC"), ("X.SECRET", "RESTRICTED")):
        indicator = land.indicator(code, sensitivity=sensitivity)
        facts = [
            land.fact(indicator, MONTH, number, 100, area=area)
            for area, number in zip(land.communes, (12, 30), strict=True)
        ]
        land.record(*facts)
    return land


def sent(code: str = MONTH) -> None:
    with acting_as(SYSTEM):
        send_package(period=periods.from_code(code), at=LATER)
    send_all_due(destination=f"exchange:{REPORTING}", at=LATER)


def test_a_period_is_taken_with_its_open_numbers_only(
    land: Land, reporting: NationalReporting
) -> None:
    sent()

    package = reporting.packages[MONTH]
    assert [(row["indicator"], row["value"]) for row in package["values"]] == [("X.A", "42")]
    assert (package["revision"], package["period_kind"]) == (1, "MONTH")
    assert pull(REPORTING, LATER) == ["HANDLED"]
    assert last_note(REPORTING) == "ACCEPTED"


def test_a_period_sent_again_is_its_next_revision(land: Land, reporting: NationalReporting) -> None:
    sent()
    call_command("report_period", MONTH)
    sent()
    send_all_due(destination=f"exchange:{REPORTING}", at=now())

    assert reporting.packages[MONTH]["revision"] == 3
    assert len(reporting.books.taken) == 3


def test_what_another_key_signed_is_not_taken(
    land: Land, reporting: NationalReporting, settings: LazySettings
) -> None:
    settings.NATIONAL_REPORTING_KEY = "YW5vdGhlci1rZXktYW5vdGhlci1rZXktYW5vdGhlciE="
    sent()

    assert reporting.packages == {}
    assert not compare(REPORTING, LATER).is_balanced


def test_a_period_without_numbers_is_refused(land: Land) -> None:
    with acting_as(SYSTEM), pytest.raises(NothingToReport):
        send_package(period=periods.from_code("C2020M1"), at=LATER)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 2, 3), []),  # numbers of January may still come in
        (date(2026, 2, 4), [MONTH]),
        (date(2026, 2, 21), [MONTH]),
        (date(2026, 2, 22), []),  # so late is a person's business
        (date(2026, 3, 4), []),  # February has no numbers
    ],
)
def test_a_month_is_sent_by_itself_some_days_after_its_end(
    land: Land, day: date, codes: list[str]
) -> None:
    with acting_as(SYSTEM):
        sent_now = send_past_periods(today=day, at=LATER)
        again = send_past_periods(today=day, at=LATER)

    assert [message.subject for message in sent_now] == codes
    assert again == []


def test_a_steward_of_the_province_sends_reads_the_verdict_and_sends_again(
    land: Land, reporting: NationalReporting, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinhso.indicators.views.reporting.today", lambda: date(2026, 2, 10))
    sign_in(client, make_officer(make_agency("H10.91"), "DATA_STEWARD"))
    missing = client.get(PAGE).content.decode()
    assert "Tháng 1/2026 theo lịch (01/01/2026 – 31/01/2026)" in missing
    assert "Tháng 1/2026 kỳ hành chính (15/12/2025 – 14/01/2026)" in missing

    client.post(f"{PAGE}gui/", {"ky": MONTH})
    send_all_due(destination=f"exchange:{REPORTING}", at=now())
    pull(REPORTING, now())
    page = client.get(PAGE).content.decode()
    client.post(f"{PAGE}gui/", {"ky": MONTH})

    assert "Đã được chấp nhận" in page
    assert "Gửi lại" in page
    assert "Lần 2" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("code", "said"), [("x", "Không có kỳ này"), ("C2020M1", "chưa có số")])
def test_a_period_that_cannot_be_sent_is_said(
    land: Land, client: Client, code: str, said: str
) -> None:
    sign_in(client, make_officer(make_agency("H10.91"), "DATA_STEWARD"))

    answer = client.post(f"{PAGE}gui/", {"ky": code}, follow=True)

    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "tier", "seen"),
    [
        ("CLERK", "PROVINCE", 403),
        ("ADMINISTRATOR", "PROVINCE", 200),
        ("DATA_STEWARD", "COMMUNE", 200),
    ],
)
def test_others_do_not_send(land: Land, client: Client, role: str, tier: str, seen: int) -> None:
    sign_in(client, make_officer(make_agency("H10.91", tier=tier), role))

    assert client.get(PAGE).status_code == seen
    client.post(f"{PAGE}gui/", {"ky": MONTH})
    with acting_as(SYSTEM):
        assert not Message.objects.exists()
