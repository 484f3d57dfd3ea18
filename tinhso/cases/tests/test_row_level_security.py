"""Every table of cases, asked as the wrong agency, the wrong citizen and nobody, gives nothing."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from tinhso.cases.models import (
    Case,
    CaseEvent,
    CasePaper,
    CasePause,
    CaseRating,
    CaseSlip,
    Consultation,
    Draft,
    DraftPaper,
)
from tinhso.cases.operations import (
    Writer,
    accept_case,
    consult,
    issue_slip,
    rate_case,
    request_supplement,
    start_draft,
)
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ready_draft, make_ward
from tinhso.cases.tests.walk import SOON, finished
from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
#: Numbers without a person in them: counts published for everyone, marks how far was read.
PUBLIC_NUMBERS = {"cases_countingmark", "cases_dailycount", "cases_syncmark"}
TABLES: tuple[type[Model], ...] = (
    Case,
    CaseEvent,
    CasePaper,
    CasePause,
    CaseRating,
    CaseSlip,
    Consultation,
    Draft,
    DraftPaper,
)


@pytest.fixture
def other() -> Ward:
    """Give a ward that takes part in nothing."""
    return make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)


@pytest.fixture
def asked() -> Ward:
    """Give a ward that is asked a question."""
    return make_ward(make_area("25201", name="Phường Tân Bình", kind="WARD"), number=3)


@pytest.fixture
def full(ward: Ward, asked: Ward, account: CitizenAccount, version: ProcedureVersion) -> Case:
    """Give a case that has a row in every table of the slice."""
    clerk, specialist = ward.actor("CLERK"), ward.actor("SPECIALIST")
    citizen = actor_of_account(account)
    paused = make_case(account, version)
    with acting_as(clerk):
        request_supplement(case=paused, reason="Thiếu", papers=[], actor=clerk, at=AT)
    case = make_case(account, version)
    with acting_as(clerk):
        accept_case(case=case, actor=clerk, at=AT)
    issue_slip(
        case=Case.objects.get(pk=case.pk),
        form="01",
        event=CaseEvent.objects.get(case=case, kind="ACCEPT"),
        actor=clerk,
        at=SOON,
    )
    with acting_as(specialist):
        consult(case=case, agency_id=asked.committee.pk, question="?", actor=specialist, at=SOON)
    done = finished(make_case(account, version), ward)
    with acting_as(citizen):
        rate_case(case=done, score=5, comment="", actor=citizen, at=SOON)
    make_ready_draft(account, version)
    start_draft(version=version, writer=Writer(account.person, ward.office.pk), answers={}, at=AT)
    return case


def seen_by(actor: Actor) -> dict[str, int]:
    """Count what an actor sees of each table, asking without any filter."""
    with acting_as(actor):
        return {table.__name__: table.objects.count() for table in TABLES}  # type: ignore[attr-defined]


def test_platform_sees_rows_in_every_table(full: Case) -> None:
    assert all(seen_by(SYSTEM).values())


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "LEADER"])
def test_agency_that_takes_no_part_sees_nothing(full: Case, other: Ward, role: str) -> None:
    assert not any(seen_by(other.actor(role)).values())


def test_another_citizen_and_nobody_see_nothing(full: Case) -> None:
    assert not any(seen_by(actor_of_account(make_citizen())).values())
    assert not any(seen_by(PUBLIC).values())


def test_agency_asked_sees_the_question_and_nothing_else(full: Case, asked: Ward) -> None:
    seen = seen_by(asked.actor("SPECIALIST"))

    assert {name for name, count in seen.items() if count} == {"Consultation"}


def test_applicant_sees_their_own(full: Case, account: CitizenAccount) -> None:
    seen = seen_by(actor_of_account(account))

    assert seen["Case"] == 3
    assert seen["Consultation"] == 0


def test_agency_cannot_change_or_delete_another_agencys_case(full: Case, other: Ward) -> None:
    with acting_as(other.actor("LEADER")):
        changed = Case.objects.filter(pk=full.pk).update(applicant_name="Kẻ khác")
        deleted = Draft.objects.all().delete()[0]

    assert (changed, deleted) == (0, 0)


def test_agency_cannot_hand_its_case_to_strangers_alone(full: Case, other: Ward) -> None:
    row = Case.objects.get(pk=full.pk)
    intruder = other.actor("CLERK")

    with acting_as(intruder), pytest.raises(ProgrammingError), transaction.atomic():
        Case(
            token="x" * 26,
            version_id=row.version_id,
            procedure_name="x",
            applicant_id=row.applicant_id,
            applicant_name="x",
            channel="ONLINE",
            state="FILED",
            receiving_agency_id=row.receiving_agency_id,
            competent_agency_id=row.competent_agency_id,
            filed_at=AT,
        ).save()


def test_history_can_only_grow(full: Case, ward: Ward) -> None:
    for statement in ("update cases_caseevent set facts = '{}'", "delete from cases_caseevent"):
        with (
            pytest.raises(IntegrityError, match="can only grow"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_every_table_of_the_slice_is_locked() -> None:
    names = [model._meta.db_table for model in apps.get_app_config("cases").get_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname = any (%s)"
            " and relrowsecurity and relforcerowsecurity",
            [names],
        )
        locked = {name for (name,) in cursor.fetchall()}

    assert locked == set(names) - PUBLIC_NUMBERS
