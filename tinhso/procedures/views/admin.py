"""The catalogue's administration: import to drafts, look, publish or discard; export."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import now, today
from tinhso.core.grouping import grouped
from tinhso.identity.api import officer_required
from tinhso.procedures.api import (
    ImportReport,
    Outcome,
    UnreadableFile,
    approve_drafts,
    discard_drafts,
    draft_catalogue,
    drafts_to_review,
    export_catalogue,
    list_drafts,
    publish_drafts,
    read_catalogue,
    submit_drafts,
)
from tinhso.procedures.forms import CatalogueFileForm
from tinhso.procedures.views.citizen import listed
from tinhso.ui.navigation import actor_of

_OUTCOME_TONES = {
    Outcome.NEW: "success",
    Outcome.CHANGED: "info",
    Outcome.UNCHANGED: "neutral",
    Outcome.REFUSED: "danger",
}


@officer_required("ADMINISTRATOR")
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show drafts and exports; a file sent here becomes drafts, reported row by row."""
    is_sent = request.method == "POST"
    form = CatalogueFileForm(request.POST, request.FILES) if is_sent else CatalogueFileForm()
    report = _import(request, form) if form.is_valid() else None
    found = listed(request)
    context = {
        "form": form,
        "report": report,
        "drafts": list_drafts(),
        "has_to_review": bool(drafts_to_review(actor_of(request))),
        **found,
        "list_rows": found["rows"],
        "rows": _rows(report),
    }
    status = 400 if form.errors else 200
    return render(request, "procedures/admin/catalogue.html", context, status=status)


@officer_required("ADMINISTRATOR")
@require_POST
def submit_all(request: HttpRequest) -> HttpResponseRedirect:
    """Ask another person to approve every draft that is being written."""
    count = submit_drafts(actor=actor_of(request), at=now())
    text = ngettext("Đã gửi duyệt %(n)s bản thảo.", "Đã gửi duyệt %(n)s bản thảo.", count)
    messages.success(request, text % {"n": grouped(count)})
    return redirect("procedures:catalogue")


@officer_required("ADMINISTRATOR")
@require_POST
def approve_all(request: HttpRequest) -> HttpResponseRedirect:
    """Approve every submitted draft that other people wrote."""
    count = approve_drafts(actor=actor_of(request), at=now())
    text = ngettext("Đã duyệt %(n)s bản thảo.", "Đã duyệt %(n)s bản thảo.", count)
    if count:
        messages.success(request, text % {"n": grouped(count)})
    else:
        messages.warning(request, _("Không có bản nào bạn duyệt được: người soạn không tự duyệt."))
    return redirect("procedures:catalogue")


@officer_required("ADMINISTRATOR")
@require_POST
def publish(request: HttpRequest) -> HttpResponseRedirect:
    """Publish every approved draft."""
    count = len(publish_drafts(actor=actor_of(request), at=now()))
    text = ngettext("Đã công bố %(n)s thủ tục.", "Đã công bố %(n)s thủ tục.", count)
    messages.success(request, text % {"n": grouped(count)})
    return redirect("procedures:catalogue")


@officer_required("ADMINISTRATOR")
@require_POST
def discard(request: HttpRequest) -> HttpResponseRedirect:
    """Throw every draft away."""
    count = discard_drafts(actor=actor_of(request))
    text = ngettext("Đã bỏ %(n)s bản thảo.", "Đã bỏ %(n)s bản thảo.", count)
    messages.success(request, text % {"n": grouped(count)})
    return redirect("procedures:catalogue")


@officer_required("ADMINISTRATOR")
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the catalogue in force as a file."""
    try:
        file = export_catalogue(kind, on=today())
    except UnreadableFile as error:
        raise Http404(error.message) from error
    disposition = f'attachment; filename="{file.name}"'
    return HttpResponse(
        file.raw, content_type=file.content_type, headers={"Content-Disposition": disposition}
    )


def _import(request: HttpRequest, form: CatalogueFileForm) -> ImportReport | None:
    file = form.cleaned_data["file"]
    try:
        entries = read_catalogue(name=str(file.name), raw=file.read())
    except UnreadableFile as error:
        form.add_error("file", error.message)
        return None
    return draft_catalogue(entries=entries, actor=actor_of(request), at=now())


def _rows(report: ImportReport | None) -> list[dict[str, object]]:
    names = {
        Outcome.NEW: _("Mới"),
        Outcome.CHANGED: _("Thay đổi"),
        Outcome.UNCHANGED: _("Giữ nguyên"),
        Outcome.REFUSED: _("Bị từ chối"),
    }
    return [
        {"row": row, "outcome": names[row.outcome], "tone": _OUTCOME_TONES[row.outcome]}
        for row in (report.rows if report else ())
    ]
