"""Issuing at the same moment: numbers follow each other, none twice, none left out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.records.models import OutgoingDocument
from tinhso.records.operations import note_reading, sign_outgoing
from tinhso.records.tests.factories import AT, Department


class _KilledError(Exception):
    """Stands for a process that dies before its transaction ends."""


@pytest.mark.django_db(transaction=True)
def test_signatures_at_once_leave_no_gap_though_some_die() -> None:
    with acting_as(SYSTEM):
        department = Department()
        leader = department.actor("LEADER")
        waiting = [department.signing() for _ in range(16)]

    def sign(turn: int) -> None:
        try:
            with acting_as(leader):
                note_reading(outgoing=waiting[turn], actor=leader, at=AT)
                sign_outgoing(outgoing=waiting[turn], actor=leader, at=AT)
                if turn % 4 == 3:
                    raise _KilledError
        except _KilledError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(sign, range(len(waiting))))

    with acting_as(leader):
        numbers = OutgoingDocument.objects.values_list("official__number", flat=True)
        assert sorted(number for number in numbers if number) == list(range(1, 13))
