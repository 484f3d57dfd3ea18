"""The pack's catalogue, published once for all tests of a module; an administrator at a draft."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures.tests.editing import SLUG
from tinhso.procedures.tests.factories import load_pack, make_entry, publish


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Publish the pack's catalogue; undone after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_pack()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def full_catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Publish the pack's catalogue with its demonstration; undone after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_pack(with_demonstration=True)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def account(db: None) -> OfficerAccount:
    """Give the account of an administrator; birth registration is in force."""
    publish(make_entry())
    return make_officer(make_agency(), role="ADMINISTRATOR")


@pytest.fixture
def desk(client: Client, account: OfficerAccount) -> Client:
    """Give a browser in which the administrator has begun a draft."""
    sign_in(client, account)
    client.post(reverse("procedures:start_draft", args=[SLUG]))
    return client
