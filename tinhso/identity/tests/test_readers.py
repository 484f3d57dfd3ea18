"""Readers are added once, to the rows meant and no others."""

from datetime import UTC, datetime

import pytest

from tinhso.core.readers import add_readers
from tinhso.identity.models import Person


@pytest.fixture
def people(db: None) -> list[Person]:
    at = datetime(2021, 6, 1, tzinfo=UTC)
    return [
        Person.objects.create(full_name=name, reader_agency_ids=[5], created_at=at)
        for name in ("An", "Bình")
    ]


def test_readers_are_added_to_the_rows_meant(people: list[Person]) -> None:
    an, other = people

    changed = add_readers(Person, [an.pk], [7, 6, 7])

    an.refresh_from_db()
    other.refresh_from_db()
    assert (changed, an.reader_agency_ids, other.reader_agency_ids) == (1, [5, 6, 7], [5])


def test_readers_known_already_change_nothing(people: list[Person]) -> None:
    an = people[0]

    assert [add_readers(Person, [an.pk], [6, 5]) for _ in range(2)] == [1, 0]
    an.refresh_from_db()
    assert an.reader_agency_ids == [5, 6]
