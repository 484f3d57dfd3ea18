"""Running cases stay on their version until an administrator moves those they tick."""

import copy
from typing import Any

import pytest
from django.test import Client

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import (
    CannotMigrate,
    CaseActionRefused,
    migrate_case,
    preview_migration,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.tests.factories import AT, ONE_WORKING_DAY, Ward, make_case
from tinhso.cases.tests.walk import SOON, accepted, finished
from tinhso.core.clock import local
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import (
    ADMINISTRATOR,
    CLERK,
    make_content,
    make_entry,
    publish,
)

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/thu-tuc/dang-ky-khai-sinh/ho-so/"


def newer(**changes: Any) -> ProcedureVersion:
    """Publish a later version within five working days, with changed parts if wanted."""
    limit = {"amount": 5, "unit": "WORKING_DAY"}
    ways = [{**way, "time_limit": limit} for way in ONE_WORKING_DAY]
    versions = publish(make_entry(**{"ways": ways, **changes}), at=SOON)
    return max(versions, key=lambda version: version.number)


def test_preview_says_what_would_change_and_changes_nothing(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    content = make_content()
    papers = copy.deepcopy(content["papers"])
    papers.append({**papers[0], "code": "residence-paper", "name": {"vi": "Cư trú", "en": "R"}})
    process = copy.deepcopy(content["process"])
    process[1]["name"] = {"vi": "Xem xét", "en": "Look"}
    target = newer(papers=papers, process=process)

    (plan,) = preview_migration(version=target, actor=ADMINISTRATOR).plans

    assert plan.is_possible
    assert plan.missing_papers == ("Cư trú",)
    assert plan.step_before != plan.step_after == "Xem xét"
    assert plan.due_before is not None
    assert plan.due_after is not None
    assert plan.due_after > plan.due_before
    case.refresh_from_db()
    assert case.version_id != target.pk


def test_ticked_case_moves_with_an_event(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    target = newer()

    moved = migrate_case(case_id=case.pk, version=target, actor=ADMINISTRATOR, at=SOON)

    assert moved.version_id == target.pk
    assert moved.due_at is not None
    assert local(moved.due_at).date().isoformat() == "2021-06-09"
    event = CaseEvent.objects.get(case=case, kind="MIGRATE")
    assert event.facts["from_version"] == 1
    assert event.facts["to_version"] == 2
    assert preview_migration(version=target, actor=ADMINISTRATOR).plans == ()


def test_case_not_accepted_yet_moves_without_a_date(case: Case, ward: Ward) -> None:
    target = newer()

    moved = migrate_case(case_id=case.pk, version=target, actor=ADMINISTRATOR, at=AT)

    assert (moved.version_id, moved.due_at, moved.state) == (target.pk, None, "FILED")


def test_case_whose_step_is_gone_cannot_move(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    process = copy.deepcopy(make_content()["process"])
    process[1]["code"] = "another-step"
    target = newer(process=process)

    (plan,) = preview_migration(version=target, actor=ADMINISTRATOR).plans

    assert "Bước hiện tại không còn" in plan.obstacle
    with pytest.raises(CannotMigrate):
        migrate_case(case_id=case.pk, version=target, actor=ADMINISTRATOR, at=SOON)


def test_finished_case_stays_where_it_is(case: Case, ward: Ward) -> None:
    finished(case, ward)
    target = newer()

    assert preview_migration(version=target, actor=ADMINISTRATOR).plans == ()
    with pytest.raises(CaseActionRefused):
        migrate_case(case_id=case.pk, version=target, actor=ADMINISTRATOR, at=SOON)


def test_former_content_published_again_takes_no_application_away(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    answers, former = case.form, case.version_id
    newer()

    restored = newer(ways=ONE_WORKING_DAY)

    case.refresh_from_db()
    assert restored.number == 3
    assert (case.version_id, case.form) == (former, answers)
    assert CaseEvent.objects.filter(case=case).exists()


def test_only_administrators_see_and_move(case: Case, ward: Ward) -> None:
    target = newer()

    with pytest.raises(NotAuthorised):
        preview_migration(version=target, actor=CLERK)
    with pytest.raises(NotAuthorised):
        migrate_case(case_id=case.pk, version=target, actor=CLERK, at=SOON)


def test_screen_moves_only_what_is_ticked(
    client: Client, account: CitizenAccount, case: Case, ward: Ward
) -> None:
    other = make_case(account, case.version)
    target = newer(valid_from="2021-01-02")
    sign_in(client, make_officer(ward.committee, "ADMINISTRATOR"))

    shown = client.get(PAGE).content.decode()
    response = client.post(PAGE, {"case": [str(case.pk)]}, follow=True)

    assert "2 hồ sơ đang giải quyết theo bản khác" in shown
    assert "Đã chuyển 1 hồ sơ." in response.content.decode()
    case.refresh_from_db()
    other.refresh_from_db()
    assert case.version_id == target.pk
    assert other.version_id != target.pk


@pytest.mark.parametrize(
    ("sent", "words"),
    [({}, "Chưa đánh dấu hồ sơ nào."), ({"case": ["x"]}, "hồ sơ không chuyển được")],
)
def test_nothing_to_move_is_said(
    client: Client, case: Case, ward: Ward, sent: dict[str, list[str]], words: str
) -> None:
    newer()
    sign_in(client, make_officer(ward.committee, "ADMINISTRATOR"))

    assert words in client.post(PAGE, sent, follow=True).content.decode()
