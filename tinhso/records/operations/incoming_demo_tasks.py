"""How far the tasks of the demonstration come: progress, evidence, more time, reports."""

import random
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.rls import acting_as
from tinhso.documents.api import RegisterBook, receive_upload, render_register
from tinhso.identity.api import find_officer, officers_of
from tinhso.orgs.api import organisation_date_at
from tinhso.records.models import OfficialDocument, Task
from tinhso.records.operations.demo import actor_of
from tinhso.records.operations.tasking import (
    ask_for_time,
    confirm_done,
    decide_extension,
    note_progress,
    report_done,
)

_PDF = "application/pdf"


def work_on(
    official: OfficialDocument, leader: Actor, number: int, at: datetime, chance: random.Random
) -> None:
    """Let who leads a document's task work on it as far as its number says."""
    with acting_as(SYSTEM):
        task = Task.objects.select_related("directive").get(directive__official=official)
    worker = _worker(task, at)
    if worker is None or number % 7 == 3:
        return
    with acting_as(worker):
        _progress(task, worker, number, at, chance)
        if number % 11 == 5 and task.due_at:
            until = load_calendar().add_working_hours(task.due_at, 24)
            reason = "Chờ số liệu của các huyện, thị xã, thành phố."
            ask_for_time(task=task, until=until, reason=reason, actor=worker, at=at)
            return
        if number % 4 == 0:
            return
        report_done(task=task, text="Đã gửi báo cáo, kèm số liệu.", actor=worker, at=at)
    if number % 8 != 2:
        later = at + timedelta(hours=1)
        with acting_as(leader):
            confirm_done(task=task, text="", actor=leader, at=later)


def grant_time(leader: Actor, at: datetime) -> None:
    """Answer the first request for more time that waits for a leader."""
    with acting_as(leader):
        asked = Task.objects.filter(
            giver_id=leader.person_id or 0, extensions__state="ASKED"
        ).first()
        if asked is not None:
            decide_extension(task=asked, grants=True, answer="Đồng ý.", actor=leader, at=at)


def _progress(task: Task, worker: Actor, number: int, at: datetime, chance: random.Random) -> None:
    upload_id = _evidence(worker, at) if number % 8 == 0 else None
    note_progress(
        task=task,
        text="Đã phân công chuyên viên, thu thập số liệu.",
        percent=chance.randrange(20, 90, 10),
        actor=worker,
        at=at,
        upload_id=upload_id,
    )


def _evidence(worker: Actor, at: datetime) -> int:
    book = RegisterBook(
        agency_name="Bản trình diễn",
        parent_name="",
        title="Số liệu minh họa",
        period="",
        summary="Không có giá trị pháp lý.",
        columns=("Nội dung",),
        rows=(("Số liệu do bản trình diễn tạo ra",),),
    )
    file = ContentFile(render_register(book), "so-lieu-minh-hoa.pdf")
    return receive_upload(
        file=file,
        actor=worker,
        purpose="task",
        accept=(_PDF,),
        at=at,
        is_looked_through=True,
    ).pk


def _worker(task: Task, at: datetime) -> Actor | None:
    day = organisation_date_at(at)
    if task.person_id is not None:
        found = find_officer(task.person_id, task.agency_id, day)
        return actor_of(found) if found else None
    heads = officers_of(task.agency_id, "HEAD_OF_UNIT", day)
    return actor_of(heads[0]) if heads else None
