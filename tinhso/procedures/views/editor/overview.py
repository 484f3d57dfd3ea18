"""One procedure for administrators: its versions, channels, draft and the draft's way out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.clock import now, today
from tinhso.procedures.api import (
    Announcement,
    DraftIncorrect,
    ProcedureVersion,
    ReviewStage,
    approve_draft,
    discard_draft_of,
    find_current_version,
    find_draft_of,
    find_newest_version,
    has_written,
    list_channel_changes,
    list_review_acts,
    list_versions,
    missing_parts,
    open_channels_of,
    publish_draft,
    return_draft,
    stage_of,
    start_draft_of,
    submit_for_review,
)
from tinhso.procedures.forms import AnnouncementForm, ReturnForm
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.views.diagram import draw_process
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft
from tinhso.procedures.views.editor.parts import part_links, part_titles, said_problems
from tinhso.procedures.views.presentation import channel_names
from tinhso.ui.navigation import actor_of


@require_safe
@editor_page
def procedure_admin(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a procedure's versions, open channels and draft."""
    version = find_current_version(slug, today()) or find_newest_version(slug)
    draft = find_draft_of(slug)
    shown = version or draft
    if shown is None:
        raise Http404
    names = channel_names()
    context = {
        "procedure": shown.procedure,
        "version": version,
        "shown": shown,
        "draft": draft,
        "stage": stage_words(stage_of(draft)) if draft else "",
        "versions": list_versions(slug),
        "opened": [names[code] for code in open_channels_of(shown)],
        "changes": [
            (change, [names[code] for code in change.after])
            for change in list_channel_changes(shown.procedure)
        ],
        "missing": [part_titles()[part] for part in shown.missing_parts],
    }
    return render(request, "procedures/admin/procedure.html", context)


@require_POST
@editor_page
def start_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft from the newest version, or go on with the open one."""
    newest = find_newest_version(slug)
    if newest is None:
        raise Http404
    start_draft_of(procedure=newest.procedure, actor=actor_of(request), at=now())
    return redirect("procedures:draft", slug)


@require_safe
@editor_page
def draft_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every part of a draft, what it still lacks and what may be done with it."""
    return _draft_page(request, get_draft(slug))


def _draft_page(
    request: HttpRequest,
    draft: ProcedureVersion,
    *,
    announcement: AnnouncementForm | None = None,
    returning: ReturnForm | None = None,
) -> HttpResponse:
    missing = missing_parts(draft.content)
    titles, stage = part_titles(), stage_of(draft)
    context: dict[str, Any] = {
        **draft_frame(draft),
        "parts": part_links(draft.procedure.slug, draft.content, missing),
        "missing": [titles[part] for part in missing],
        "problems": said_problems(check("", draft.content).problems),
        "stage": stage,
        "stage_words": stage_words(stage),
        "is_own": has_written(draft, actor_of(request)),
        "acts": list_review_acts(draft),
        "newest": find_newest_version(draft.procedure.slug),
        "diagram": draw_process(draft, draft.content["process"])
        if draft.content["process"]
        else None,
        "announcement": announcement or AnnouncementForm(initial={"valid_from": today()}),
        "returning": returning or ReturnForm(),
    }
    is_refused = announcement is not None or returning is not None
    return render(
        request, "procedures/admin/draft.html", context, status=400 if is_refused else 200
    )


def stage_words(stage: ReviewStage) -> str:
    """Say where a draft stands."""
    return {
        ReviewStage.WRITING: _("Đang soạn"),
        ReviewStage.SUBMITTED: _("Chờ người thứ hai duyệt"),
        ReviewStage.RETURNED: _("Bị trả lại"),
        ReviewStage.APPROVED: _("Đã duyệt, chờ công bố"),
    }[stage]


@require_POST
@editor_page
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask another person to approve the draft."""
    try:
        submit_for_review(version=get_draft(slug), actor=actor_of(request), at=now())
    except DraftIncorrect as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã gửi duyệt. Một quản trị viên khác sẽ xem."))
    return redirect("procedures:draft", slug)


@require_POST
@editor_page
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve the draft as another person."""
    approve_draft(version=get_draft(slug), actor=actor_of(request), at=now())
    messages.success(request, _("Đã duyệt. Ghi quyết định công bố để bản này có hiệu lực."))
    return redirect("procedures:draft", slug)


@require_POST
@editor_page
def send_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the draft back with what to change."""
    draft, form = get_draft(slug), ReturnForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, draft, returning=form)
    return_draft(version=draft, note=form.cleaned_data["note"], actor=actor_of(request), at=now())
    messages.success(request, _("Đã trả lại để sửa."))
    return redirect("procedures:draft", slug)


@require_POST
@editor_page
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the approved draft with the decision that announces it."""
    draft, form = get_draft(slug), AnnouncementForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, draft, announcement=form)
    version = publish_draft(
        version=draft,
        announcement=Announcement(**form.cleaned_data),
        actor=actor_of(request),
        at=now(),
    )
    text = _("Đã công bố bản %(n)s. Hồ sơ đang giải quyết vẫn theo bản cũ.")
    messages.success(request, text % {"n": version.number})
    return redirect("procedures:procedure_admin", slug)


@require_POST
@editor_page
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    discard_draft_of(version=get_draft(slug), actor=actor_of(request))
    messages.success(request, _("Đã bỏ bản thảo."))
    return redirect("procedures:catalogue")
