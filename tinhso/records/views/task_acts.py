"""The acts on a task, one line each, and who may do them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.actors import Actor
from tinhso.documents.api import Upload
from tinhso.identity.api import officer_required
from tinhso.records.forms.incoming import NoteForm, PartForm, ReasonForm
from tinhso.records.forms.tasks import (
    AnswerForm,
    DecisionForm,
    ExtensionForm,
    ProgressForm,
    WordsForm,
)
from tinhso.records.models import ExtensionState, Task
from tinhso.records.operations import (
    Assignment,
    answer_with,
    ask_for_time,
    cancel_task,
    confirm_done,
    contribute,
    decide_extension,
    note_progress,
    report_done,
    send_back,
    split_task,
)
from tinhso.records.permissions import (
    INCOMING_ROLES,
    Power,
    access_official_document,
    access_task,
    powers_over,
)
from tinhso.records.views.acting import ActPage, Subject, show_act
from tinhso.ui.navigation import actor_of

_ACTIVE = frozenset({"GIVEN", "IN_PROGRESS"})
_OPEN = frozenset({"GIVEN", "IN_PROGRESS", "REPORTED"})


@dataclass(frozen=True, slots=True)
class TaskAct:
    """An act with who may do it; ``waits`` shows it only while a request for time waits."""

    page: ActPage
    power: Power
    waits: bool = False


def _progress(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    note_progress(
        task=row,
        text=form.cleaned_data["text"],
        percent=form.cleaned_data["percent"],
        actor=actor,
        at=at,
        upload_id=upload.pk if upload else None,
    )


def _report(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    report_done(task=row, text=form.cleaned_data["text"], actor=actor, at=at)


def _contribute(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    words = form.cleaned_data["text"]
    upload_id = upload.pk if upload else None
    contribute(task=row, text=words, actor=actor, at=at, upload_id=upload_id)


def _ask(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    reason = form.cleaned_data["reason"]
    ask_for_time(task=row, until=form.until_at, reason=reason, actor=actor, at=at)


def _decide(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    grants = form.cleaned_data["grants"] == "yes"
    decide_extension(
        task=row, grants=grants, answer=form.cleaned_data["answer"], actor=actor, at=at
    )


def _confirm(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    confirm_done(task=row, text=form.cleaned_data["note"], actor=actor, at=at)


def _send_back(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    send_back(task=row, text=form.cleaned_data["text"], actor=actor, at=at)


def _cancel(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    cancel_task(task=row, text=form.cleaned_data["reason"], actor=actor, at=at)


def _split(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    due_at = form.due_at(at) or row.due_at
    part = Assignment(form.leader, form.cleaned_data["title"], form.helping, due_at)
    split_task(task=row, assignment=part, actor=actor, at=at)


def _answer(row: Task, form: Any, actor: Actor, at: datetime, upload: Upload | None) -> None:
    outgoing = access_official_document(actor, form.cleaned_data["document"])
    answer_with(task=row, outgoing=outgoing, actor=actor, at=at)


TASK_ACTS = (
    TaskAct(
        ActPage(
            "tien-do",
            gettext_lazy("Ghi tiến độ"),
            gettext_lazy("Người giao việc và người phối hợp đọc được. Đính kèm tệp nếu có."),
            ProgressForm,
            _progress,
            gettext_lazy("Đã ghi tiến độ."),
            _ACTIVE,
            variant="primary",
            takes_file=True,
        ),
        Power.LEADS,
    ),
    TaskAct(
        ActPage(
            "bao-cao",
            gettext_lazy("Báo cáo hoàn thành"),
            gettext_lazy("Người giao việc nhận báo cáo, xác nhận hoặc yêu cầu làm thêm."),
            WordsForm,
            _report,
            gettext_lazy("Đã báo cáo, chờ xác nhận."),
            _ACTIVE,
        ),
        Power.LEADS,
    ),
    TaskAct(
        ActPage(
            "van-ban-tra-loi",
            gettext_lazy("Gắn văn bản trả lời"),
            gettext_lazy("Khi văn bản đi này được phát hành, nhiệm vụ tự hoàn thành."),
            AnswerForm,
            _answer,
            gettext_lazy("Đã gắn văn bản trả lời."),
            _OPEN,
        ),
        Power.LEADS,
    ),
    TaskAct(
        ActPage(
            "chia-viec",
            gettext_lazy("Giao một phần cho người khác"),
            gettext_lazy("Phần việc phải xong trước hạn của nhiệm vụ."),
            PartForm,
            _split,
            gettext_lazy("Đã giao một phần việc."),
            _ACTIVE,
        ),
        Power.LEADS,
    ),
    TaskAct(
        ActPage(
            "xin-gia-han",
            gettext_lazy("Xin gia hạn"),
            gettext_lazy("Người giao việc quyết định. Hạn cũ còn hiệu lực đến khi được đồng ý."),
            ExtensionForm,
            _ask,
            gettext_lazy("Đã gửi đề nghị gia hạn."),
            _ACTIVE,
        ),
        Power.LEADS,
    ),
    TaskAct(
        ActPage(
            "gop-y",
            gettext_lazy("Gửi ý kiến phối hợp"),
            gettext_lazy("Người chủ trì nhận được ngay. Đính kèm tệp nếu có."),
            WordsForm,
            _contribute,
            gettext_lazy("Đã gửi ý kiến phối hợp."),
            _OPEN,
            variant="primary",
            takes_file=True,
        ),
        Power.HELPS,
    ),
    TaskAct(
        ActPage(
            "quyet-dinh-gia-han",
            gettext_lazy("Trả lời đề nghị gia hạn"),
            gettext_lazy("Đồng ý thì hạn mới có hiệu lực ngay."),
            DecisionForm,
            _decide,
            gettext_lazy("Đã trả lời đề nghị gia hạn."),
            _OPEN,
            variant="primary",
        ),
        Power.GAVE,
        waits=True,
    ),
    TaskAct(
        ActPage(
            "xac-nhan",
            gettext_lazy("Xác nhận hoàn thành"),
            gettext_lazy("Nhiệm vụ kết thúc. Khi mọi nhiệm vụ xong, văn bản cũng kết thúc."),
            NoteForm,
            _confirm,
            gettext_lazy("Đã xác nhận hoàn thành."),
            _OPEN,
        ),
        Power.GAVE,
    ),
    TaskAct(
        ActPage(
            "lam-lai",
            gettext_lazy("Yêu cầu làm thêm"),
            gettext_lazy("Ghi rõ còn thiếu điều gì."),
            WordsForm,
            _send_back,
            gettext_lazy("Đã yêu cầu làm thêm."),
            frozenset({"REPORTED"}),
        ),
        Power.GAVE,
    ),
    TaskAct(
        ActPage(
            "dung",
            gettext_lazy("Dừng nhiệm vụ"),
            gettext_lazy("Dùng khi việc không còn cần nữa. Các phần việc cũng dừng."),
            ReasonForm,
            _cancel,
            gettext_lazy("Đã dừng nhiệm vụ."),
            _OPEN,
            variant="danger",
        ),
        Power.GAVE,
    ),
)


def task_acts_open(actor: Actor, task: Task) -> list[ActPage]:
    """Give the acts open to an officer on a task, in order."""
    powers = powers_over(actor, task)
    waits = task.extensions.filter(state=ExtensionState.ASKED).exists()
    return [
        act.page
        for act in TASK_ACTS
        if act.power in powers and task.state in act.page.states and (waits or not act.waits)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*INCOMING_ROLES)
def task_act(request: HttpRequest, token: str, act: str) -> HttpResponseBase:
    """Show or do one act on a task."""
    actor = actor_of(request)
    task = access_task(actor, token)
    if all(one.page.slug != act for one in TASK_ACTS):
        raise Http404
    page = next((one for one in task_acts_open(actor, task) if one.slug == act), None)
    url = reverse("records:task", args=[token])
    return show_act(request, page, Subject(task, task.title, url))
