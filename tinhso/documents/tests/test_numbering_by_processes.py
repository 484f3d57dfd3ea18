"""Several processes issue at once and some are killed: numbers follow each other without a gap."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.models import Document, RegisterCounter
from tinhso.documents.tests.factories import Office

_DATABASE = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def work_off(job: dict[str, Any]) -> int:
    """Let all shares run to their end, begun anew where one was killed; give how many were."""
    command = [sys.executable, "-m", "tinhso.documents.tests.numbering_worker", json.dumps(job)]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        command, env={**os.environ}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("count", "shares", "whole", "deaths"),
    [(500, 20, False, (7, 90, 241, 380, 499)), (12, 4, True, (5, 10))],
    ids=["numbers", "slips"],
)
def test_numbers_follow_each_other_though_processes_die(
    file_keys_only: None,
    tmp_path: Path,
    *,
    count: int,
    shares: int,
    whole: bool,
    deaths: tuple[int, ...],
) -> None:
    with acting_as(SYSTEM):
        office = Office()
    known = connection.settings_dict
    job = {
        "database": {name: known[name] for name in _DATABASE},
        "pki": str(tmp_path / "pki"),
        "files": str(tmp_path / "files"),
        "actor": office.clerk.as_json(),
        "agency": office.agency.pk,
        "count": count,
        "shares": shares,
        "whole": whole,
        "deaths": deaths,
    }
    killed = work_off(job)

    with acting_as(SYSTEM):
        numbers = sorted(
            number or 0 for number in Document.objects.values_list("number", flat=True)
        )
        counter = RegisterCounter.objects.get(agency=office.agency, register="CV")
    assert killed == len(deaths)
    assert numbers == list(range(1, count + 1))
    assert counter.last_number == count
