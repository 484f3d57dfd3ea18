"""Long work of reorganisations, in short jobs: a killed worker's job is run again and goes on."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tasks import system_task
from tinhso.reorganisation.models import Reorganisation
from tinhso.reorganisation.operations import count_everything, run_for, verify

SECONDS_A_JOB = 20


@app.task(name="tinhso.reorganisation.tasks.count_reorganisation", retry=10)
def count_reorganisation(*, reorganisation_id: int) -> None:
    """Count what moves, participant by participant, each in a transaction of its own."""
    close_old_connections()
    count_everything(reorganisation_id=reorganisation_id, at=clock.now())
    close_old_connections()


@app.task(name="tinhso.reorganisation.tasks.run_reorganisation", retry=10)
def run_reorganisation(*, reorganisation_id: int) -> None:
    """Move batches for a while, then let other work pass and go on in a new job."""
    close_old_connections()
    if run_for(reorganisation_id=reorganisation_id, seconds=SECONDS_A_JOB):
        with acting_as(SYSTEM):
            run_reorganisation.defer(reorganisation_id=reorganisation_id)
    close_old_connections()


@system_task(retry=3)
def verify_reorganisation(*, reorganisation_id: int) -> None:
    """Check a reorganisation that has just been carried out."""
    verify(
        reorganisation=Reorganisation.objects.get(pk=reorganisation_id),
        actor=SYSTEM,
        at=clock.now(),
    )
