"""Addresses of Open311 GeoReport v2, each in XML and JSON."""

from django.urls import URLPattern, re_path

from tinhso.contact.views import open311

_FORM = r"\.(?P<form>xml|json)$"

urlpatterns: list[URLPattern] = [
    re_path(rf"^open311/(?:v2/)?discovery{_FORM}", open311.discovery, name="open311_discovery"),
    re_path(rf"^open311/v2/services{_FORM}", open311.services, name="open311_services"),
    re_path(
        rf"^open311/v2/services/(?P<code>[\w.-]{{1,80}}){_FORM}",
        open311.service,
        name="open311_service",
    ),
    re_path(rf"^open311/v2/requests{_FORM}", open311.requests, name="open311_requests"),
    re_path(
        rf"^open311/v2/requests/(?P<code>[\w.-]{{1,40}}){_FORM}",
        open311.one_request,
        name="open311_request",
    ),
    re_path(
        rf"^open311/v2/tokens/(?P<token>[\w-]{{1,40}}){_FORM}", open311.token, name="open311_token"
    ),
    re_path(rf"^open311/v2/servicerequestupdates{_FORM}", open311.updates, name="open311_updates"),
]
