"""Two processes accept 2,000 cases at once: 2,000 distinct codes without a gap, none twice."""

import multiprocessing

import pytest
from django.db import connection, connections

from tinhso.cases.models import Case, CaseCodeCounter, CaseEvent
from tinhso.cases.operations import CaseActionRefused, accept_case
from tinhso.cases.tests.factories import AT, Ward, make_version, make_ward
from tinhso.cases.tests.walk import SOON
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen

CASES = 2_000
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _file_many(ward: Ward, count: int) -> list[int]:
    version, person = make_version(), make_citizen().person
    rows = [
        Case(
            token=new_token(),
            version=version,
            procedure_name=version.name,
            applicant=person,
            applicant_name=person.full_name,
            channel="ONLINE",
            state="FILED",
            receiving_agency=ward.office,
            competent_agency=ward.committee,
            filed_at=AT,
            received_at=AT,
            event_count=1,
        )
        for _ in range(count)
    ]
    return [case.pk for case in Case.objects.bulk_create(rows)]


def _accept(case_ids: list[int], clerk: Actor, refused: "multiprocessing.Queue[int]") -> None:
    connection.close()
    count = 0
    for case_id in case_ids:
        try:
            with acting_as(clerk):
                accept_case(case=Case(pk=case_id), actor=clerk, at=SOON)
        except CaseActionRefused:
            count += 1
    refused.put(count)


def _in_two_processes(parts: list[list[int]], clerk: Actor) -> int:
    context = multiprocessing.get_context("fork")
    refused: multiprocessing.Queue[int] = context.Queue()
    connections.close_all()
    workers = [context.Process(target=_accept, args=(part, clerk, refused)) for part in parts]
    for worker in workers:
        worker.start()
    total = sum(refused.get(timeout=900) for _ in workers)
    for worker in workers:
        worker.join()
    return total


@pytest.fixture
def ward() -> Ward:
    with acting_as(SYSTEM):
        return make_ward()


def test_codes_of_a_day_are_distinct_and_gapless(ward: Ward) -> None:
    with acting_as(SYSTEM):
        case_ids = _file_many(ward, CASES)
        clerk = ward.actor("CLERK")

    refused = _in_two_processes([case_ids[::2], case_ids[1::2]], clerk)

    with acting_as(SYSTEM):
        codes = sorted(str(code) for code in Case.objects.values_list("code", flat=True))
        counter = CaseCodeCounter.objects.get(agency=ward.committee)
    prefix = f"{ward.committee.code}-210602-"
    assert codes == [f"{prefix}{number:04d}" for number in range(1, CASES + 1)]
    assert (refused, counter.last_number) == (0, CASES)


def test_two_clerks_accepting_the_same_cases_accept_each_once(ward: Ward) -> None:
    with acting_as(SYSTEM):
        case_ids = _file_many(ward, 60)
        clerk = ward.actor("CLERK")

    refused = _in_two_processes([case_ids, case_ids], clerk)

    with acting_as(SYSTEM):
        counter = CaseCodeCounter.objects.get(agency=ward.committee)
        accepted = CaseEvent.objects.filter(kind="ACCEPT").count()
    assert (refused, accepted, counter.last_number) == (60, 60, 60)
