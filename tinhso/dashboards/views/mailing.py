"""A board sent by mail: its schedules, who gets them, what left, the way to stop."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local, now, today
from tinhso.core.errors import DomainError
from tinhso.core.keyset import page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.core.sealed import mask
from tinhso.dashboards.forms import MailingForm, RecipientForm
from tinhso.dashboards.forms.mailing import WEEKDAYS
from tinhso.dashboards.models import Board, BoardLetter, BoardMailing, LetterState
from tinhso.dashboards.operations import (
    BadStopLink,
    Planned,
    add_recipient,
    people_of,
    plan_mailing,
    remove_recipient,
    send_soon,
    stop_letters,
    switch_mailing,
)
from tinhso.dashboards.operations.mailing import find_stopped
from tinhso.dashboards.permissions import (
    MAILING_ROLES,
    access_board,
    access_letter,
    access_mailing,
    mailings_for,
)
from tinhso.dashboards.queries import Frame, address_of, frame_of, read_asked, shown_name
from tinhso.dashboards.views.choices import KIND_WORDS, READING_WORDS
from tinhso.identity.api import officer_required
from tinhso.indicators.api import PeriodKind, Reading
from tinhso.ui.components import SummaryRow, Tone
from tinhso.ui.navigation import actor_of

_TONES = {
    LetterState.WAITING: Tone.INFO,
    LetterState.MADE: Tone.INFO,
    LetterState.SENT: Tone.SUCCESS,
    LetterState.REFUSED: Tone.DANGER,
    LetterState.STOPPED: Tone.NEUTRAL,
    LetterState.NO_ACCESS: Tone.WARNING,
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*MAILING_ROLES)
def mailings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List a board's schedules; begin one with the state the address asks for."""
    actor = actor_of(request)
    found = access_board(actor, slug)
    frame = frame_of(read_asked(request.GET, found.scope_code, today()), found.scope_code)
    form = MailingForm(
        request.POST if request.method == "POST" else None, people=people_of(actor.agency_ids),
        initial={"person": actor.person_id},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        address = _planned(request, found, frame, form)
        if address:
            messages.success(request, _("Đã đặt lịch gửi bảng."))
            return HttpResponseRedirect(address)
    rows = [(each, *_words(each)) for each in mailings_for(actor).filter(board=found)]
    context = {
        "board": found,
        "form": form,
        "rows": rows,
        "state": _state_words(shown_name(frame.place), frame.asked.span.kind, frame.asked.reading),
        "query": address_of(frame.asked),
    }
    return render(request, "dashboards/mailings.html", context, status=422 if form.errors else 200)


def _planned(request: HttpRequest, found: Board, frame: Frame, form: MailingForm) -> str:
    """Begin the schedule with its first recipient, or say why not; gives where it is."""
    actor, at, asked = actor_of(request), now(), frame.asked
    planned = Planned(asked.area_code, asked.span.kind, asked.reading, form.turns())
    given = form.cleaned_data
    try:
        with transaction.atomic():
            made = plan_mailing(
                board=found, planned=planned, agency_id=actor.agency_ids[0], actor=actor, at=at
            )
            add_recipient(
                mailing=made, person_id=given["person"], address=given["address"], actor=actor,
                at=at,
            )  # fmt: skip
    except DomainError as refusal:
        form.add_error("person", refusal.message)
        return ""
    return reverse("dashboards:mailing", args=[found.slug, made.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*MAILING_ROLES)
def mailing(request: HttpRequest, slug: str, mailing_id: int) -> HttpResponseBase:
    """Show a schedule with its recipients and the letters that left; add a recipient."""
    actor = actor_of(request)
    found = access_mailing(actor, slug, mailing_id)
    form = RecipientForm(
        request.POST if request.method == "POST" else None, people=people_of([found.agency_id])
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_recipient(
                mailing=found, person_id=form.cleaned_data["person"],
                address=form.cleaned_data["address"], actor=actor, at=now(),
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error("person", refusal.message)
        else:
            messages.success(request, _("Đã thêm người nhận."))
            return HttpResponseRedirect(request.path)
    letters = BoardLetter.objects.filter(recipient__mailing=found).defer("content")
    listed = page_by_keyset(
        letters.select_related("recipient"), order=("-due_at", "-id"),
        cursor=request.GET.get("trang"), size=25,
    )  # fmt: skip
    context = {
        "mailing": found,
        "board": found.board,
        "form": form,
        "summary": _summary(found),
        "recipients": [
            (each, mask(each.address)) for each in found.recipients.order_by("name", "pk")
        ],
        "listed": listed,
        "rows": [(each, _TONES[LetterState(each.state)]) for each in listed.items],
        "person_id": actor.person_id,
    }
    return render(request, "dashboards/mailing.html", context, status=422 if form.errors else 200)


def _words(found: BoardMailing) -> tuple[str, str]:
    """Give what a schedule sends, and when."""
    given = {"vung": found.area_code}
    frame = frame_of(read_asked(given, found.board.scope_code, today()), found.board.scope_code)
    state = _state_words(shown_name(frame.place), found.period_kind, found.reading)
    weekday = dict(WEEKDAYS)[found.weekday]
    turns = {
        "DAILY": _("Mỗi ngày lúc %(hour)s giờ"),
        "WEEKLY": _("%(weekday)s hằng tuần lúc %(hour)s giờ"),
        "MONTHLY": _("Ngày %(day)s hằng tháng lúc %(hour)s giờ"),
    }[found.rhythm] % {"hour": found.hour, "weekday": weekday, "day": found.day}
    return state, turns


def _state_words(place: str, kind: str, reading: str) -> str:
    words = [place, str(KIND_WORDS[PeriodKind(kind)])]
    if reading == Reading.AS_IS:
        words.append(str(READING_WORDS[Reading.AS_IS]))
    return " · ".join(words)


def _summary(found: BoardMailing) -> list[SummaryRow]:
    state, turns = _words(found)
    following = f"{local(found.next_at):%H:%M %d/%m/%Y}" if found.is_open else _("Đang tạm dừng")
    return [
        SummaryRow(_("Bảng"), found.board.shown_name),
        SummaryRow(_("Cách xem"), state),
        SummaryRow(_("Lịch gửi"), turns),
        SummaryRow(_("Lần gửi tới"), following),
        SummaryRow(_("Người đặt lịch"), f"{found.made_by}, {local(found.made_at):%d/%m/%Y}"),
    ]


def _done(
    request: HttpRequest, found: BoardMailing, act: Callable[[], object], said: str
) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("dashboards:mailing", args=[found.board.slug, found.pk]))


@require_POST
@never_cache
@officer_required(*MAILING_ROLES)
def send(request: HttpRequest, slug: str, mailing_id: int) -> HttpResponse:
    """Send a schedule's letters now, besides its turns."""
    actor = actor_of(request)
    found = access_mailing(actor, slug, mailing_id)
    return _done(
        request, found, lambda: send_soon(mailing=found, actor=actor),
        _("Đang lập và gửi thư. Tải lại trang này sau một phút để xem kết quả."),
    )  # fmt: skip


@require_POST
@never_cache
@officer_required(*MAILING_ROLES)
def switch(request: HttpRequest, slug: str, mailing_id: int) -> HttpResponse:
    """Pause a schedule, or let it go on."""
    actor = actor_of(request)
    found = access_mailing(actor, slug, mailing_id)
    is_open = not found.is_open
    return _done(
        request, found,
        lambda: switch_mailing(mailing=found, is_open=is_open, actor=actor, at=now()),
        _("Lịch gửi chạy tiếp.") if is_open else _("Đã tạm dừng lịch gửi."),
    )  # fmt: skip


@require_POST
@never_cache
@officer_required(*MAILING_ROLES)
def remove(request: HttpRequest, slug: str, mailing_id: int, recipient_id: int) -> HttpResponse:
    """Send a recipient no more."""
    actor = actor_of(request)
    found = access_mailing(actor, slug, mailing_id)
    recipient = get_object_or_404(found.recipients, pk=recipient_id)
    recipient.mailing = found
    return _done(
        request, found, lambda: remove_recipient(recipient=recipient, actor=actor, at=now()),
        _("Đã bỏ người nhận."),
    )  # fmt: skip


@require_safe
@never_cache
@officer_required()
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Give a letter's PDF to its recipient, signed in."""
    found = access_letter(actor_of(request), token)
    if found.content is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/pdf")
    name = f"{found.recipient.mailing.board.slug}-{local(found.due_at):%Y%m%d}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# Mail programs press the button for the reader (RFC 8058): they have no cookie and no token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop a mailing to the recipient the link was written for."""
    try:
        with acting_as(SYSTEM):
            if request.method == "POST":
                recipient = stop_letters(token=token, at=now())
            else:
                recipient = find_stopped(token)
            name = recipient.mailing.board.shown_name
    except BadStopLink as refusal:
        context: dict[str, object] = {"refusal": refusal.message}
        return render(request, "dashboards/stop_mailing.html", context, status=404)
    context = {"name": name, "is_done": request.method == "POST"}
    return render(request, "dashboards/stop_mailing.html", context)
