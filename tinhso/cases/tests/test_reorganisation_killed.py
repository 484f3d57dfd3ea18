"""A run killed in the middle, again and again: nothing lost, nothing twice, every clock goes on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.tests.factories import make_case, make_version, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tests.processes import start_python
from tinhso.identity.tests.factories import make_citizen
from tinhso.reorganisation.api import load_numbers, run_for, verify
from tinhso.reorganisation.models import Reorganisation
from tinhso.reorganisation.tests.factories import (
    AT,
    PREPARER,
    fresh,
    make_new_ward,
    started,
    succeed,
    succeed_area,
)
from tinhso.workflow.models import StepRun

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CASES = 24
#: One case a batch, slowed down inside its transaction so that a kill finds one open.
RUN = """
import time
from tinhso.orgs.api import list_participants
from tinhso.reorganisation.api import run_for
for participant in list_participants():
    def slowly(plan, places, mover, move=participant.move):
        moved = move(plan, places, mover)
        time.sleep(0.05)
        return moved
    participant.move = slowly
run_for(reorganisation_id={pk}, size=1)
"""


@pytest.fixture
def reorganisation() -> Iterator[Reorganisation]:
    """Give a reorganisation in force whose cases have not moved yet."""
    with acting_as(SYSTEM):
        ward, new = make_ward(), make_new_ward()
        version, account = make_version(), make_citizen()
        for number in range(CASES):
            case = make_case(account, version)
            if number % 3 == 0:
                accepted(case, ward)
        succeed_area(ward.area, new.area)
        succeed(ward.committee, new.committee)
        succeed(ward.office, new.counter)
        begun = started()
    yield begun
    call_command("flush", interactive=False, verbosity=0)


def moved_cases() -> int:
    """Count the cases that moved, as another process sees them."""
    with acting_as(SYSTEM):
        return CaseEvent.objects.filter(kind="TRANSFER").count()


@contextmanager
def run_in_a_process(reorganisation: Reorganisation) -> Iterator[None]:
    """Run beside the block in a process of its own, killed with -9 when the block ends."""
    process = start_python(RUN.format(pk=reorganisation.pk))
    try:
        yield
    finally:
        process.kill()
        process.communicate()


def assert_whole(reorganisation: Reorganisation, due: dict[int, object]) -> None:
    """Finish the run here and count both sides."""
    run_for(reorganisation_id=reorganisation.pk, size=5)
    verify(reorganisation=reorganisation, actor=PREPARER, at=AT)

    with acting_as(SYSTEM):
        assert fresh(reorganisation).state == "VERIFIED"
        numbers = {turn.name: turn for turn in load_numbers(reorganisation).turns}
        assert numbers["cases"].counted == numbers["cases"].moved == CASES
        transfers = CaseEvent.objects.filter(kind="TRANSFER").values_list("case_id", flat=True)
        assert sorted(transfers) == sorted(due)
        assert dict(Case.objects.values_list("pk", "due_at")) == due
        for case in Case.objects.all():
            ordinals = case.events.order_by("ordinal").values_list("ordinal", flat=True)
            assert list(ordinals) == list(range(1, case.event_count + 1))
        open_steps = StepRun.objects.filter(left_at__isnull=True, branch="")
        assert open_steps.count() == Case.objects.exclude(step_code="").count()


def due_dates() -> dict[int, object]:
    """Give the promised date of every case."""
    with acting_as(SYSTEM):
        return dict(Case.objects.values_list("pk", "due_at"))


def test_killed_at_many_points_and_run_again(reorganisation: Reorganisation) -> None:
    due = due_dates()

    for wanted in (1, 5, 9, 14):
        with run_in_a_process(reorganisation):
            give_up_at = time.monotonic() + 60
            while moved_cases() < wanted and time.monotonic() < give_up_at:
                time.sleep(0.013)
        assert wanted <= moved_cases() < CASES

    assert_whole(reorganisation, due)


def test_two_runners_at_once_move_nothing_twice(reorganisation: Reorganisation) -> None:
    due = due_dates()

    with run_in_a_process(reorganisation), run_in_a_process(reorganisation):
        give_up_at = time.monotonic() + 60
        while moved_cases() < CASES // 2 and time.monotonic() < give_up_at:
            time.sleep(0.02)

    assert_whole(reorganisation, due)


def test_database_dropping_every_connection_in_a_batch(reorganisation: Reorganisation) -> None:
    due = due_dates()

    with run_in_a_process(reorganisation):
        give_up_at = time.monotonic() + 60
        while moved_cases() < 3 and time.monotonic() < give_up_at:
            time.sleep(0.02)
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )

    assert moved_cases() < CASES
    assert_whole(reorganisation, due)
