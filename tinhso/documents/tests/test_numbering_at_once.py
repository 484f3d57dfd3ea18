"""Two signatures at the same moment never share a number and never leave one out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import issue_signed
from tinhso.documents.models import Document
from tinhso.documents.tests.factories import AT, Office


@pytest.mark.django_db(transaction=True)
def test_slips_issued_at_once_are_numbered_without_gap(file_keys_only: None) -> None:
    with acting_as(SYSTEM):
        office = Office()

    def issue(_: int) -> None:
        try:
            with acting_as(office.clerk):
                issue_signed(actor=office.clerk, at=AT, **office.slip_plan())
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(issue, range(12)))

    with acting_as(SYSTEM):
        numbers = Document.objects.values_list("number", flat=True)
        assert sorted(number or 0 for number in numbers) == list(range(1, 13))
