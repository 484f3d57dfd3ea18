"""Every answer carries a request id; logs and metrics name routes, not paths."""

import prometheus_client
from django.http import HttpResponse
from django.test import Client, RequestFactory
from structlog.testing import capture_logs

from tinhso.core.middleware import MetricsMiddleware, RequestIdMiddleware


def _answer(request_id: str) -> str:
    headers = {"X-Request-Id": request_id} if request_id else {}
    request = RequestFactory().get("/", headers=headers)
    return str(RequestIdMiddleware(lambda _: HttpResponse())(request)["X-Request-Id"])


def test_id_of_a_proxy_is_kept() -> None:
    assert _answer("proxy-7f3a9c01") == "proxy-7f3a9c01"


def test_harmful_id_is_replaced() -> None:
    assert _answer('x" onload="alert(1)') != 'x" onload="alert(1)'


def test_two_requests_get_two_ids() -> None:
    assert _answer("") != _answer("")


def test_log_line_names_the_route_and_not_the_path(client: Client) -> None:
    with capture_logs() as lines:
        client.get("/health/live?name=secret")

    line = next(line for line in lines if line["event"] == "request")
    assert line["route"] == "/health/live"
    assert "secret" not in str(line)


def test_unknown_path_is_counted_without_its_name() -> None:
    labels = {"method": "GET", "route": "unmatched", "status": "404"}
    read = prometheus_client.REGISTRY.get_sample_value
    before = read("tinhso_requests_total", labels) or 0

    middleware = MetricsMiddleware(lambda _: HttpResponse(status=404))
    middleware(RequestFactory().get("/khong-co-trang-nay"))

    assert read("tinhso_requests_total", labels) == before + 1
