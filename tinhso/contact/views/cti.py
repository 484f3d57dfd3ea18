"""Where exchanges tell of calls: signed, in the shape of Zammad's generic CTI."""

import json
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.contact.gateways.recordings import MOST_BYTES, RecordingUnfit, read_recording
from tinhso.contact.operations.calls import UnknownCall, hear_notice, keep_recording
from tinhso.contact.operations.opening import LineNotSetUp
from tinhso.contact.rules.calls import CallNoticeBroken, read_notice
from tinhso.contact.rules.signing import is_fresh, is_signed
from tinhso.core.clock import now

_MOST_NOTICE = 16 * 1024


def _refused(status: int, words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


def _body(request: HttpRequest, most: int) -> bytes | JsonResponse:
    """Give the signed body of a call, or why it is not believed."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > most:
        return _refused(413, f"Content-Length: at most {most} bytes")
    body = request.read(most)
    moment = request.headers.get("X-Cti-Time", "")
    if not is_fresh(moment, now().timestamp()):
        return _refused(403, "X-Cti-Time: seconds since 1970, at most five minutes away")
    given = request.headers.get("X-Cti-Signature", "")
    if not is_signed(settings.CTI_KEY, moment, request.get_full_path(), body, given):
        return _refused(403, "X-Cti-Signature: HMAC-SHA256 over time, path and body")
    return body


# An exchange has no session: its signature is what the token of a form is for people.
@csrf_exempt
@require_POST
def event(request: HttpRequest) -> HttpResponseBase:
    """Take one event of a call: 200 however often and in whatever order it comes."""
    body = _body(request, _MOST_NOTICE)
    if isinstance(body, JsonResponse):
        return body
    try:
        call = hear_notice(notice=read_notice(_fields(request, body)), at=now())
    except CallNoticeBroken as refusal:
        return _refused(400, str(refusal))
    except (ValueError, UnicodeDecodeError):
        return _refused(400, "the body is neither a form nor a JSON object")
    except LineNotSetUp as refusal:
        return _refused(503, refusal.message)
    return JsonResponse({"call": call.pk, "state": call.state})


@csrf_exempt
@require_POST
def recording(request: HttpRequest) -> HttpResponseBase:
    """Take the recording of a call as WAV; told again, it is kept once."""
    body = _body(request, MOST_BYTES)
    if isinstance(body, JsonResponse):
        return body
    try:
        read = read_recording(body)
        call = keep_recording(exchange_id=request.GET.get("callId", ""), recording=read, at=now())
    except RecordingUnfit as refusal:
        return _refused(415, str(refusal))
    except UnknownCall as refusal:
        return _refused(404, refusal.message)
    return JsonResponse({"call": call.pk, "seconds": call.recording_seconds})


def _fields(request: HttpRequest, body: bytes) -> dict[str, str]:
    if request.content_type == "application/json":
        read = json.loads(body)
        if not isinstance(read, dict):
            raise ValueError("an object is expected")
        return {str(name): str(value) for name, value in read.items()}
    return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50))
