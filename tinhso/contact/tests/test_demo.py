"""The demonstration's line: lifelike, in every usual state, public only where masked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from tinhso.contact.models import Contact, Extension, Rating, Reopening
from tinhso.contact.operations.demo import build_demo_line
from tinhso.contact.operations.demo_states import tell_every_state
from tinhso.contact.queries.public import figures_by_month
from tinhso.contact.tests.factories import AT, CENTRE, WARD, Line
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.django_db


def test_demonstration_tells_months_of_reports() -> None:
    line = Line()
    for code in (WARD, CENTRE):
        line.account(code)
    file = Path(settings.PROVINCE_PACK) / "demo" / "contacts.json"

    count = build_demo_line(file=file, until=datetime(2021, 6, 1, 2, tzinfo=UTC), count=120)

    assert count == Contact.objects.count() == 120
    states = set(Contact.objects.values_list("state", flat=True))
    assert {"ANSWERED", "REFUSED"} <= states
    assert states & {"NEW", "FORWARDED", "IN_PROGRESS"}
    assert Rating.objects.exists()
    assert not Contact.objects.filter(public_state="PUBLISHED", public_text="").exists()
    assert len(figures_by_month()) >= 2


def test_every_state_is_seen_and_every_quarrel() -> None:
    line = Line()
    for code in (WARD, CENTRE, "H10"):
        for role in ("SPECIALIST", "LEADER", "HEAD_OF_UNIT"):
            if code in line.agencies:
                line.account(code, role)

    with acting_as(SYSTEM):
        told = tell_every_state(until=AT)

        states = set(Contact.objects.values_list("state", flat=True))
        assert told >= 11
        assert states >= {
            "NEW", "IN_PROGRESS", "WAITING", "SUBMITTED", "ANSWERED", "REFUSED", "HANDED_OVER",
            "LINKED", "WITHDRAWN",
        }  # fmt: skip
        assert set(Reopening.objects.values_list("state", flat=True)) == {"ASKED", "GRANTED"}
        assert Extension.objects.filter(state="ASKED").exists()
        assert Contact.objects.filter(kind="DENUNCIATION").get().text == ""
