"""Outgoing documents: the lists, beginning one, its page, its pictures, its files."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.clock import local, now
from tinhso.core.keyset import page_by_keyset
from tinhso.documents.api import (
    can_read_scans,
    draw_page,
    latest_rendition,
    load_bytes,
    serve_document,
)
from tinhso.identity.api import officer_required
from tinhso.orgs.api import get_agency_by_id
from tinhso.records.forms.outgoing import AnswerForm, BeginForm, OpinionForm, WordsForm
from tinhso.records.models import Follower, LinkKind, OutgoingDocument, OutgoingState
from tinhso.records.operations import begin_draft, bundle, may_edit, note_reading
from tinhso.records.permissions import access_outgoing, outgoing_for
from tinhso.records.queries import (
    list_events,
    list_links,
    list_templates,
    matching_documents,
    preview_pages,
    preview_pdf,
    waiting_for,
)
from tinhso.records.queries.carrying import directive_carried
from tinhso.records.queries.delivery import delivery_of
from tinhso.records.queries.wording import findings_shown
from tinhso.records.rules import KINDS, find_kind
from tinhso.records.rules.layout import check_draft
from tinhso.records.views.acts import open_acts
from tinhso.records.views.words import history_of, kind_name, state_tone
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of

_OUT = (OutgoingState.ISSUED, OutgoingState.VOID)
_DISPATCH_READERS = ("HEAD_OF_UNIT", "LEADER", "REGISTRAR")
_TABS = ("cho-toi", "dang-lam", "da-phat-hanh", "tat-ca")


@require_safe
@never_cache
@officer_required()
def outgoing_list(request: HttpRequest) -> HttpResponseBase:
    """Show what waits for the officer, what is being worked on, what is out; find any of it."""
    actor = actor_of(request)
    tab = request.GET.get("muc", _TABS[0])
    query = request.GET.get("q", "").strip()
    documents = outgoing_for(actor)
    found = documents.filter(official_id__in=matching_documents(query))
    narrowed = found if query else _of_tab(documents, tab, actor)
    page = page_by_keyset(
        narrowed, order=("-official_id",), cursor=request.GET.get("trang"), size=20
    )
    tabs = [
        TabItem(words, f"?muc={code}", is_current=not query and code == tab)
        for code, words in zip(_TABS, _tab_words(), strict=True)
    ]
    context = {"rows": [row_of(one) for one in page.items], "page_of_rows": page, "tabs": tabs}
    return render(request, "records/outgoing/list.html", {**context, "query": query, "tab": tab})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def begin(request: HttpRequest) -> HttpResponseBase:
    """Choose a kind and a template, then write."""
    actor = actor_of(request)
    if actor.agency_id is None:
        raise Http404
    templates = {str(one.pk): one for one in list_templates(actor.agency_id)}
    choices = [(key, f"{one.name} ({kind_name(one.kind)})") for key, one in templates.items()]
    form = BeginForm(request.POST or None, templates=choices)
    if request.method == "POST" and form.is_valid():
        template = templates.get(form.cleaned_data["template"])
        outgoing = begin_draft(
            actor=actor,
            agency=get_agency_by_id(actor.agency_id),
            kind=template.kind if template else form.cleaned_data["kind"],
            at=now(),
            content=template.content if template else None,
        )
        return redirect("records:outgoing_edit", outgoing.official.token)
    return render(request, "records/outgoing/begin.html", {"form": form, "kinds": KINDS})


@require_safe
@never_cache
@officer_required()
def outgoing(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show one document: what it looks like, where it is, what may be done, what was done."""
    actor, at = actor_of(request), now()
    found = access_outgoing(actor, token)
    if found.state == OutgoingState.SIGNING and found.signer_id == actor.person_id:
        note_reading(outgoing=found, actor=actor, at=at)
    official = found.official
    is_draft = official.document_id is None
    delivery = delivery_of(official)
    opinions = list(found.opinions.select_related("agency").order_by("id"))
    context: dict[str, Any] = {
        "outgoing": found,
        "official": official,
        "row": row_of(found),
        "acts": open_acts(found, actor),
        "may_edit": may_edit(found, actor),
        "pages": range(1, len(_pages(found, at)) + 1),
        "findings": _findings(found) if is_draft else [],
        "timeline": history_of(list_events(official)),
        "links": list_links(official),
        "carries": directive_carried(official, actor),
        "remarks": found.remarks.order_by("-id")[:50],
        "revisions": list(found.revisions.order_by("-ordinal")[:30]),
        "opinions": opinions,
        "recipients": delivery,
        "attachments": list(official.attachments.select_related("file", "sealed").order_by("id")),
        "can_read_scans": can_read_scans(),
        "may_change": found.state == OutgoingState.ISSUED
        and actor.has_role("REGISTRAR")
        and official.agency_id in actor.agency_ids,
        "reads_dispatch": actor.has_role(*_DISPATCH_READERS)
        and official.agency_id in actor.agency_ids,
        "is_sent": any(one.message_token for one in delivery),
        "is_followed": Follower.objects.filter(
            official=official, person_id=actor.person_id or 0
        ).exists(),
        "words_form": WordsForm(),
        "opinion_form": OpinionForm(),
        "answer_form": AnswerForm(),
        "own_question": next(
            (o for o in opinions if o.agency_id in actor.agency_ids and o.answered_at is None), None
        ),
        "follow_ups": _follow_ups(found),
        "is_ours": official.agency_id in actor.agency_ids,
    }
    return render(request, "records/outgoing/detail.html", context)


