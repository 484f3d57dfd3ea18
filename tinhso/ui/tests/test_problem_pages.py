"""Pages that say what went wrong work without the database and say what to do."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from tinhso.ui import views


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/khong-co/")


def test_every_problem_has_its_status_and_advice(request_: HttpRequest) -> None:
    answers = {
        400: views.bad_request(request_, SuspiciousOperation()),
        403: views.permission_denied(request_, PermissionDenied()),
        404: views.page_not_found(request_, Http404()),
        500: views.server_error(request_),
    }

    for status, response in answers.items():
        html = response.content.decode()
        assert response.status_code == status
        assert f"Mã tình huống: {status}" in html
        assert "<ul" in html


def test_a_page_open_for_too_long_says_to_send_again(request_: HttpRequest) -> None:
    response = views.csrf_failure(request_)

    assert response.status_code == 403
    assert "tải lại trang" in response.content.decode()


def test_what_the_visitor_typed_is_not_repeated() -> None:
    request = RequestFactory().get("/<script>x</script>/")

    assert b"<script>x" not in views.page_not_found(request, Http404("<script>x")).content


def test_problems_speak_english_too(request_: HttpRequest) -> None:
    with translation.override("en"):
        html = views.server_error(request_).content.decode()

    assert "Something went wrong on our side" in html
    assert '<html lang="en">' in html


@pytest.mark.django_db
def test_an_unknown_address_is_answered_kindly(client: Client) -> None:
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in response.content.decode()
