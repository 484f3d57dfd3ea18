"""The acts on a dossier, one line each: the office's, then the archivist's."""

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
from tinhso.identity.api import officer_required
from tinhso.records.forms.dossiers import WhyForm
from tinhso.records.forms.incoming import BareForm, NoteForm
from tinhso.records.models import Dossier
from tinhso.records.operations.archiving import (
    accept_dossier,
    end_hold,
    hand_over,
    hold_dossier,
    return_dossier,
)
from tinhso.records.operations.dossiers import close_dossier, reopen_dossier
from tinhso.records.permissions import INCOMING_ROLES, access_dossier, makes_dossier
from tinhso.records.views.acting import ActPage, Subject, show_act
from tinhso.ui.navigation import actor_of

_ARCHIVIST = frozenset({"ARCHIVIST"})


def _close(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    close_dossier(dossier=row, actor=actor, at=at)


def _reopen(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    reopen_dossier(dossier=row, actor=actor, at=at)


def _hand_over(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    hand_over(dossier=row, actor=actor, at=at)


def _accept(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    accept_dossier(dossier=row, note=form.cleaned_data["note"], actor=actor, at=at)


def _return(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    return_dossier(dossier=row, reason=form.cleaned_data["reason"], actor=actor, at=at)


def _hold(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    hold_dossier(dossier=row, reason=form.cleaned_data["reason"], actor=actor, at=at)


def _end_hold(row: Dossier, form: Any, actor: Actor, at: datetime, upload: Model | None) -> None:
    end_hold(dossier=row, reason=form.cleaned_data["reason"], actor=actor, at=at)


#: Acts without roles are for whoever makes the dossier.
DOSSIER_ACTS = (
    ActPage(
        "ket-thuc",
        gettext_lazy("Kết thúc hồ sơ"),
        gettext_lazy(
            "Công việc đã xong. Hồ sơ không thêm bớt được nữa và thời hạn bảo quản bắt đầu tính."
        ),
        BareForm,
        _close,
        gettext_lazy("Đã kết thúc hồ sơ. Nộp vào lưu trữ khi sẵn sàng."),
        frozenset({"OPEN"}),
        variant="primary",
    ),
    ActPage(
        "nop-luu",
        gettext_lazy("Nộp vào lưu trữ"),
        gettext_lazy(
            "Hệ thống đóng gói mọi tệp, danh mục và nhật ký xử lý, kiểm tra từng mã băm, rồi chuyển"
            " cho lưu trữ viên của cơ quan."
        ),
        BareForm,
        _hand_over,
        gettext_lazy("Đã nộp. Gói hồ sơ đang được tạo; bạn được báo khi lưu trữ tiếp nhận."),
        frozenset({"CLOSED"}),
        variant="primary",
    ),
    ActPage(
        "mo-lai",
        gettext_lazy("Mở lại hồ sơ"),
        gettext_lazy("Dùng khi còn văn bản phải đưa vào trước khi nộp lưu."),
        BareForm,
        _reopen,
        gettext_lazy("Đã mở lại hồ sơ."),
        frozenset({"CLOSED"}),
    ),
    ActPage(
        "tiep-nhan",
        gettext_lazy("Tiếp nhận vào lưu trữ"),
        gettext_lazy("Gói hồ sơ được đọc lại và so từng mã băm một lần nữa trước khi ghi nhận."),
        NoteForm,
        _accept,
        gettext_lazy("Đã tiếp nhận vào lưu trữ và báo người lập hồ sơ."),
        frozenset({"HANDED_OVER"}),
        _ARCHIVIST,
        "primary",
    ),
    ActPage(
        "tra-lai",
        gettext_lazy("Trả lại để sửa"),
        gettext_lazy("Hồ sơ mở lại cho người lập; họ đọc được lý do và nộp lại khi sửa xong."),
        WhyForm,
        _return,
        gettext_lazy("Đã trả lại hồ sơ."),
        frozenset({"HANDED_OVER"}),
        _ARCHIVIST,
    ),
    ActPage(
        "giu-lai",
        gettext_lazy("Giữ lại, không xét hủy"),
        gettext_lazy("Dùng khi hồ sơ đang phục vụ thanh tra, khiếu nại, tranh chấp, nghiên cứu."),
        WhyForm,
        _hold,
        gettext_lazy("Đã giữ lại."),
        frozenset({"ARCHIVED"}),
        _ARCHIVIST,
    ),
    ActPage(
        "thoi-giu",
        gettext_lazy("Thôi giữ"),
        gettext_lazy("Từ nay hồ sơ theo thời hạn bảo quản của nó."),
        WhyForm,
        _end_hold,
        gettext_lazy("Đã thôi giữ."),
        frozenset({"ARCHIVED"}),
        _ARCHIVIST,
    ),
)


def acts_on(actor: Actor, dossier: Dossier) -> list[ActPage]:
    """Give the acts open to an officer on a dossier, in order."""
    found = [
        page
        for page in DOSSIER_ACTS
        if dossier.state in page.states
        and (actor.has_role(*page.roles) if page.roles else makes_dossier(actor, dossier))
    ]
    hidden = "giu-lai" if dossier.is_held else "thoi-giu"
    return [page for page in found if page.slug != hidden]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*INCOMING_ROLES)
def dossier_act(request: HttpRequest, token: str, act: str) -> HttpResponseBase:
    """Show or do one act on a dossier."""
    actor = actor_of(request)
    dossier = access_dossier(actor, token)
    page = next((one for one in acts_on(actor, dossier) if one.slug == act), None)
    url = reverse("records:dossier", args=[token])
    return show_act(request, page, Subject(dossier, str(dossier), url))