@require_safe
@never_cache
@officer_required()
def page_picture(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """Draw one page: of a draft as it is now, of a signed document as its bytes show it."""
    found = access_outgoing(actor_of(request), token)
    document = found.official.document
    rendition = latest_rendition(document) if document else None
    pages = _pages(found, now(), dots_per_inch=20 if rendition else 96)
    if not 1 <= number <= len(pages):
        raise Http404
    picture = pages[number - 1]
    if rendition is not None:
        picture = draw_page(load_bytes(rendition.file.sha256), number, 96, in_colour=True)
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@never_cache
@officer_required()
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out the bytes: the issued or signed ones, or a preview marked as a draft."""
    found = access_outgoing(actor_of(request), token)
    document = found.official.document
    if document is not None:
        return serve_document(document)
    response = HttpResponse(preview_pdf(found, now()), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="du-thao.pdf"'
    return response


@require_safe
@never_cache
@officer_required()
def bundle_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out an issued document with its history and recipients in one archive."""
    found = access_outgoing(actor_of(request), token)
    document = found.official.document
    rendition = latest_rendition(document) if document else None
    if rendition is None:
        raise Http404
    content = bundle(
        outgoing=found, pdf=load_bytes(rendition.file.sha256), events=list_events(found.official)
    )
    response = HttpResponse(content, content_type="application/zip")
    name = found.official.notation.replace("/", "-")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}.zip"
    return response


def _of_tab(documents: Any, tab: str, actor: Any) -> Any:
    if tab == "cho-toi":
        return waiting_for(documents, actor)
    if tab == "dang-lam":
        return documents.exclude(state__in=(*_OUT, OutgoingState.WITHDRAWN))
    return documents.filter(state__in=_OUT) if tab == "da-phat-hanh" else documents


def _tab_words() -> list[str]:
    return [_("Chờ tôi"), _("Đang làm"), _("Đã phát hành"), _("Tất cả")]


def row_of(found: OutgoingDocument) -> dict[str, Any]:
    """Give what a list shows of a document (variables of ``_rows.html``)."""
    official = found.official
    return {
        "url": reverse("records:outgoing", args=[official.token]),
        "abstract": f"{official.abstract[:1].upper()}{official.abstract[1:]}"
        or _("(chưa có trích yếu)"),
        "kind": kind_name(official.kind),
        "notation": official.notation,
        "state": found.get_state_display(),
        "tone": state_tone(found.state),
        "urgency": official.get_urgency_display() if official.urgency else "",
        "author": found.author_name,
        "agency": official.agency.name,
        "signer": found.signer_name,
        "day": official.issued_on or local(found.changed_at).date(),
        "due_at": official.due_at,
    }


def _pages(found: OutgoingDocument, at: datetime, dots_per_inch: int = 60) -> list[bytes]:
    return preview_pages(found, at, dots_per_inch)


def _findings(found: OutgoingDocument) -> Any:
    return findings_shown(check_draft(found.official.kind, found.official.abstract, found.content))


def _follow_ups(found: OutgoingDocument) -> list[tuple[str, str]]:
    if found.state != OutgoingState.ISSUED or find_kind(found.official.kind) is None:
        return []
    wanted = (LinkKind.REPLACES, LinkKind.AMENDS, LinkKind.CORRECTS, LinkKind.RECALLS)
    return [(kind.value, str(kind.label)) for kind in wanted]
