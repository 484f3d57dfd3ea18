"""The acts on an incoming document, one line each."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.actors import Actor
from tinhso.documents.api import SecrecyLevel
from tinhso.identity.api import officer_required
from tinhso.records.forms.dossiers import PutForm
from tinhso.records.forms.incoming import BareForm, ForwardForm, NoteForm, OpinionForm, ReasonForm
from tinhso.records.models import Arrival, Door
from tinhso.records.operations import (
    Assignment,
    Opinion,
    confirm_not_secret,
    finish_arrival,
    forward_inside,
    give_opinion,
    register_arrival,
    return_arrival,
    seize,
)
from tinhso.records.operations.dossiers import put_document
from tinhso.records.permissions import INCOMING_ROLES, access_arrival, access_dossier
from tinhso.records.views.acting import ActPage, Subject, show_act
from tinhso.ui.navigation import actor_of

_WORKING = frozenset({"REGISTERED", "ASSIGNED", "IN_PROGRESS"})
_REGISTRAR = frozenset({"REGISTRAR"})


def _register(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    register_arrival(arrival=row, actor=actor, at=at)


def _return(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    return_arrival(arrival=row, reason=form.cleaned_data["reason"], actor=actor, at=at)


def _looked(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    confirm_not_secret(arrival=row, actor=actor, at=at)


def _seize(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    seize(arrival=row, level=SecrecyLevel.MAT, door=Door.PERSON, actor=actor, at=at)


def _finish(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    finish_arrival(arrival=row, note=form.cleaned_data["note"], actor=actor, at=at)


def _forward(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    people = [int(person) for person in form.cleaned_data["people"]]
    forward_inside(
        official=row.official, person_ids=people, note=form.cleaned_data["note"], actor=actor, at=at
    )


def _put(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    dossier = access_dossier(actor, form.cleaned_data["dossier"])
    put_document(dossier=dossier, official=row.official, actor=actor, at=at)


def _direct(row: Arrival, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    due_at = form.due_at(at)
    assignments: tuple[Assignment, ...] = ()
    if form.leader is not None:
        title = form.cleaned_data["title"] or str(row.official)
        assignments = (Assignment(form.leader, title, form.helping, due_at),)
    opinion = Opinion(form.cleaned_data["opinion"], assignments, due_at)
    give_opinion(arrival=row, opinion=opinion, actor=actor, at=at)


ARRIVAL_ACTS = (
    ActPage(
        "da-xem",
        gettext_lazy("Đã xem, không có dấu mật"),
        gettext_lazy("Mở từng tệp, xem có dấu MẬT, TỐI MẬT, TUYỆT MẬT không, rồi xác nhận."),
        BareForm,
        _looked,
        gettext_lazy("Đã ghi nhận: không có dấu mật."),
        frozenset({"ARRIVED", *_WORKING}),
        _REGISTRAR,
    ),
    ActPage(
        "vao-so",
        gettext_lazy("Vào sổ văn bản đến"),
        gettext_lazy("Hệ thống cấp số đến theo sổ của năm và báo nơi gửi là đã tiếp nhận."),
        BareForm,
        _register,
        gettext_lazy("Đã vào sổ và trình lãnh đạo."),
        frozenset({"ARRIVED"}),
        _REGISTRAR,
        "primary",
    ),
    ActPage(
        "tra-lai",
        gettext_lazy("Trả lại nơi gửi"),
        gettext_lazy("Dùng khi chữ ký số không hợp lệ, tệp hỏng hoặc văn bản gửi nhầm nơi."),
        ReasonForm,
        _return,
        gettext_lazy("Đã trả lại nơi gửi."),
        frozenset({"ARRIVED"}),
        _REGISTRAR,
    ),
    ActPage(
        "but-phe",
        gettext_lazy("Cho ý kiến, phân công"),
        gettext_lazy("Ý kiến, người chủ trì, người phối hợp và hạn được gửi ngay cho mọi người."),
        OpinionForm,
        _direct,
        gettext_lazy("Đã phân công."),
        _WORKING,
        frozenset({"LEADER"}),
        "primary",
    ),
    ActPage(
        "chuyen-xem",
        gettext_lazy("Chuyển đồng nghiệp xem"),
        gettext_lazy("Người được chuyển nhận thông báo có đường dẫn tới văn bản này."),
        ForwardForm,
        _forward,
        gettext_lazy("Đã chuyển."),
        frozenset({*_WORKING, "DONE"}),
        frozenset(INCOMING_ROLES),
    ),
    ActPage(
        "dua-vao-ho-so",
        gettext_lazy("Đưa vào hồ sơ"),
        gettext_lazy("Văn bản, các tệp và nhật ký xử lý được giữ cùng hồ sơ công việc."),
        PutForm,
        _put,
        gettext_lazy("Đã đưa vào hồ sơ."),
        frozenset({*_WORKING, "DONE"}),
        frozenset({"REGISTRAR", "LEADER", "HEAD_OF_UNIT", "SPECIALIST"}),
    ),
    ActPage(
        "ket-thuc",
        gettext_lazy("Kết thúc xử lý"),
        gettext_lazy("Dùng khi văn bản chỉ để biết, hoặc mọi việc đã xong."),
        NoteForm,
        _finish,
        gettext_lazy("Đã kết thúc xử lý văn bản."),
        _WORKING,
        frozenset({"LEADER", "HEAD_OF_UNIT"}),
    ),
    ActPage(
        "co-dau-mat",
        gettext_lazy("Có dấu mật"),
        gettext_lazy(
            "Tệp bị niêm phong ngay, chỉ cán bộ bảo vệ bí mật nhà nước mở được. Số đến giữ nguyên,"
            " nội dung không còn tìm thấy trong hệ thống."
        ),
        BareForm,
        _seize,
        gettext_lazy("Đã niêm phong và báo cán bộ bảo vệ bí mật nhà nước."),
        frozenset({"ARRIVED", *_WORKING, "DONE"}),
        frozenset({"REGISTRAR", "LEADER"}),
        "danger",
    ),
)


def acts_open(actor: Actor, arrival: Arrival) -> list[ActPage]:
    """Give the acts open to an officer on a document of the own agency, in order."""
    if arrival.official.agency_id not in actor.agency_ids:
        return []
    found = [
        page
        for page in ARRIVAL_ACTS
        if arrival.state in page.states and actor.has_role(*page.roles)
    ]
    needs_look = arrival.reading == "UNREAD"
    return [page for page in found if page.slug != "da-xem" or needs_look]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*INCOMING_ROLES)
def incoming_act(request: HttpRequest, token: str, act: str) -> HttpResponseBase:
    """Show or do one act on an incoming document."""
    actor = actor_of(request)
    arrival = access_arrival(actor, token)
    page = next((one for one in acts_open(actor, arrival) if one.slug == act), None)
    url = reverse("records:incoming_document", args=[token])
    return show_act(request, page, Subject(arrival, str(arrival.official), url))
