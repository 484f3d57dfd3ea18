"""What tests of cases share: a ward with its people, a procedure, a citizen signed in."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from tinhso.cases.models import Case
from tinhso.cases.tests.factories import Ward, make_case, make_version, make_ward
from tinhso.cases.tests.killed import Cast
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.conftest import population as population
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion


@pytest.fixture
def ward(db: None) -> Ward:
    """Give a ward that receives and decides."""
    return make_ward()


@pytest.fixture
def version(db: None) -> ProcedureVersion:
    """Give birth registration in force."""
    return make_version()


@pytest.fixture
def account(db: None) -> CitizenAccount:
    """Give a citizen."""
    return make_citizen()


@pytest.fixture
def citizen(client: Client, account: CitizenAccount) -> Client:
    """Give a browser in which the citizen is signed in."""
    sign_in(client, account)
    return client


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case the citizen has filed."""
    return make_case(account, version)


@pytest.fixture
def cast(transactional_db: None) -> Iterator[Cast]:
    """Give the people of writes that are killed; leave no row behind."""
    yield Cast()
    call_command("flush", interactive=False, verbosity=0)
