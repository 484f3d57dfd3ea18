"""An officer who sees a mark of secrecy on an uploaded file seals it: programs miss some."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.documents.operations import seal_seen
from tinhso.documents.permissions import access_upload
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def seal_upload(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then seal the file wherever it was uploaded; nobody opens it here again."""
    actor = actor_of(request)
    upload = access_upload(actor, token)
    back = _back(request)
    if request.method == "POST":
        seal_seen(upload=upload, actor=actor, at=now())
        messages.success(request, _("Đã niêm phong; cán bộ bảo vệ bí mật nhà nước đã được báo."))
        return HttpResponseRedirect(back)
    context = {
        "title": _("Niêm phong tệp có dấu chỉ độ mật"),
        "text": _("Tệp được niêm phong ngay, không ai ở đây mở lại được: %(name)s")
        % {"name": upload.name},
        "action_text": _("Niêm phong tệp này"),
        "is_dangerous": True,
        "cancel_url": back,
        "base_template": "ui/officer_base.html",
    }
    return render(request, "ui/components/confirm/page.html", context)


def _back(request: HttpRequest) -> str:
    wanted = request.GET.get("ve", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
