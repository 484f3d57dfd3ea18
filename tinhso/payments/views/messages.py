"""Where providers send their notifications: no session, no form; the signature is the key."""

from http import HTTPStatus

import structlog
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.core.clock import now
from tinhso.payments.gateways import find_provider
from tinhso.payments.gateways.provider import MessageRefused
from tinhso.payments.operations import receive_message

_MOST_BYTES = 64 * 1024
_log = structlog.get_logger(__name__)


@csrf_exempt
@require_POST
@never_cache
def notify(request: HttpRequest, provider_code: str) -> HttpResponse:
    """Take a provider's notification; anything but code ``00`` makes the provider send it again."""
    provider = find_provider(provider_code)
    if provider is None:
        raise Http404
    body = request.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        return _answer("97", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        receipt = receive_message(
            provider=provider, path=request.path, headers=request.headers, body=body, at=now()
        )
    except MessageRefused as refusal:
        _log.warning("notification refused", provider=provider_code, reason=refusal.reason)
        return _answer("97", HTTPStatus.FORBIDDEN)
    return _answer({"UNKNOWN_ORDER": "01", "KNOWN": "02"}.get(str(receipt), "00"), HTTPStatus.OK)


def _answer(code: str, status: HTTPStatus) -> HttpResponse:
    return JsonResponse({"code": code}, status=status)
