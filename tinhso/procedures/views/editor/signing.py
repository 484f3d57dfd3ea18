"""What holds for everybody who signs an application beside its applicant."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.procedures.forms import SigningTermsForm
from tinhso.procedures.rules import with_signing_terms
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep
from tinhso.procedures.views.editor.parts import choices_of


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def signing_terms_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether an applicant may add people to sign, how many, and by which law."""
    draft = get_draft(slug)
    form = SigningTermsForm(
        request.POST if request.method == "POST" else None,
        terms=draft.content.get("co_signing"),
        certainties=choices_of(draft.content)["certainty"],
    )
    if form.is_valid():
        keep(request, draft, with_signing_terms(draft.content, form.terms()))
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:part", slug, "cung-ky")
    context = {
        **draft_frame(draft),
        "form": form,
        "title": _("Người khác được thêm vào, căn cứ"),
        "back_url": reverse("procedures:part", args=[slug, "cung-ky"]),
    }
    return render(request, "procedures/admin/row.html", context, status=400 if form.errors else 200)
