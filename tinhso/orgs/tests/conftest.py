"""The organisation of the province pack, loaded once for all tests of a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tinhso.orgs.tests.factories import load_pack


@pytest.fixture(scope="module")
def organisation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the pack's organisation; undone after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_pack()
        yield
        transaction.set_rollback(True)
