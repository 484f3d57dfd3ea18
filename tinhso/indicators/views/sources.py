"""Sources of numbers for their steward: how fresh each is, its rules, its loads, a new file."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import local, now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.indicators.forms import PullForm, TableFileForm
from tinhso.indicators.gateways.databases import connection_names
from tinhso.indicators.models import BatchState, QuarantinedRow, Source
from tinhso.indicators.operations.credentials import issue_credential
from tinhso.indicators.operations.ingesting import GivenFile, receive_batch
from tinhso.indicators.permissions import STEWARD_ROLES, access_source, sources_for
from tinhso.indicators.queries import Freshness, batches_of, freshness_of
from tinhso.indicators.queries import wording as words
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.components import SummaryRow, Tone
from tinhso.ui.navigation import actor_of

FRESHNESS = {
    Freshness.FRESH: (gettext_lazy("Đúng hạn"), Tone.SUCCESS),
    Freshness.LATE: (gettext_lazy("Quá hạn cập nhật"), Tone.DANGER),
    Freshness.NEVER: (gettext_lazy("Chưa có số liệu"), Tone.WARNING),
    Freshness.FREE: ("", Tone.NEUTRAL),
}
BATCH_TONES = {
    BatchState.RECEIVED: Tone.INFO,
    BatchState.LOADING: Tone.INFO,
    BatchState.TAKEN: Tone.SUCCESS,
    BatchState.PARTLY: Tone.WARNING,
    BatchState.REFUSED: Tone.DANGER,
}


@require_safe
@never_cache
@officer_required(*STEWARD_ROLES)
def sources(request: HttpRequest) -> HttpResponseBase:
    """List the sources of the steward's agency with how fresh they are and what waits."""
    found = list(sources_for(actor_of(request)).order_by("code"))
    waiting = QuarantinedRow.objects.filter(
        batch__source__in=found, decision=""
    ).values_list("batch__source_id", flat=True)  # fmt: skip
    counts: dict[int, int] = {}
    for source_id in waiting:
        counts[source_id] = counts.get(source_id, 0) + 1
    at = now()
    rows = [(one, *FRESHNESS[freshness_of(one, at)], counts.get(one.pk, 0)) for one in found]
    return render(request, "indicators/sources.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*STEWARD_ROLES)
def source(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a source and its loads; take a new file."""
    found = access_source(actor_of(request), code)
    form = TableFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        address = _received(request, found, form)
        if address:
            return HttpResponseRedirect(address)
    return shown(request, found, form=form)


def new_pull_form(found: Source, posted: QueryDict | None = None) -> PullForm:
    """Give the form of what a source reads, as it stands or filled with what was sent."""
    written = {
        "connection": found.connection, "statement": found.statement,
        "minutes": found.pull_minutes,
    }  # fmt: skip
    return PullForm(posted, prefix="pull", initial=written, connections=connection_names())


def shown(
    request: HttpRequest,
    found: Source,
    *,
    form: TableFileForm | None = None,
    pull_form: PullForm | None = None,
) -> HttpResponse:
    """Draw a source's page, with the form that was refused in its place."""
    refused = next((one for one in (form, pull_form) if one is not None and one.errors), None)
    listed = batches_of(found, request.GET.get("trang"))
    context = {
        "source": found,
        "form": form or TableFileForm(),
        "refused": refused,
        "pull_form": pull_form or new_pull_form(found),
        "freshness": FRESHNESS[freshness_of(found, now())],
        "summary": _summary(found),
        "listed": listed,
        "rows": [(one, BATCH_TONES[BatchState(one.state)]) for one in listed.items],
        "takes_files": found.kind == "FILE" and not found.is_demo,
        "takes_rows": found.kind == "HTTP",
        "pulls": found.kind == "DATABASE",
        "is_connected": found.connection in connection_names(),
        "credential": request.session.pop(f"credential:{found.code}", ""),
    }
    return render(request, "indicators/source.html", context, status=422 if refused else 200)


def _received(request: HttpRequest, found: Source, form: TableFileForm) -> str:
    """Keep the file that was sent; gives where its columns are chosen, nothing when refused."""
    if request.META.get("tinhso.upload_too_large"):
        form.is_valid()
        form.add_error("file", _("Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp nhỏ hơn."))
    if not form.is_valid():
        return ""
    given = form.cleaned_data["file"]
    try:
        batch = receive_batch(
            source=found, file=GivenFile(given.name, given.read()), actor=actor_of(request),
            at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error("file", refusal.message)
        return ""
    return reverse("indicators:batch", args=[batch.token])


def _summary(found: Source) -> list[SummaryRow]:
    hours = found.fresh_hours
    rules = [rule_words(rule) for rule in found.quality]
    received = f"{local(found.received_at):%H:%M %d/%m/%Y}" if found.received_at else ""
    return [
        SummaryRow(_("Cơ quan chịu trách nhiệm"), agency_name_shown(found.agency_id)),
        SummaryRow(_("Cách cung cấp"), found.get_kind_display()),
        SummaryRow(_("Nhận lần cuối"), received),
        SummaryRow(_("Phải cập nhật trong"), _("%(hours)s giờ") % {"hours": hours or "–"}),
        SummaryRow(_("Quy tắc chất lượng"), "\n".join(rules), is_multiline=True),
        SummaryRow(_("Giấy phép sử dụng"), found.licence),
        SummaryRow(_("Mức độ công khai"), str(words.SENSITIVITIES[found.sensitivity])),
        *_pull_rows(found),
        *([SummaryRow(_("Lỗi gần nhất"), found.last_error)] if found.last_error else []),
    ]


def _pull_rows(found: Source) -> list[SummaryRow]:
    """Give when a database was last asked, and when it is next."""
    if found.kind != "DATABASE":
        return []
    asked, minutes = found.pulled_at, found.pull_minutes
    following = asked + timedelta(minutes=minutes) if asked and minutes else None
    return [
        SummaryRow(_("Hỏi lần cuối"), f"{local(asked):%H:%M %d/%m/%Y}" if asked else ""),
        SummaryRow(_("Hỏi lần tới"), f"{local(following):%H:%M %d/%m/%Y}" if following else ""),
    ]


def rule_words(rule: Mapping[str, str]) -> str:
    """Give a rule of quality as people read it."""
    texts = {
        "NOT_NEGATIVE": _("Không âm"),
        "RATIO_AT_MOST_ONE": _("Tử số không lớn hơn mẫu số"),
        "NOT_IN_FUTURE": _("Kỳ không ở tương lai"),
        "RANGE": _("Trong khoảng %(least)s đến %(most)s"),
        "JUMP": _("Không tăng, giảm quá %(times)s lần so với kỳ trước"),
    }
    text = texts.get(rule["rule"], rule["rule"])
    return text % rule if "%" in text else text


@require_POST
@never_cache
@officer_required(*STEWARD_ROLES)
def credential(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give an HTTP source a new credential, shown once on its page."""
    found = access_source(actor_of(request), code)
    try:
        given = issue_credential(source=found, actor=actor_of(request), at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        request.session[f"credential:{found.code}"] = given
    return HttpResponseRedirect(reverse("indicators:source", args=[code]))
