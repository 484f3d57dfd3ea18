"""Each request runs as who is signed in, and sees only what they may."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory

from tinhso.core.actors import PUBLIC, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import current_actor
from tinhso.identity.models import Appointment, SignInEvent
from tinhso.identity.operations import record_sign_out
from tinhso.identity.permissions import ActorMiddleware, forget_presence
from tinhso.identity.permissions.sessions import ANONYMOUS, presence_of
from tinhso.identity.tests.factories import (
    AT,
    actor_of_account,
    appoint,
    make_citizen,
    make_officer,
    sign_in,
)
from tinhso.orgs.tests.factories import make_agency
from tinhso.ui.navigation import actor_of

pytestmark = pytest.mark.django_db


def run(client: Client, view: Any) -> Any:
    request = RequestFactory().get("/")
    request.session = client.session
    middleware = ActorMiddleware(lambda _: HttpResponse())
    middleware(request)
    return middleware.process_view(request, view, [], {})


def test_nobody_signed_in_acts_as_the_public(client: Client) -> None:
    seen: list[Actor] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.extend([actor_of(request), current_actor()])
        return HttpResponse()

    run(client, view)

    assert seen == [PUBLIC, PUBLIC]


def test_a_citizen_acts_with_person_and_assurance(client: Client) -> None:
    account = make_citizen(assurance="1")

    actor = sign_in(client, account)

    assert actor.is_citizen
    assert (actor.person_id, actor.account_id) == (account.person_id, account.id)
    assert actor.assurance == "1"
    assert actor.agency_ids == ()


def test_an_officer_acts_for_every_current_appointment() -> None:
    first, second = make_agency("H10.14"), make_agency("H10.15")
    account = make_officer(first, "CLERK")
    appoint(account.person, second, "LEADER")

    actor = actor_of_account(account)

    assert set(actor.agency_ids) == {first.id, second.id}
    assert actor.roles == {"CLERK", "LEADER"}


def test_an_ended_or_future_appointment_gives_nothing() -> None:
    account = make_officer(make_agency("H10.14"), "LEADER")
    Appointment.objects.filter(person=account.person).update(valid_to=date(2021, 3, 1))
    appoint(account.person, make_agency("H10.15"), "CLERK", valid_from=date(2022, 1, 1))

    actor = actor_of_account(account)

    assert actor.is_officer
    assert actor.agency_ids == ()
    assert actor.roles == frozenset()


def test_a_disabled_account_is_nobody(client: Client) -> None:
    account = make_officer(make_agency())
    sign_in(client, account)
    account.is_active = False
    account.save()
    forget_presence()

    assert presence_of(client.session) is ANONYMOUS


def test_the_database_is_told_who_acts(client: Client) -> None:
    account = make_officer(agency := make_agency())
    sign_in(client, account)
    told: list[tuple[str, ...]] = []

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('app.actor'), current_setting('app.agencies'),"
                " current_setting('app.person')"
            )
            told.append(cursor.fetchone())
        return HttpResponse()

    run(client, view)

    assert told == [("officer", f"{{{agency.id}}}", "")]


def test_a_deferred_template_is_rendered_as_the_actor(client: Client) -> None:
    sign_in(client, make_citizen())
    seen: list[Actor] = []

    class Answer(TemplateResponse):
        @property
        def rendered_content(self) -> str:
            seen.append(current_actor())
            return ""

    run(client, lambda request: Answer(request, "ui/base.html"))

    assert seen[0].is_citizen


def test_a_failing_view_leaves_nothing_behind(client: Client) -> None:
    actor = sign_in(client, make_citizen())

    def view(request: HttpRequest) -> HttpResponse:
        record_sign_out(actor=actor, address=None, at=AT)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run(client, view)

    assert not SignInEvent.objects.exists()


def test_a_repeated_look_up_asks_the_database_nothing(
    client: Client, django_assert_num_queries: Any
) -> None:
    sign_in(client, make_officer(make_agency()))
    session = client.session
    presence_of(session)

    with django_assert_num_queries(0):
        presence_of(session)


def test_a_refusal_no_view_handles_becomes_a_page(client: Client) -> None:
    actor = sign_in(client, make_citizen())

    def view(request: HttpRequest) -> HttpResponse:
        record_sign_out(actor=actor, address=None, at=AT)
        raise DomainError("Hãy thử lại với mã khác.")

    response = run(client, view)

    assert response.status_code == 400
    assert "Hãy thử lại với mã khác." in response.content.decode()
    assert not SignInEvent.objects.exists()
