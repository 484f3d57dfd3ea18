"""Cases and the National Public Service Portal: states, papers, results out; applications in."""

import base64
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from peers.national_portal.server import NationalPortal
from tinhso.cases.models import Case, Channel, Draft, NationalFiling
from tinhso.cases.operations import synchronise
from tinhso.cases.tests.factories import (
    AT,
    ONE_WORKING_DAY,
    Ward,
    example_answers,
    make_case,
    make_version,
    make_ward,
    photo,
)
from tinhso.cases.tests.walk import accepted, asked_for_more, finished
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.exchange.models import Message
from tinhso.exchange.tests.pipe import compare, pull

pytestmark = pytest.mark.django_db
PORTAL = "national-portal"
LATER = AT + timedelta(hours=1)


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY)
    running.start()
    settings.NATIONAL_PORTAL_API_URL = running.url
    yield running
    running.stop()


@pytest.fixture
def ward(db: None) -> Ward:
    return make_ward()


def make_national_version() -> None:
    """Publish a procedure that is open at the national portal too."""
    limit = {"amount": 1, "unit": "WORKING_DAY"}
    ways = [
        {"channel": channel, "time_limit": limit, "fee_vnd": 0}
        for channel in ("ONLINE", "NATIONAL_PORTAL", "COUNTER")
    ]
    make_version(ways=ways)


def synchronised() -> int:
    with acting_as(SYSTEM):
        told = synchronise(at=LATER)
    send_all_due(destination=f"exchange:{PORTAL}", at=LATER)
    return told


def application(**changes: Any) -> dict[str, Any]:
    content = base64.b64encode(photo().read()).decode()
    return {
        "procedure_code": "1.001193",
        "area_code": "25195",
        "applicant": {
            "identity_number": "000300000017",
            "full_name": "Lê Thị Minh Họa",
            "birth_date": "1990-05-04",
        },
        "answers": example_answers(),
        "papers": [{
            "code": "birth-notice", "name": "giay.jpg", "media_type": "image/jpeg",
            "content_base64": content,
        }],
        **changes,
    }  # fmt: skip


def taken(portal: NationalPortal, **changes: Any) -> dict[str, Any]:
    """File at the portal, let it come here and its receipt go back; gives the receipt."""
    code = portal.file(**application(**changes))
    assert set(pull(PORTAL, LATER)) == {"HANDLED"}
    send_all_due(destination=f"exchange:{PORTAL}", at=LATER)
    return portal.receipts[code]


def test_a_case_is_followed_from_filing_to_its_result(portal: NationalPortal, ward: Ward) -> None:
    case = make_case()
    assert synchronised() == 1
    assert portal.states[case.token] == [1]
    assert portal.papers[case.token][0]["code"] == "birth-notice"

    finished(case, ward)
    synchronised()

    assert portal.states[case.token] == [1, 2, 4, 9]
    shown = portal.cases[case.token]
    assert shown["case_code"].startswith("H")
    assert shown["agency_name"]
    assert portal.results[case.token]["verify_url"].startswith("http")


def test_a_reason_goes_along_and_nothing_is_told_twice(portal: NationalPortal, ward: Ward) -> None:
    case = make_case()
    asked_for_more(case, ward)

    assert [synchronised(), synchronised(), synchronised()] == [1, 0, 0]

    assert portal.states[case.token] == [1, 5]
    assert portal.cases[case.token]["note"] == "Ảnh giấy chứng sinh bị mờ."
    assert portal.books.repeated == 0
    assert compare(PORTAL, LATER).is_balanced


def test_without_a_connection_all_is_told_later(
    portal: NationalPortal, ward: Ward, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_API_URL = ""
    case = accepted(make_case(), ward)
    assert synchronised() == 0
    with acting_as(SYSTEM):
        assert not Message.objects.exists()

    settings.NATIONAL_PORTAL_API_URL = portal.url
    synchronised()
    assert portal.states[case.token] == [1, 2]


def test_a_national_filing_becomes_a_case_with_its_code(portal: NationalPortal, ward: Ward) -> None:
    make_national_version()

    receipt = taken(portal)

    assert receipt["outcome"] == "CASE"
    with acting_as(SYSTEM):
        case = Case.objects.get(token=receipt["case"])
        assert case.channel == Channel.NATIONAL_PORTAL
        assert case.applicant_name == "Lê Thị Minh Họa"
        assert NationalFiling.objects.get(case=case).national_code == receipt["national_code"]
    synchronised()
    assert portal.cases[case.token]["national_code"] == receipt["national_code"]


def test_a_filing_that_lacks_something_becomes_a_draft(portal: NationalPortal, ward: Ward) -> None:
    make_national_version()

    receipt = taken(portal, papers=[])

    assert (receipt["outcome"], receipt["fields"]) == ("DRAFT", ["birth-notice"])
    with acting_as(SYSTEM):
        draft = Draft.objects.get(token=receipt["case"])
        assert draft.form["birth_area_code"] == "25195"
        assert not Case.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"procedure_code": "2.999999"},
        {"area_code": ""},
        {"papers": [{"code": "birth-notice", "name": "x", "media_type": "image/jpeg",
                     "content_base64": "%%%"}]},
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_reason(
    portal: NationalPortal, ward: Ward, changes: dict[str, Any]
) -> None:
    make_national_version()

    receipt = taken(portal, **changes)

    assert receipt["outcome"] == "REFUSED"
    assert receipt["reason"]
    with acting_as(SYSTEM):
        assert NationalFiling.objects.get().outcome == "REFUSED"
        assert not Case.objects.exists()


def test_a_filing_that_comes_again_is_one_case(portal: NationalPortal, ward: Ward) -> None:
    make_national_version()
    taken(portal)
    portal.books.waiting = list(portal.books.given)

    assert pull(PORTAL, LATER) == []

    with acting_as(SYSTEM):
        assert Case.objects.count() == 1
        assert Message.objects.filter(direction="IN").count() == 1


def test_a_fee_is_told_paid_there_and_settled_here_once(
    portal: NationalPortal,
    ward: Ward,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    fees = [{**way, "fee_vnd": 20_000} for way in ONE_WORKING_DAY]
    case = make_case(version=make_version(ways=fees))
    synchronised()
    [claim] = portal.fees.claims.values()
    assert (claim["case"], claim["amount_vnd"], claim["state"]) == (case.token, 20_000, "OPEN")

    portal.fees.pay(claim["claim"])
    with django_capture_on_commit_callbacks(execute=True):
        pull(PORTAL, LATER)
    synchronised()

    assert portal.fees.claims[claim["claim"]]["state"] == "PAID"
    assert case.events.filter(kind="NOTE_PAYMENT").count() == 1
    assert synchronised() == 0
    assert compare(PORTAL, LATER).is_balanced
