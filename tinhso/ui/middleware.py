"""Security headers of every page: nothing runs or loads that the platform did not ship."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

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
