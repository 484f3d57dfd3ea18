"""Registers and tasks tell the indicators; each number leads back; told anew, nothing doubles."""

from datetime import date

import pytest

from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.models import Fact, Indicator, Source
from tinhso.records.handlers import where_official_is_read, where_task_is_read
from tinhso.records.models import Task
from tinhso.records.operations import confirm_done
from tinhso.records.operations.telling_numbers import tell_numbers
from tinhso.records.tests.incoming_factories import AT, Office, assigned, hours

pytestmark = pytest.mark.django_db


def make_catalogue(agency_id: int) -> None:
    Source.objects.create(code="WORK.DOCUMENTS", name="Sổ", kind="WORK", agency_id=agency_id)
    for code in ("GOV.DOCUMENTS_ISSUED", "GOV.DOCUMENTS_RECEIVED", "GOV.TASKS_ON_TIME"):
        Indicator.objects.create(
            code=code, field="GOVERNMENT", name=code, name_en=code, owner_id=agency_id,
            keeper_id=agency_id, sensitivity="PUBLIC",
        )  # fmt: skip


def test_a_document_and_its_task_are_told_once_and_lead_back() -> None:
    office = Office()
    arrival = assigned(office, hours(100))
    leader, task = office.actor("LEADER"), Task.objects.get()
    make_catalogue(task.agency_id)
    with acting_as(leader):
        confirm_done(task=task, text="", actor=leader, at=hours(2))

    with acting_as(SYSTEM):
        for _time in range(2):
            tell_numbers(since=date(2021, 1, 1), at=AT)

    assert {fact.subject: int(fact.numerator or 0) for fact in Fact.objects.all()} == {
        f"official:{arrival.official_id}": 1, f"task:{task.pk}": 1,
    }  # fmt: skip
    with acting_as(leader):
        document = where_official_is_read(str(arrival.official_id), leader)
        work = where_task_is_read(str(task.pk), leader)
    assert document is not None
    assert document.url.startswith("/can-bo/van-ban-den/")
    assert work is not None
    assert work.url.startswith("/can-bo/nhiem-vu/")
    assert where_official_is_read(str(arrival.official_id), PUBLIC) is None
    assert where_task_is_read("x", SYSTEM) is None
