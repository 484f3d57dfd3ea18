"""Mandates cut off at every statement and killed: given, answered and ended once or not at all."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import as_actor, check_done_once, is_done_again, with_key
from tinhso.identity.models import Mandate, MandateState
from tinhso.identity.operations import (
    MandateTerms,
    answer_mandate,
    end_mandate,
    propose_mandate,
)
from tinhso.identity.tests.factories import AT, actor_of_account, make_citizen
from tinhso.ledger.api import find_entries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def nothing_left(transactional_db: None) -> Iterator[None]:
    """Leave no row behind."""
    yield
    call_command("flush", interactive=False, verbosity=0)


def once(actor: Actor, operation: Callable[..., Any], **words: Any) -> None:
    """Do a write through everything that can cut it off; a second click is refused."""
    act = partial(operation, actor=actor, at=AT, **words)
    check_done_once(with_key(actor, operation.__name__, AT, act))
    assert not is_done_again(as_actor(actor, act))


def test_mandate_from_offer_to_end(transactional_db: None) -> None:
    with acting_as(SYSTEM):
        giver = make_citizen()
        taker = make_citizen(full_name="Bùi Thị Kim Chi", identity_number="000191000111")
    represented, representative = actor_of_account(giver), actor_of_account(taker)
    named = {"identity_number": "000191000111", "full_name": "Bùi Thị Kim Chi"}
    terms = MandateTerms(valid_from=AT.date())
    once(represented, propose_mandate, terms=terms, **named)
    with acting_as(SYSTEM):
        mandate = Mandate.objects.get()
    once(representative, answer_mandate, mandate=mandate, accepts=True)
    once(represented, end_mandate, mandate=mandate)

    with acting_as(SYSTEM):
        assert Mandate.objects.get().state == MandateState.ENDED
        assert len(find_entries(f"mandate:{mandate.pk}")) == 3
