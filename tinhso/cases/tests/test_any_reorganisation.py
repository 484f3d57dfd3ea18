"""Any reorganisation of any small organisation: nothing is lost, nobody sees more."""

from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.documents.models import StoredFile, Upload
from tinhso.identity.models import Appointment, Person
from tinhso.identity.tests.factories import appoint, make_person
from tinhso.orgs.api import find_agency
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import BEFORE, make_agency
from tinhso.reorganisation.api import load_numbers, verify
from tinhso.reorganisation.tests.factories import (
    AT,
    DAY,
    PREPARER,
    fresh,
    make_new_ward,
    run,
    succeed,
)

pytestmark = pytest.mark.django_db
_numbers = count(1)
#: For each old agency: the number of its successor (0–2), or 3: it stays.
SHAPES = st.lists(st.integers(0, 3), min_size=1, max_size=4)


def officer(agency: Agency) -> Actor:
    """Give an officer of an agency as row security sees them."""
    return Actor(kind=ActorKind.OFFICER, account_id=agency.pk, agency_ids=(agency.pk,))


def seen(agency: Agency) -> tuple[set[int], set[int]]:
    """Give the people and uploads an officer of the agency sees."""
    with acting_as(officer(agency)):
        people = set(Person.objects.values_list("pk", flat=True))
        return people, set(Upload.objects.values_list("pk", flat=True))


def upload_of(agency: Agency) -> Upload:
    """Make an upload an agency owns."""
    number = next(_numbers)
    file = StoredFile.objects.create(
        sha256=f"{number:064d}", size=1, media_type="image/png", created_at=AT
    )
    return Upload.objects.create(
        token=f"any{number}", file=file, name="x", agency=agency, purpose="x",
        original_sha256="", created_at=AT,
    )  # fmt: skip


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(shape=SHAPES, size=st.integers(1, 5))
def test_nothing_is_lost_nothing_is_gained(shape: list[int], size: int) -> None:
    with transaction.atomic():
        new = [make_new_ward(f"9000{n}", f"Phường {n}", n).committee for n in range(3)]
        old = [make_agency(f"H10.60.{n}") for n in range(len(shape))]
        for agency in old:
            appoint(make_person(), agency, "SPECIALIST")
            make_person(reader_agency_ids=[agency.pk])
            upload_of(agency)
        before = {agency.pk: seen(agency) for agency in old}
        posts = Appointment.objects.at(BEFORE).count()
        for agency, fate in zip(old, shape, strict=True):
            if fate < 3:
                succeed(agency, new[fate])

        done = run(size=size)

        verify(reorganisation=done, actor=PREPARER, at=AT)
        assert fresh(done).state == "VERIFIED"
        numbers = load_numbers(done)
        assert numbers.counted == numbers.moved
        assert Appointment.objects.at(DAY).count() == posts
        for number, heir in enumerate(new):
            mine = [a for a, fate in zip(old, shape, strict=True) if fate == number]
            expected = [set().union(*(before[a.pk][k] for a in mine)) for k in (0, 1)]
            assert list(seen(heir)) == expected
        for agency, fate in zip(old, shape, strict=True):
            assert find_agency(agency.code, BEFORE) == agency
            assert (find_agency(agency.code, DAY) is None) == (fate < 3)
        transaction.set_rollback(True)
