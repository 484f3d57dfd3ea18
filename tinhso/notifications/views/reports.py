"""Where providers report what became of messages; believed only when signed and fresh."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.notifications.gateways import find_provider
from tinhso.notifications.gateways.parcel import Incoming, ReportForged
from tinhso.notifications.operations import apply_report

MOST_BYTES = 64 * 1024


# A provider has no session: its signature is what the token of a form is for people.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, provider: str) -> JsonResponse:
    """Take a delivery report: 200 however often it comes, 403 when it is not the provider's."""
    known = find_provider(provider)
    if known is None:
        return JsonResponse({"error": "unknown provider"}, status=404)
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return JsonResponse({"error": "too large"}, status=413)
    incoming = Incoming(request.body, request.headers, request.GET.dict())
    try:
        reported = known.read_report(incoming)
    except ReportForged as refusal:
        return JsonResponse({"error": str(refusal)}, status=403)
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"error": "unreadable report"}, status=400)
    with acting_as(SYSTEM):
        is_known = apply_report(provider=provider, reported=reported, at=clock.now())
    return JsonResponse({"known": is_known}, status=200 if is_known else 404)
