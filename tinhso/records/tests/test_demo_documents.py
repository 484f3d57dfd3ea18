"""The demonstration's documents stand in every state, and are loaded once."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.records.models import DocumentTemplate, OutgoingDocument, OutgoingState
from tinhso.records.tests.factories import Department

pytestmark = pytest.mark.django_db


def test_documents_of_the_demonstration_are_loaded_once(
    department: Department, settings: Settings
) -> None:
    settings.DEMO = True

    call_command("load_demo_documents", verbosity=0)
    call_command("load_demo_documents", verbosity=0)

    with acting_as(SYSTEM):
        states = set(OutgoingDocument.objects.values_list("state", flat=True))
        assert OutgoingDocument.objects.count() == 12
        assert DocumentTemplate.objects.count() == 4
    assert states == set(OutgoingState) - {OutgoingState.WITHDRAWN}


def test_a_real_site_gets_no_demonstration(db: None, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo_documents")
