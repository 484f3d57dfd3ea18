"""Dossiers: numbered, filled once, put in order, closed with a retention that counts."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.gateways.retention_file import (
    forget_schedule,
    hand_over_limit,
    schedule_on,
)
from tinhso.records.models import Dossier, DossierEvent, Task
from tinhso.records.operations.dossiers import (
    DossierEmpty,
    DossierMovedOn,
    NoSuchRetention,
    NotForDossiers,
    close_dossier,
    move_item,
    open_dossier,
    put_document,
    put_task,
    reopen_dossier,
    take_out,
)
from tinhso.records.rules.dossiers import destroyable_on, hand_over_by
from tinhso.records.tests.archive_factories import closed, filled, opened
from tinhso.records.tests.incoming_factories import AT, Office, arrived, assigned, registered


def test_schedule_says_where_it_comes_from_and_how_certain_it_is() -> None:
    schedule = schedule_on(date(2021, 6, 1))

    assert schedule.certainty in {"confirmed", "secondary", "to_confirm"}
    assert schedule.source
    assert {line.years for line in schedule.lines} >= {None, 10}
    assert len({line.code for line in schedule.lines}) == len(schedule.lines)
    assert hand_over_limit().months == 12


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"not json", b"[]", b"{}", b'{"versions": []}', b'{"versions": {}}',
        b'{"versions": [{"valid_from": "31/02/2021"}], "hand_over": 7}',
        b'{"versions": [{"valid_from": "2021-02-31", "lines": []}], "hand_over": {}}',
        b'{"versions": [{"valid_from": "2021-01-01", "name": "x", "source": "x",'
        b' "certainty": "x", "lines": [{"no": 1}]}], "hand_over": {"months": 1}}',
    ],
)  # fmt: skip
def test_a_broken_schedule_is_said_with_its_file(
    content: bytes, tmp_path: Path, settings: LazySettings
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/retention.json").write_bytes(content)
    settings.PROVINCE_PACK = tmp_path
    forget_schedule()
    try:
        for ask in (partial(schedule_on, date(2021, 6, 1)), hand_over_limit):
            with pytest.raises(ImproperlyConfigured, match="retention.json"):
                ask()
    finally:
        forget_schedule()


@pytest.mark.parametrize(
    ("ended_on", "years", "expected"),
    [
        (date(2021, 1, 1), 10, date(2032, 1, 1)),
        (date(2021, 12, 31), 10, date(2032, 1, 1)),
        (date(2020, 2, 29), 2, date(2023, 1, 1)),
        (date(2021, 6, 1), None, None),
    ],
)
def test_retention_counts_whole_years_after_the_end(
    ended_on: date, years: int | None, expected: date | None
) -> None:
    assert destroyable_on(ended_on, years) == expected


def test_hand_over_falls_on_the_last_day_a_short_month_has() -> None:
    assert hand_over_by(date(2020, 2, 29), 12) == date(2021, 2, 28)


@pytest.mark.django_db
def test_dossiers_are_numbered_in_the_agencys_year() -> None:
    office = Office()

    first, second = opened(office), opened(office)

    assert (first.number, second.number) == (1, 2)
    assert first.code == "2021.0001.H10"
    assert (first.retention_years, first.retention_certainty) == (10, "to_confirm")


@pytest.mark.django_db
def test_a_group_outside_the_schedule_is_refused() -> None:
    office = Office()
    actor = office.actor("SPECIALIST")

    with pytest.raises(NoSuchRetention), acting_as(actor):
        open_dossier(title="X", retention_code="?", agency=office.agency, actor=actor, at=AT)


@pytest.mark.django_db
def test_contents_are_put_once_moved_and_taken_out() -> None:
    office = Office()
    first, second = registered(office).official, assigned(office).official
    dossier, keeper = filled(office, first, second), office.actor("SPECIALIST")
    with acting_as(keeper):
        put_document(dossier=dossier, official=first, actor=keeper, at=AT)
        item = put_task(dossier=dossier, task=Task.objects.get(), actor=keeper, at=AT)
        move_item(dossier=dossier, item_id=item.pk, by=-1)
        move_item(dossier=dossier, item_id=item.pk, by=-1)
        move_item(dossier=dossier, item_id=item.pk, by=-1)
        order = list(dossier.items.order_by("ordinal").values_list("official", "ordinal"))
        take_out(dossier=dossier, item_id=item.pk, actor=keeper, at=AT)
        left = list(dossier.items.order_by("ordinal").values_list("official", "ordinal"))

    assert order == [(None, 1), (first.pk, 2), (second.pk, 3)]
    assert left == [(first.pk, 1), (second.pk, 2)]


@pytest.mark.django_db
def test_what_has_no_number_or_is_anothers_stays_out() -> None:
    office = Office()
    dossier, keeper = opened(office), office.actor("SPECIALIST")
    waiting = arrived(office).official
    other = registered(office).official
    other.agency_id = office.department.pk

    for official in (waiting, other):
        with pytest.raises(NotForDossiers), acting_as(keeper):
            put_document(dossier=dossier, official=official, actor=keeper, at=AT)


@pytest.mark.django_db
def test_closed_dossiers_stay_as_they_are() -> None:
    office = Office()
    official = registered(office).official
    dossier, keeper = closed(office, official), office.actor("SPECIALIST")

    assert (dossier.hand_over_by, dossier.destroyable_on) == (date(2022, 6, 1), date(2032, 1, 1))
    item_id = dossier.items.get().pk
    with acting_as(keeper):
        for act in (
            lambda: put_document(dossier=dossier, official=official, actor=keeper, at=AT),
            lambda: take_out(dossier=dossier, item_id=item_id, actor=keeper, at=AT),
            lambda: move_item(dossier=dossier, item_id=item_id, by=1),
            lambda: close_dossier(dossier=dossier, actor=keeper, at=AT),
        ):
            with pytest.raises(DossierMovedOn):
                act()
        again = reopen_dossier(dossier=dossier, actor=keeper, at=AT)
    assert (again.state, again.destroyable_on) == ("OPEN", None)


@pytest.mark.django_db
def test_an_empty_dossier_is_not_closed() -> None:
    office = Office()
    dossier, keeper = opened(office), office.actor("SPECIALIST")

    with pytest.raises(DossierEmpty), acting_as(keeper):
        close_dossier(dossier=dossier, actor=keeper, at=AT)
    dossier.refresh_from_db()
    assert dossier.state == "OPEN"


@pytest.mark.django_db
def test_history_only_grows_and_strangers_see_nothing() -> None:
    office = Office()
    dossier = filled(office)
    with acting_as(SYSTEM):
        stranger = actor_of_account(make_officer(make_agency("H10.09"), "ARCHIVIST"))
        with pytest.raises(DatabaseError), transaction.atomic():
            DossierEvent.objects.filter(dossier=dossier).delete()

    with acting_as(stranger):
        assert not Dossier.objects.exists()
        assert not DossierEvent.objects.exists()
