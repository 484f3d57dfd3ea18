"""Every page tells the browser to run and load only what the platform ships."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tinhso.ui.middleware import ContentSecurityPolicyMiddleware


def answer(response: HttpResponse) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return response

    answered = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))
    assert isinstance(answered, HttpResponse)
    return answered


def test_nothing_foreign_or_inline_may_run() -> None:
    policy = answer(HttpResponse())["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_forms_lead_here_or_to_the_sign_in_provider(settings: object) -> None:
    settings.OIDC_ISSUER = "https://id.example/realms/x"  # type: ignore[attr-defined]

    policy = answer(HttpResponse())["Content-Security-Policy"]

    assert "form-action 'self' https://id.example" in policy
    assert "/realms" not in policy


def test_a_stricter_policy_of_a_page_is_kept() -> None:
    response = answer(HttpResponse(headers={"Content-Security-Policy": "sandbox"}))

    assert response["Content-Security-Policy"] == "sandbox"
