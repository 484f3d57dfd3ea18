"""Where other installations show their checkpoints to be witnessed (C2SP tlog-witness)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.for_everybody import for_everybody
from tinhso.ledger.gateways.key_files import LedgerKeyMissing
from tinhso.ledger.operations import CosigningRefused, cosign_checkpoint, own_witness_key

_MOST_BYTES = 16_384


@for_everybody
@csrf_exempt
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """Sign a checkpoint that continues what was signed of its log, or say why not."""
    try:
        if int(request.headers.get("Content-Length") or 0) > _MOST_BYTES:
            raise CosigningRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long")
        line = cosign_checkpoint(request=request.body.decode(), at=now())
    except UnicodeDecodeError:
        return _text("not a request of tlog-witness", HTTPStatus.BAD_REQUEST)
    except LedgerKeyMissing:
        return _text("the witness lost its key", HTTPStatus.SERVICE_UNAVAILABLE)
    except CosigningRefused as refusal:
        return _text(refusal.text, refusal.status, refusal.media_type)
    return _text(f"{line}\n")


@for_everybody
@require_safe
def show_key(request: HttpRequest) -> HttpResponse:
    """Give the key to check our cosignatures with."""
    return _text(f"{own_witness_key()}\n")


def _text(
    content: str, status: HTTPStatus = HTTPStatus.OK, media_type: str = "text/plain"
) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    return response
