"""The administrator's editor of templates: read, edit a draft, look at it, publish it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core import clock
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.notifications.forms import TemplateForm
from tinhso.notifications.models import KIND_LABELS, TemplateVersion
from tinhso.notifications.operations import (
    discard_draft,
    publish_draft,
    save_draft,
    text_for_phone,
)
from tinhso.notifications.operations.templates import EDITED, DraftChanged
from tinhso.notifications.queries.policy import kind_rule, policy
from tinhso.notifications.queries.words import (
    Wording,
    file_version,
    find_current_version,
    list_versions,
    write_by_version,
)
from tinhso.notifications.rules import LANGUAGES, TEMPLATES, kind_of
from tinhso.notifications.rules.sms import Length, measure
from tinhso.notifications.rules.template_faults import find_template_faults
from tinhso.notifications.views.fault_words import say_faults
from tinhso.notifications.views.samples import placeholders, sample_values
from tinhso.ui.navigation import actor_of

DRAFT = TemplateVersion.State.DRAFT


def _require_template(template: str) -> None:
    if template not in TEMPLATES:
        raise Http404


@require_safe
@never_cache
@officer_required("ADMINISTRATOR")
def template_list(request: HttpRequest) -> HttpResponseBase:
    """List every template with its version and its draft."""
    versions: dict[str, list[TemplateVersion]] = {}
    for version in TemplateVersion.objects.order_by("version"):
        versions.setdefault(version.template, []).append(version)
    rows = []
    for template in sorted(TEMPLATES):
        held = versions.get(template, [])
        published = [version for version in held if version.state != DRAFT]
        shown = published[-1] if published else file_version(template)
        kind = kind_of(template)
        rows.append(
            {
                "template": template,
                "version": shown,
                "kind": KIND_LABELS[kind],
                "is_legal": kind_rule(kind).is_legal,
                "has_draft": any(version.state == DRAFT for version in held),
            }
        )
    return render(request, "notifications/templates/list.html", {"rows": rows})


@require_safe
@never_cache
@officer_required("ADMINISTRATOR")
def template_detail(request: HttpRequest, template: str) -> HttpResponseBase:
    """Show the versions of a template, the newest first, and one of them in full."""
    _require_template(template)
    versions = [*list_versions(template), file_version(template)]
    wanted = request.GET.get("ban", "")
    shown = next((v for v in versions if str(v.version) == wanted), versions[0])
    context = {"template": template, "versions": versions, "shown": shown}
    return render(request, "notifications/templates/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def edit(request: HttpRequest, template: str) -> HttpResponseBase:
    """Edit the draft; a template without one begins from the version in use."""
    _require_template(template)
    draft = next((v for v in list_versions(template) if v.state == DRAFT), None)
    if request.method == "POST":
        form = TemplateForm(request.POST)
        if form.is_valid() and _keep(request, template, form):
            return redirect("notifications:template_preview", template)
    else:
        form = TemplateForm(initial=_initial(draft or _current(template), draft))
    context = {"form": form, "template": template, "placeholders": placeholders(template)}
    return render(request, "notifications/templates/edit.html", context)


def _current(template: str) -> TemplateVersion:
    return find_current_version(template) or file_version(template)


def _initial(version: TemplateVersion, draft: TemplateVersion | None) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(version, name) for name in EDITED}
    return {**words, "seen_at": draft.edited_at.isoformat() if draft else ""}


def _keep(request: HttpRequest, template: str, form: TemplateForm) -> bool:
    words = {name: str(form.cleaned_data[name]) for name in EDITED}
    try:
        save_draft(
            template=template,
            words=words,
            seen_at=form.cleaned_data["seen_at"],
            actor=actor_of(request),
            at=clock.now(),
        )
    except DraftChanged as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Looked:
    """One language of a draft as people would get it."""

    language: str
    wording: Wording
    text: str
    length: Length
    is_cut: bool


@require_safe
@never_cache
@officer_required("ADMINISTRATOR")
def preview(request: HttpRequest, template: str) -> HttpResponseBase:
    """Show a draft on every channel with sample facts, and what is still wrong with it."""
    _require_template(template)
    draft = next((v for v in list_versions(template) if v.state == DRAFT), None)
    if draft is None:
        return redirect("notifications:template", template)
    faults = find_template_faults(template, {name: getattr(draft, name) for name in EDITED})
    values = sample_values(template)
    context = {
        "template": template,
        "draft": draft,
        "faults": say_faults(faults),
        "looked": [_look(draft, language, values) for language in LANGUAGES],
        "zalo_template": draft.zalo_template or policy().zalo_template(template),
        "seen_at": draft.edited_at.isoformat(),
    }
    return render(request, "notifications/templates/preview.html", context)


def _look(draft: TemplateVersion, language: str, values: dict[str, object]) -> Looked:
    wording = write_by_version(draft, language, values)
    text = text_for_phone(wording.sms)
    return Looked(language, wording, text, measure(text), text.endswith("..."))


@require_POST
@officer_required("ADMINISTRATOR")
def publish(request: HttpRequest, template: str) -> HttpResponseBase:
    """Publish the draft that was looked at."""
    _require_template(template)
    try:
        version = publish_draft(
            template=template, seen_at=_seen_at(request), actor=actor_of(request), at=clock.now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("notifications:template_preview", template)
    done = _("Đã công bố bản %(n)s. Tin mới dùng bản này; tin đã gửi giữ bản cũ.")
    messages.success(request, done % {"n": version.version})
    return redirect("notifications:template", template)


def _seen_at(request: HttpRequest) -> datetime:
    moment = parse_datetime(request.POST.get("seen_at", ""))
    return moment or clock.now()


@require_POST
@officer_required("ADMINISTRATOR")
def discard(request: HttpRequest, template: str) -> HttpResponseBase:
    """Throw the draft away."""
    _require_template(template)
    try:
        discard_draft(template=template)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("notifications:template", template)
