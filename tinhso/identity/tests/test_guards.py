"""Views open only to those they are for."""

import pytest
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.identity.api import (
    AssuranceTooLow,
    citizen_required,
    officer_required,
    require_assurance,
    signed_in_required,
)

CITIZEN = Actor(kind=ActorKind.CITIZEN, person_id=1, account_id=1, assurance="1")
CLERK = Actor(kind=ActorKind.OFFICER, account_id=2, agency_ids=(3,), roles=frozenset({"CLERK"}))


@citizen_required
def for_citizens(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@officer_required("LEADER", "CLERK")
def for_clerks(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@officer_required("LEADER")
def for_leaders(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@officer_required()
def for_officers(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@signed_in_required
def for_anyone(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def request_of(actor: Actor, method: str = "GET", **headers: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/ho-so/1/?trang=2", headers=headers)
    request.actor = actor  # type: ignore[attr-defined] # what the middleware does
    return request


@pytest.mark.parametrize(
    ("view", "actor"),
    [(for_citizens, CITIZEN), (for_clerks, CLERK), (for_officers, CLERK), (for_anyone, CLERK),
     (for_anyone, CITIZEN)],
)  # fmt: skip
def test_those_it_is_for_get_in(view: object, actor: Actor) -> None:
    assert view(request_of(actor)).status_code == 200  # type: ignore[operator] # a view


@pytest.mark.parametrize(
    ("view", "actor"),
    [(for_citizens, CLERK), (for_leaders, CLERK), (for_officers, CITIZEN), (for_leaders, CITIZEN)],
)
def test_others_who_are_signed_in_are_refused(view: object, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        view(request_of(actor))  # type: ignore[operator] # a view


@pytest.mark.parametrize(
    ("view", "page"),
    [(for_citizens, "/dang-nhap/"), (for_officers, "/dang-nhap/can-bo/"),
     (for_anyone, "/dang-nhap/")],
)  # fmt: skip
def test_nobody_signed_in_signs_in_first_and_comes_back(view: object, page: str) -> None:
    response = view(request_of(PUBLIC))  # type: ignore[operator] # a view

    assert response["Location"] == f"{page}?next=%2Fho-so%2F1%2F%3Ftrang%3D2"


def test_a_form_sent_too_late_comes_back_to_its_page() -> None:
    request = request_of(PUBLIC, "POST")
    request.session = SessionStore()
    MessageMiddleware(for_citizens).process_request(request)

    response = for_citizens(request)

    assert response["Location"] == "/dang-nhap/?next=%2Fho-so%2F1%2F%3Ftrang%3D2"


def test_a_fragment_sends_the_whole_page_to_sign_in() -> None:
    response = for_officers(request_of(PUBLIC, **{"HX-Request": "true"}))

    assert response["HX-Redirect"].startswith("/dang-nhap/can-bo/")


def test_a_low_assurance_level_is_refused_with_advice() -> None:
    with pytest.raises(AssuranceTooLow) as refused:
        require_assurance(CITIZEN, "2")

    assert "mức 2" in refused.value.message
    require_assurance(CITIZEN, "1")
