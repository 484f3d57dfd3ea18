"""Security headers of every page: nothing runs or loads that the platform did not ship."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

HEADER = "Content-Security-Policy"
PERMISSIONS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"


def content_security_policy() -> str:
    """Give the policy; forms may also lead to the sign-in provider, which answers by redirect."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    directives = {
        "default-src": "'self'",
        "img-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "connect-src": f"'self' {settings.LIVE_URL}".strip(),
        "form-action": f"'self' {issuer.scheme}://{issuer.netloc}",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class ContentSecurityPolicyMiddleware:
    """Adds the policy to each response that did not set a stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next handler and compute the policy once."""
        self.get_response = get_response
        self.policy = content_security_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the security headers set."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class ChosenLanguageMiddleware:
    """Speaks Vietnamese to everybody until they choose another language, which a cookie keeps.

    The browser's own list of languages is not asked: phones bought with English menus are common.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _ in settings.LANGUAGES}
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if not is_for_every_reader(response):
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ("Cookie",))
        return response


def is_for_every_reader(response: HttpResponseBase) -> bool:
    """Tell whether an answer says that any cache may keep it for anybody."""
    return "public" in response.headers.get("Cache-Control", "").split(", ")
