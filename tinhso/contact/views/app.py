"""The line as an app on a phone: its manifest, and a worker that keeps the form at hand offline."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the app to the phone."""
    icon = {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    body = {
        "name": _("Phản ánh 1022"),
        "short_name": "1022",
        "start_url": reverse("contact:choose_kind"),
        "scope": reverse("contact:home"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0d5446",
        "icons": [icon],
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/manifest+json"
    return response


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the worker; it keeps the form's page and its files, never anybody's data."""
    kept = [
        reverse("contact:offline"),
        static("ui/dist/citizen.css"),
        static("ui/dist/citizen.js"),
        static("ui/dist/contact/report.js"),
        static("contact/contact.css"),
    ]
    context = {"kept": kept, "offline": reverse("contact:offline")}
    body = render(request, "contact/public/sw.js", context).content
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("contact:home")
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Give the page shown without a network: write now, send when it is back."""
    return render(request, "contact/public/offline.html")
