"""The queue's tables, asked as another unit, another citizen and nobody, give nothing."""

import pytest
from django.apps import apps

from tinhso.core.actors import PUBLIC
from tinhso.core.rls import acting_as
from tinhso.counters.models import PriorityClass, Ticket, TicketNumber
from tinhso.counters.tests.factories import (
    make_centre,
    make_clerk,
    make_counter,
    make_open_counter,
    make_service,
    make_unit,
    take,
)
from tinhso.identity.tests.factories import actor_of_account, make_citizen

pytestmark = pytest.mark.django_db


def test_another_unit_other_citizens_and_nobody_read_nothing() -> None:
    unit, other = make_unit(), make_unit(make_centre("H10.32.90"))
    service = make_service(unit)
    make_open_counter(unit, service)
    take(unit, service)
    strangers = (make_clerk(other), actor_of_account(make_citizen()), PUBLIC)
    models = [
        one for one in apps.get_app_config("counters").get_models() if one is not PriorityClass
    ]

    for stranger in strangers:
        with acting_as(stranger):
            seen = {
                model.__name__
                for model in models
                if model.objects.exclude(**_own(model, other.agency_id)).exists()  # type: ignore[attr-defined] # every model
            }
            assert seen == set()


def _own(model: type, agency_id: int) -> dict[str, int]:
    names = {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined] # a model
    return {"agency_id": agency_id} if "agency" in names else {"pk": -1}


def test_officers_of_the_unit_read_its_queue_but_not_the_numbers_row() -> None:
    unit = make_unit()
    service = make_service(unit)
    make_counter(unit, service)
    take(unit, service)

    with acting_as(make_clerk(unit)):
        assert Ticket.objects.count() == 1
        assert not TicketNumber.objects.exists()


def test_officer_cannot_write_into_another_unit() -> None:
    unit, other = make_unit(), make_unit(make_centre("H10.32.90"))
    ticket = take(unit, make_service(unit))

    with acting_as(make_clerk(other)):
        assert Ticket.objects.filter(pk=ticket.pk).update(state="CANCELLED") == 0
