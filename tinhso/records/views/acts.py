"""What may be done to an outgoing document now, and doing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import ask_to_confirm, signing_path
from tinhso.identity.api import officer_required
from tinhso.orgs.api import get_agency_by_id
from tinhso.records.forms.outgoing import AnswerForm, OpinionForm, WordsForm
from tinhso.records.models import LinkKind, OpinionAnswer, OutgoingDocument, OutgoingState
from tinhso.records.operations import (
    add_remark,
    answer_opinion,
    approve_content,
    approve_layout,
    ask_opinion,
    begin_follow_up,
    follow,
    issue_outgoing,
    return_draft,
    save_template,
    settle_remark,
    sign_outgoing,
    submit_draft,
    void_number,
    withdraw_draft,
)
from tinhso.records.permissions import access_outgoing
from tinhso.records.queries.checking import layout_agencies
from tinhso.records.views.refusing import words_of_refusal
from tinhso.ui.navigation import actor_of

_Do = Callable[[OutgoingDocument, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class ActButton:
    """One thing that may be done: its address, its words, whether it asks for a reason."""

    code: str
    label: str
    variant: str = "primary"
    needs_words: bool = False


_SIMPLE: dict[str, tuple[_Do, str | Promise]] = {
    "trinh": (
        lambda one, actor, at: submit_draft(outgoing=one, actor=actor, at=at),
        gettext_lazy("Đã trình duyệt."),
    ),
    "duyet-noi-dung": (
        lambda one, actor, at: approve_content(outgoing=one, actor=actor, at=at),
        gettext_lazy("Đã duyệt nội dung, chuyển kiểm tra thể thức."),
    ),
    "duyet-the-thuc": (
        lambda one, actor, at: approve_layout(outgoing=one, actor=actor, at=at),
        gettext_lazy("Đã duyệt thể thức, trình ký."),
    ),
    "ky": (
        lambda one, actor, at: sign_outgoing(outgoing=one, actor=actor, at=at),
        gettext_lazy("Đã ký và cấp số. Văn thư sẽ phát hành."),
    ),
    "phat-hanh": (
        lambda one, actor, at: issue_outgoing(outgoing=one, actor=actor, at=at),
        gettext_lazy("Đã ký số cơ quan và phát hành."),
    ),
    "bo": (
        lambda one, actor, at: withdraw_draft(outgoing=one, actor=actor, at=at),
        gettext_lazy("Đã bỏ dự thảo."),
    ),
    "theo-doi": (
        lambda one, actor, at: follow(official=one.official, actor=actor),
        gettext_lazy("Đã ghi nhận."),
    ),
}


def open_acts(outgoing: OutgoingDocument, actor: Actor) -> list[ActButton]:
    """Give what the actor may do to a document where it is, the main thing first."""
    if outgoing.official.agency_id not in actor.agency_ids:
        return []
    back = ActButton("tra-lai", _("Trả lại"), "secondary", needs_words=True)
    is_author = outgoing.author_id == actor.person_id
    is_signer = outgoing.signer_id == actor.person_id
    by_state = {
        OutgoingState.DRAFT: is_author
        and [ActButton("trinh", _("Trình duyệt")), ActButton("bo", _("Bỏ dự thảo"), "secondary")],
        OutgoingState.UNIT_REVIEW: actor.has_role("HEAD_OF_UNIT")
        and [ActButton("duyet-noi-dung", _("Duyệt nội dung")), back],
        OutgoingState.FORMAT_REVIEW: outgoing.official.agency_id in layout_agencies(actor)
        and [ActButton("duyet-the-thuc", _("Duyệt thể thức, trình ký")), back],
        OutgoingState.SIGNING: is_signer and [ActButton("ky", _("Ký ban hành")), back],
        OutgoingState.SIGNED: actor.has_role("REGISTRAR")
        and [
            ActButton("phat-hanh", _("Ký số cơ quan và phát hành")),
            ActButton("huy-so", _("Hủy số"), "danger", needs_words=True),
        ],
    }
    return by_state.get(OutgoingState(outgoing.state)) or []


@require_POST
@officer_required()
def act(request: HttpRequest, token: str, what: str) -> HttpResponseBase:
    """Do one thing that needs no words, then show the document again."""
    if what not in _SIMPLE:
        raise Http404
    do, done = _SIMPLE[what]
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    _try(request, found, lambda at: do(found, actor, at), str(done))
    if what == "ky":
        session = ask_to_confirm(actor=actor, at=now(), return_path=reverse("records:signing"))
        if session is not None:
            return redirect(signing_path(session))
    back = request.POST.get("ve") == "ky"
    return redirect("records:signing") if back else redirect("records:outgoing", token)


@require_POST
@officer_required()
def act_with_words(request: HttpRequest, token: str, what: str) -> HttpResponseBase:
    """Return, void, remark or keep a template: acts that come with words."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    form = WordsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi nội dung trước khi gửi."))
        return redirect("records:outgoing", token)
    words = form.cleaned_data["text"]
    doing: dict[str, _Do] = {
        "tra-lai": lambda one, who, at: return_draft(outgoing=one, reason=words, actor=who, at=at),
        "huy-so": lambda one, who, at: void_number(outgoing=one, reason=words, actor=who, at=at),
        "gop-y": lambda one, who, at: add_remark(outgoing=one, text=words, actor=who, at=at),
        "luu-mau": lambda one, who, at: save_template(
            outgoing=one, name=words[:200], agency=one.official.agency, at=at
        ),
    }
    if what not in doing or (what == "luu-mau" and found.official.agency_id != actor.agency_id):
        raise Http404
    _try(request, found, lambda at: doing[what](found, actor, at), _("Đã ghi nhận."))
    return redirect("records:outgoing", token)


