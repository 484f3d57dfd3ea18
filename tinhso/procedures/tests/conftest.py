"""The catalogue of the province pack, published once for all tests of a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tinhso.procedures.tests.factories import load_pack


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
