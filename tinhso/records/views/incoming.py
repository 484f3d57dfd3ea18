"""Incoming documents: lists, taking in, one document, its files, the bundle."""

import io
import zipfile
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.core.clock import local, now
from tinhso.core.keyset import BadCursor
from tinhso.documents.api import (
    UploadRefused,
    list_received,
    load_received,
    serve_bytes,
    serve_received,
    uploaded_files,
)
from tinhso.identity.api import officer_required
from tinhso.records.forms.incoming import ArrivalForm
from tinhso.records.models import Arrival, Source
from tinhso.records.operations import (
    ArrivalFacts,
    Entry,
    GivenFile,
    follow,
    receive_document,
    subject_of,
)
from tinhso.records.permissions import INCOMING_ROLES, access_arrival, access_received
from tinhso.records.queries import list_events, list_links
from tinhso.records.queries.incoming import count_incoming, incoming_page
from tinhso.records.views.incoming_acts import acts_open
from tinhso.records.views.incoming_listing import filters_of, read_narrowing, tabs_of
from tinhso.records.views.incoming_rows import document_rows, history_of, row_of
from tinhso.ui.navigation import actor_of

_MOST_FILES = 20


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def incoming_list(request: HttpRequest) -> HttpResponse:
    """Show one of the lists of what came in, narrowed by words, kind, urgency and days."""
    actor = actor_of(request)
    tab, narrowing = read_narrowing(request)
    try:
        page = incoming_page(actor, tab, narrowing, request.GET.get("trang"))
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("records:incoming"))
    context = {
        "tabs": tabs_of(tab, count_incoming(actor)),
        "tab": tab,
        "narrowing": narrowing,
        "filters": filters_of(request),
        "rows": [row_of(arrival, now()) for arrival in page.items],
        "keyset": page,
        "may_receive": actor.has_role("REGISTRAR"),
    }
    return render(request, "records/incoming/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def receive(request: HttpRequest) -> HttpResponse:
    """Take in a document a clerk scanned or got by e-mail."""
    form = ArrivalForm(request.POST if request.method == "POST" else None)
    file_error = ""
    if request.method == "POST":
        try:
            files = [
                GivenFile(file.name or "", file.read())
                for file in uploaded_files(request, "files")[:_MOST_FILES]
            ]
            file_error = "" if files else _("Chọn ít nhất một tệp.")
        except UploadRefused as refusal:
            files, file_error = [], refusal.message
        if form.is_valid() and not file_error:
            return _receive(request, form, files)
    context = {"form": form, "file_error": file_error}
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "records/incoming/receive.html", context, status=status)


def _receive(request: HttpRequest, form: ArrivalForm, files: list[GivenFile]) -> HttpResponse:
    actor = actor_of(request)
    given = form.cleaned_data
    names = (
        "author_name", "notation", "issued_on", "kind", "abstract", "urgency", "recipient",
        "is_paper", "note",
    )  # fmt: skip
    facts = ArrivalFacts(**{name: given[name] for name in names}, due_at=form.due_at)
    source = Source.EMAIL if request.POST.get("source") == "EMAIL" else Source.SCAN
    receipt = receive_document(
        facts=facts,
        files=files,
        entry=Entry(source, actor.agency_id or 0),
        actor=actor,
        at=now(),
    )
    if receipt.official is None:
        context = {"item": receipt.quarantined}
        return render(
            request, "records/incoming/refused_secret.html", context, status=HTTPStatus.CONFLICT
        )
    messages.success(request, _("Đã nhận văn bản. Kiểm tra rồi vào sổ trong ngày."))
    return HttpResponseRedirect(reverse("records:incoming_document", args=[receipt.official.token]))


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def incoming_document(request: HttpRequest, token: str) -> HttpResponse:
    """Show one incoming document: what it is, its files, opinions and tasks, history."""
    actor = actor_of(request)
    arrival = access_arrival(actor, token)
    official = arrival.official
    context = {
        "arrival": arrival,
        "official": official,
        "acts": acts_open(actor, arrival),
        "rows": document_rows(arrival),
        "files": list_received(subject_of(official)),
        "directives": official.directives.prefetch_related("tasks__agency").order_by("id"),
        "entries": history_of(list_events(official)),
        "links": list_links(official),
        "is_followed": official.followers.filter(person_id=actor.person_id or 0).exists(),
        "line": row_of(arrival, now()),
    }
    return render(request, "records/incoming/document.html", context)


@require_POST
@officer_required(*INCOMING_ROLES)
def incoming_follow(request: HttpRequest, token: str) -> HttpResponse:
    """Begin or stop following a document."""
    actor = actor_of(request)
    arrival = access_arrival(actor, token)
    is_followed = follow(official=arrival.official, actor=actor)
    begun, ended = _("Bạn sẽ nhận thông báo khi văn bản có thay đổi."), _("Đã thôi theo dõi.")
    done = begun if is_followed else ended
    messages.success(request, done)
    return HttpResponseRedirect(reverse("records:incoming_document", args=[token]))


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def incoming_file(request: HttpRequest, token: str, file_token: str) -> HttpResponseBase:
    """Hand out one received file as an attachment, exactly as it came."""
    return serve_received(access_received(actor_of(request), token, file_token))


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def incoming_bundle(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out every file of a document and its history in one ZIP."""
    arrival = access_arrival(actor_of(request), token)
    name = f"van-ban-den-{arrival.official.number or 'cho-vao-so'}-{token[:8]}.zip"
    return serve_bytes(_bundle(arrival), "application/zip", name)


def _bundle(arrival: Arrival) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as bundle:
        for number, file in enumerate(list_received(subject_of(arrival.official)), start=1):
            bundle.writestr(f"{number:02d}-{file.name}", load_received(file))
        lines = [f"{row.label}: {row.value}" for row in document_rows(arrival)]
        history = [
            f"{local(entry.at):%H:%M %d/%m/%Y} {entry.title} {entry.by} {entry.note}".strip()
            for entry in history_of(list_events(arrival.official))
            if entry.at
        ]
        words = "\n".join([*lines, "", *history])
        bundle.writestr("thong-tin.txt", words.encode("utf-8"))
    return output.getvalue()
