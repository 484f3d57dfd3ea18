"""Files that go with a document: added to a draft, saved, taken off again."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import load_bytes, read_upload, serve_bytes, uploaded_file
from tinhso.identity.api import officer_required
from tinhso.records.models import Attachment, Reading
from tinhso.records.operations import GivenFile, attach_file, remove_attachment
from tinhso.records.operations.attaching import newest_file
from tinhso.records.permissions import access_outgoing
from tinhso.records.views.changing import refused_secret
from tinhso.ui.navigation import actor_of


@require_POST
@never_cache
@officer_required()
def add(request: HttpRequest, token: str) -> HttpResponseBase:
    """Keep a file with a draft; one with a mark of secrecy is shut away and said so."""
    found = access_outgoing(actor_of(request), token)
    back = reverse("records:outgoing", args=[token])
    if "seen" not in request.POST:
        messages.error(request, _("Hãy xem mọi trang của tệp rồi xác nhận không có dấu mật."))
        return redirect(back)
    try:
        chosen = uploaded_file(request, "file")
        file = GivenFile(chosen.name or "", read_upload(chosen))
        attached = attach_file(outgoing=found, file=file, actor=actor_of(request), at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    if attached.quarantined is not None:
        return refused_secret(request, attached.quarantined, back)
    messages.success(request, _("Đã kèm tệp."))
    return redirect(back)


@require_safe
@never_cache
@officer_required()
def download(request: HttpRequest, token: str, file_token: str) -> HttpResponseBase:
    """Hand out a file that goes with a document, to be saved."""
    kept = _access(request, token, file_token)
    if kept.reading == Reading.WAITING:
        raise Http404  # nobody opens what may yet be shut away
    response = serve_bytes(load_bytes(newest_file(kept).sha256), kept.media_type, "")
    header = content_disposition_header(as_attachment=True, filename=kept.name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response


@require_POST
@never_cache
@officer_required()
def remove(request: HttpRequest, token: str, file_token: str) -> HttpResponseBase:
    """Take a file off a draft."""
    kept = _access(request, token, file_token)
    try:
        remove_attachment(attachment=kept, actor=actor_of(request), at=now())
        messages.success(request, _("Đã bỏ tệp."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("records:outgoing", token)


def _access(request: HttpRequest, token: str, file_token: str) -> Attachment:
    found = access_outgoing(actor_of(request), token)
    kept = found.official.attachments.select_related("file", "sealed", "official__outgoing")
    one = kept.filter(token=file_token).first()
    if one is None:
        raise Http404
    return one
