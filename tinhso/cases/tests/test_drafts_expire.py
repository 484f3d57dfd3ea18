"""Applications nobody goes on with: told in time, thrown away, never unannounced."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.cases.models import Draft
from tinhso.cases.operations import Writer, start_draft, tell_of_expiry, throw_expired_away
from tinhso.cases.rules import draft_keeping_on
from tinhso.cases.tasks import clear_unfinished_drafts
from tinhso.cases.tests.factories import AT, Ward, make_case, make_draft, make_ready_draft
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.documents.models import Upload
from tinhso.identity.models import CitizenAccount
from tinhso.notifications.models import Notification
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
RULE = draft_keeping_on(AT.date())
TOLD = AT + timedelta(days=RULE.kept_days - RULE.told_days_before)
ENDS = AT + timedelta(days=RULE.kept_days)


@pytest.fixture
def draft(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Draft:
    """Give an application with a paper, last saved at ``AT``."""
    return make_ready_draft(account, version)


def told() -> list[dict[str, str]]:
    """Give what owners were told."""
    with acting_as(SYSTEM):
        rows = Notification.objects.filter(template="draft_ends_soon").order_by("pk")
        return list(rows.values_list("facts", flat=True))


def left() -> int:
    """Count the drafts."""
    with acting_as(SYSTEM):
        return Draft.objects.count()


def test_owner_is_told_once_then_it_goes(draft: Draft) -> None:
    with acting_as(SYSTEM):
        assert tell_of_expiry(at=TOLD - timedelta(hours=1)) == 0
        assert [tell_of_expiry(at=TOLD), tell_of_expiry(at=TOLD + timedelta(days=1))] == [1, 0]
        assert throw_expired_away(at=ENDS - timedelta(hours=1)) == 0
        assert throw_expired_away(at=ENDS) == 1

    with acting_as(SYSTEM):
        assert not Upload.objects.exists()
    [facts] = told()
    assert facts == {"procedure_name": draft.version.name, "last_day": "30/08/2021"}
    assert left() == 0


def test_saved_again_it_is_kept_and_told_of_anew(draft: Draft) -> None:
    with acting_as(SYSTEM):
        tell_of_expiry(at=TOLD)
        Draft.objects.update(saved_at=TOLD + timedelta(days=1))

        assert throw_expired_away(at=ENDS) == 0
        assert tell_of_expiry(at=ENDS + timedelta(days=90)) == 1
    assert len(told()) == 2


def test_nothing_goes_unannounced_when_the_platform_slept(draft: Draft) -> None:
    late = ENDS + timedelta(days=100)
    with acting_as(SYSTEM):
        assert throw_expired_away(at=late) == 0
        tell_of_expiry(at=late)
        assert throw_expired_away(at=late + timedelta(days=RULE.told_days_before - 1)) == 0
        assert throw_expired_away(at=late + timedelta(days=RULE.told_days_before)) == 1


def test_filed_applications_stay(account: CitizenAccount, ward: Ward) -> None:
    make_case(account)

    with acting_as(SYSTEM):
        assert tell_of_expiry(at=TOLD) == 0
        assert throw_expired_away(at=ENDS) == 0
    assert left() == 1


def test_clerks_are_told_of_what_was_begun_at_their_counter(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    writer = Writer(account.person, counter_agency_id=ward.office.pk)
    with acting_as(SYSTEM):
        start_draft(version=version, writer=writer, answers={}, at=AT)
        tell_of_expiry(at=TOLD)
        people = list(Notification.objects.values_list("person_id", flat=True))

    assert people == [ward.officers["CLERK"].person_id]


def test_task_does_both(draft: Draft) -> None:
    with acting_as(SYSTEM):
        Draft.objects.update(saved_at=now() - timedelta(days=80))

    clear_unfinished_drafts(0)

    assert len(told()) == 1
    assert left() == 1


def test_own_page_says_until_when(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    make_draft(account, version)

    text = citizen.get("/viec-cua-toi/").content.decode()

    assert "tự xoá sau ngày 30/08/2021" in text