@require_POST
@officer_required()
def settle(request: HttpRequest, token: str, remark_id: int) -> HttpResponseBase:
    """Mark a remark as dealt with."""
    found = access_outgoing(actor_of(request), token)
    remark = found.remarks.filter(pk=remark_id).first()
    if remark is None:
        raise Http404
    settle_remark(remark=remark, at=now())
    return redirect("records:outgoing", token)


@require_POST
@officer_required()
def ask(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask another agency for its opinion."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect("records:outgoing", token)
    typed = form.cleaned_data
    _try(
        request,
        found,
        lambda at: ask_opinion(outgoing=found, actor=actor, at=at, **typed),
        _("Đã gửi lấy ý kiến."),
    )
    return redirect("records:outgoing", token)


@require_POST
@officer_required()
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer as the asked agency."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    asked = found.opinions.filter(agency__in=actor.agency_ids, answered_at__isnull=True).first()
    form = AnswerForm(request.POST)
    if asked is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Hãy chọn ý kiến trước khi gửi."))
        return redirect("records:outgoing", token)
    opinion = OpinionAnswer(form.cleaned_data["answer"])
    words = form.cleaned_data["text"]
    _try(
        request,
        found,
        lambda at: answer_opinion(asked=asked, answer=opinion, text=words, actor=actor, at=at),
        _("Đã gửi ý kiến của cơ quan bạn."),
    )
    return redirect("records:outgoing", token)


@require_POST
@officer_required()
def follow_up(request: HttpRequest, token: str) -> HttpResponseBase:
    """Begin the document that replaces, amends, corrects or recalls this one."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    kind = request.POST.get("kind", "")
    if kind not in LinkKind.values or found.official.agency_id != actor.agency_id:
        raise Http404
    try:
        begun = begin_follow_up(
            former=found,
            kind=LinkKind(kind),
            actor=actor,
            agency=get_agency_by_id(found.official.agency_id),
            at=now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("records:outgoing", token)
    return redirect("records:outgoing_edit", begun.official.token)


def _try(
    request: HttpRequest, found: OutgoingDocument, do: Callable[[datetime], object], done: str
) -> None:
    try:
        do(now())
    except DomainError as refusal:
        messages.error(request, words_of_refusal(refusal, found, actor_of(request)))
    else:
        messages.success(request, done)
