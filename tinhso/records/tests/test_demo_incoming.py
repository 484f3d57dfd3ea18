"""The demonstration's incoming side: every state, on time and late, one sealed, loaded once."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.records.models import (
    Arrival,
    Directive,
    Dossier,
    Extension,
    HandOver,
    OfficialCopy,
    QuarantinedItem,
    Task,
    TaskNote,
)
from tinhso.records.operations import incoming_demo
from tinhso.records.tests.incoming_factories import Office

pytestmark = pytest.mark.django_db


def test_incoming_side_of_the_demonstration_stands_in_every_state(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    monkeypatch.setattr(incoming_demo, "HOUSES", (("H10", 26),))
    office = Office()
    for role in ("REGISTRAR", "LEADER", "ARCHIVIST", "SECURITY_OFFICER"):
        office.account(role)
    office.account("HEAD_OF_UNIT", at_department=True)

    call_command("load_demo_incoming", verbosity=0)
    call_command("load_demo_incoming", verbosity=0)

    with acting_as(SYSTEM):
        states = set(Arrival.objects.values_list("state", flat=True))
        assert Arrival.objects.count() == 26
        assert states >= {"ARRIVED", "RETURNED", "REGISTERED", "ASSIGNED", "IN_PROGRESS", "DONE"}
        open_tasks = Task.objects.exclude(state__in=["DONE", "CANCELLED"])
        assert open_tasks.filter(due_at__lt=now()).exists()
        assert open_tasks.filter(due_at__gt=now()).exists()
        assert set(Extension.objects.values_list("state", flat=True)) >= {"GRANTED"}
        assert TaskNote.objects.filter(upload__isnull=False).exists()
        assert Directive.objects.filter(official=None).count() == 1
        assert QuarantinedItem.objects.count() == 1
        assert set(Dossier.objects.values_list("state", flat=True)) == {
            "OPEN",
            "CLOSED",
            "HANDED_OVER",
            "ARCHIVED",
        }
        assert not HandOver.objects.exclude(problems=[]).exists()
        assert OfficialCopy.objects.filter(document__state="ISSUED").exists()


def test_a_real_site_gets_no_demonstration(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo_incoming")
