"""Owners are told before a paper of theirs runs out, once per threshold, and when it has."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import today
from tinhso.core.rls import acting_as
from tinhso.documents.tests.factories import AT
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.notifications.models import Notification
from tinhso.vault.models import PaperState, VaultPaper
from tinhso.vault.operations import remind_of_expiry
from tinhso.vault.queries.reminders import papers_to_remind_of
from tinhso.vault.rules import NEWS_OF_EXPIRY_DAYS, reminder_due
from tinhso.vault.tests.factories import make_paper

NOON = datetime(2026, 6, 10, 5, 0, tzinfo=AT.tzinfo)
ON = date(2026, 6, 10)
THRESHOLDS = st.lists(st.integers(1, 90), min_size=1, max_size=4)


@pytest.fixture
def account(db: None) -> Iterator[CitizenAccount]:
    """Give a citizen; everything happens as the platform."""
    account = make_citizen()
    with acting_as(SYSTEM):
        yield account


def _ends(
    account: CitizenAccount, days: int, kind: str = "marital-status-certificate"
) -> VaultPaper:
    return make_paper(account, kind=kind, about=f"{days} {kind}", valid_to=ON + timedelta(days))


def _told() -> list[tuple[str, int]]:
    rows = Notification.objects.order_by("pk").values_list("template", "facts")
    return [(template, facts["days"]) for template, facts in rows]


@given(THRESHOLDS, st.lists(st.integers(-60, 120), max_size=60))
def test_each_threshold_is_told_at_most_once_and_never_upwards(
    thresholds: list[int], looks: list[int]
) -> None:
    told: int | None = None
    heard = []
    for days_left in sorted(looks, reverse=True):
        due = reminder_due(days_left=days_left, thresholds=thresholds, told=told)
        if due is not None:
            assert due == 0 or days_left <= due
            told = due
            heard.append(due)

    assert heard == sorted(set(heard), reverse=True)
    assert set(heard) <= {0, *thresholds}


@given(THRESHOLDS)
def test_who_is_looked_at_every_day_hears_of_every_threshold(thresholds: list[int]) -> None:
    told: int | None = None
    heard = []
    for days_left in range(100, -30, -1):
        due = reminder_due(days_left=days_left, thresholds=thresholds, told=told)
        if due is not None:
            told = due
            heard.append((due, days_left))

    assert heard == [(days, days) for days in sorted({0, *thresholds}, reverse=True)]


def test_what_ran_out_long_ago_is_no_news() -> None:
    assert reminder_due(days_left=-NEWS_OF_EXPIRY_DAYS, thresholds=(30, 7), told=None) is None
    assert reminder_due(days_left=1 - NEWS_OF_EXPIRY_DAYS, thresholds=(30, 7), told=7) == 0


def test_owner_is_told_once_per_threshold_and_at_the_end(account: CitizenAccount) -> None:
    _ends(account, 20)

    for days in (0, 0, 5, 14, 15, 19, 20, 21, 60):
        remind_of_expiry(at=NOON + timedelta(days=days))

    assert _told() == [("paper_ends_soon", 20), ("paper_ends_soon", 6), ("paper_ended", 0)]


def test_kind_with_a_rule_of_its_own_is_told_by_it(account: CitizenAccount) -> None:
    _ends(account, 45, "health-certificate")
    _ends(account, 45)
    _ends(account, 30, "paper-of-no-known-kind")

    assert remind_of_expiry(at=NOON) == 2
    assert {days for _, days in _told()} == {45, 30}


def test_message_says_the_last_day_and_leads_to_the_paper(account: CitizenAccount) -> None:
    paper = _ends(account, 7)

    remind_of_expiry(at=NOON)

    told = Notification.objects.get()
    assert told.facts["last_day"] == "16/06/2026"
    assert told.url == reverse("vault:paper", args=[paper.token])
    assert told.person_id == account.person_id


@pytest.mark.parametrize("state", [PaperState.REVOKED, PaperState.SUPERSEDED, PaperState.ERASED])
def test_papers_that_do_not_stand_are_not_told(account: CitizenAccount, state: str) -> None:
    paper = _ends(account, 7)
    VaultPaper.objects.filter(pk=paper.pk).update(state=state)

    assert remind_of_expiry(at=NOON) == 0


def test_more_than_a_batch_is_told_batch_by_batch(account: CitizenAccount) -> None:
    for number in range(5):
        _ends(account, 10 + number)

    assert [remind_of_expiry(at=NOON, most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert not papers_to_remind_of(ON).exists()


def test_batch_that_dies_is_told_by_the_next_one_once(account: CitizenAccount) -> None:
    _ends(account, 10)
    with transaction.atomic():
        remind_of_expiry(at=NOON)
        transaction.set_rollback(True)
    assert _told() == []

    assert remind_of_expiry(at=NOON) == 1
    assert len(_told()) == 1


def test_vault_shows_what_ends_soon_and_what_has_ended(
    client: Client, account: CitizenAccount
) -> None:
    soon = make_paper(
        account,
        kind="marital-status-certificate",
        about="Sắp",
        valid_to=today() + timedelta(days=12),
    )
    make_paper(account, kind="criminal-record", about="Lâu", valid_to=today() + timedelta(days=90))
    old = make_paper(account, kind="health-certificate", about="Cũ", valid_to=date(2026, 6, 1))
    VaultPaper.objects.filter(pk=old.pk).update(valid_to=today())
    sign_in(client, account)

    page = client.get(reverse("vault:papers")).content.decode()
    ending = client.get(reverse("vault:papers"), {"loai": "sap-het-han"}).content.decode()
    one = client.get(reverse("vault:paper", args=[soon.token])).content.decode()

    assert "1 giấy tờ sắp hết hạn." in page
    assert "Sắp hết hạn: còn 12 ngày" in page
    assert "Đã hết hạn" in page
    assert ending.count("vt-list__item") == 1
    assert "Sắp hết hạn: còn 12 ngày" in ending
    assert "xin cấp bản mới từ bây giờ" in one
