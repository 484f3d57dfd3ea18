"""Work given by a leader: led, helped, split, put off, reported, confirmed, tracked to its end."""

from datetime import UTC, datetime

import pytest

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.notifications.models import Notification
from tinhso.records.models import (
    ArrivalState,
    Direction,
    Directive,
    DocumentLink,
    OfficialDocument,
    Task,
    TaskState,
)
from tinhso.records.operations import (
    Assignee,
    Assignment,
    BadExtension,
    NobodyLeads,
    Opinion,
    PartsOpen,
    TaskMovedOn,
    answer_with,
    ask_for_time,
    cancel_task,
    close_all_answered,
    close_answered,
    confirm_done,
    contribute,
    decide_extension,
    due_after,
    give_directive,
    note_progress,
    remind_of_tasks,
    report_done,
    send_back,
    split_task,
)
from tinhso.records.permissions import Power, powers_over
from tinhso.records.queries.tasks import (
    TaskNarrowing,
    TaskTab,
    overdue_by_unit,
    task_page,
    tasks_of,
)
from tinhso.records.tests.incoming_factories import AT, Office, assigned, hours

pytestmark = pytest.mark.django_db
DUE = datetime(2021, 6, 8, 10, tzinfo=UTC)


class Work:
    """A task the department leads, and its people."""

    def __init__(self, due_at: datetime | None = DUE) -> None:
        self.office = Office()
        self.arrival = assigned(self.office, due_at)
        self.task = Task.objects.get()
        self.leader = self.office.actor("LEADER")
        self.head = self.office.actor("HEAD_OF_UNIT", at_department=True)
        self.specialist = self.office.actor("SPECIALIST", at_department=True)
        self.helper = self.office.actor("HEAD_OF_UNIT")

    def again(self) -> Task:
        return Task.objects.get(pk=self.task.pk)

    def state_of_document(self) -> str:
        self.arrival.refresh_from_db()
        return self.arrival.state


def told(actor: Actor) -> list[str]:
    rows = Notification.objects.filter(person_id=actor.person_id or 0).order_by("id")
    return list(rows.values_list("template", flat=True))


def test_a_task_goes_from_opinion_to_confirmation_and_ends_document_and_directive() -> None:
    work = Work()

    with acting_as(work.head):
        note_progress(task=work.task, text="Đã rà soát", percent=40, actor=work.head, at=AT)
    begun = work.state_of_document()
    with acting_as(work.head):
        report_done(task=work.task, text="Xong", actor=work.head, at=AT)
    with acting_as(work.leader):
        send_back(task=work.task, text="Thiếu số liệu", actor=work.leader, at=AT)
    with acting_as(work.head):
        report_done(task=work.task, text="Đã bổ sung", actor=work.head, at=hours(1))
    with acting_as(work.leader):
        confirm_done(task=work.task, text="", actor=work.leader, at=AT)

    assert (begun, work.state_of_document()) == (ArrivalState.IN_PROGRESS, ArrivalState.DONE)
    assert work.again().state == TaskState.DONE
    assert Directive.objects.get().closed_at == AT
    assert told(work.leader)[-2:] == ["task_reported", "task_reported"]


def test_progress_of_a_confirmed_task_is_refused() -> None:
    work = Work()
    with acting_as(work.leader):
        confirm_done(task=work.task, text="", actor=work.leader, at=AT)

    with acting_as(work.head), pytest.raises(TaskMovedOn):
        note_progress(task=work.task, text="x", percent=1, actor=work.head, at=AT)


def test_a_helper_adds_what_it_found_and_who_leads_hears() -> None:
    work = Work()

    with acting_as(work.helper):
        contribute(task=work.task, text="Đất công: 3 khu", actor=work.helper, at=AT)

    assert work.again().notes.last().text == "Đất công: 3 khu"  # type: ignore[union-attr] # just written
    assert told(work.head)[-1] == "task_news"


def test_more_time_is_asked_and_granted_and_counts_from_then() -> None:
    work = Work()
    later = datetime(2021, 6, 15, 10, tzinfo=UTC)

    with acting_as(work.head):
        ask_for_time(task=work.task, until=later, reason="Chờ số liệu", actor=work.head, at=AT)
        with pytest.raises(BadExtension):
            ask_for_time(task=work.task, until=later, reason="nữa", actor=work.head, at=AT)
    before = work.again().due_at
    with acting_as(work.leader):
        decide_extension(task=work.task, grants=True, answer="Được", actor=work.leader, at=AT)

    assert (before, work.again().due_at) == (DUE, later)
    assert told(work.leader)[-1] == "extension_asked"
    assert told(work.head)[-1] == "extension_decided"


def test_refused_time_keeps_the_deadline_and_a_second_answer_is_refused() -> None:
    work = Work()
    with acting_as(work.head):
        ask_for_time(
            task=work.task,
            until=datetime(2021, 6, 15, 10, tzinfo=UTC),
            reason="x",
            actor=work.head,
            at=AT,
        )

    with acting_as(work.leader):
        decide_extension(task=work.task, grants=False, answer="Gấp", actor=work.leader, at=AT)
        with pytest.raises(TaskMovedOn):
            decide_extension(task=work.task, grants=True, answer="", actor=work.leader, at=AT)

    assert work.again().due_at == DUE


def test_an_earlier_deadline_is_no_extension() -> None:
    work = Work()

    with acting_as(work.head), pytest.raises(BadExtension):
        ask_for_time(task=work.task, until=AT, reason="x", actor=work.head, at=AT)


def part_of(work: Work, due_at: datetime | None = None) -> Task:
    lead = Assignee(work.office.department.pk, "Chuyên viên", work.specialist.person_id)
    with acting_as(work.head):
        return split_task(
            task=work.task,
            assignment=Assignment(lead, "Lập bảng số liệu", (), due_at),
            actor=work.head,
            at=AT,
        )


def test_a_part_ends_before_the_whole_and_the_whole_waits_for_it() -> None:
    work = Work()
    with pytest.raises(BadExtension):
        part_of(work, datetime(2021, 6, 9, tzinfo=UTC))
    part = part_of(work, DUE)

    with acting_as(work.head), pytest.raises(PartsOpen):
        report_done(task=work.task, text="x", actor=work.head, at=AT)
    with acting_as(work.specialist):
        report_done(task=part, text="Xong", actor=work.specialist, at=AT)
    with acting_as(work.head):
        confirm_done(task=part, text="", actor=work.head, at=AT)
        report_done(task=work.task, text="Xong", actor=work.head, at=AT)

    assert work.again().state == TaskState.REPORTED
    assert work.state_of_document() == ArrivalState.IN_PROGRESS


def test_stopping_a_task_stops_its_parts() -> None:
    work = Work()
    part = part_of(work)

    with acting_as(work.leader):
        cancel_task(task=work.task, text="Không cần nữa", actor=work.leader, at=AT)

    part.refresh_from_db()
    assert {work.again().state, part.state} == {TaskState.CANCELLED}
    assert work.state_of_document() != ArrivalState.DONE


def outgoing(office: Office, number: int | None) -> OfficialDocument:
    return OfficialDocument.objects.create(
        token=new_token(),
        direction=Direction.OUTGOING,
        kind="BC",
        agency=office.department,
        author_name="Sở Xây dựng",
        abstract="Báo cáo rà soát",
        register="BC-SXD",
        year=2021 if number else None,
        number=number,
        notation="12/BC-SXD" if number else "",
        created_at=AT,
    )


def test_an_issued_answer_ends_the_task_at_once() -> None:
    work = Work()
    answer = outgoing(work.office, 12)

    with acting_as(work.head):
        answer_with(task=work.task, outgoing=answer, actor=work.head, at=AT)

    link = DocumentLink.objects.get()
    assert (link.source, link.target) == (answer, work.arrival.official)
    assert work.again().state == TaskState.DONE


def test_a_drafted_answer_ends_the_task_when_it_is_issued_even_if_the_event_was_lost() -> None:
    work = Work()
    answer = outgoing(work.office, None)
    with acting_as(work.head):
        answer_with(task=work.task, outgoing=answer, actor=work.head, at=AT)
    open_still = work.again().state
    nothing = close_all_answered(actor=SYSTEM, at=AT)
    OfficialDocument.objects.filter(pk=answer.pk).update(number=12, year=2021)

    assert close_all_answered(actor=SYSTEM, at=AT) == 1
    assert close_answered(official_id=answer.pk, actor=SYSTEM, at=AT) == 0
    assert (open_still, nothing) == (TaskState.GIVEN, 0)
    assert work.again().state == TaskState.DONE


def test_reminders_come_before_the_deadline_and_after_it_each_once() -> None:
    work = Work(datetime(2021, 6, 3, 10, tzinfo=UTC))

    calm = remind_of_tasks(at=AT)
    near = remind_of_tasks(at=datetime(2021, 6, 2, 3, tzinfo=UTC))
    again = remind_of_tasks(at=datetime(2021, 6, 2, 4, tzinfo=UTC))
    due = remind_of_tasks(at=datetime(2021, 6, 3, 7, tzinfo=UTC))
    late = remind_of_tasks(at=datetime(2021, 6, 3, 11, tzinfo=UTC))

    assert (calm, near, again, due, late) == (0, 1, 0, 1, 1)
    assert told(work.head) == ["task_near", "task_near", "task_late"]
    assert told(work.leader)[-1] == "task_late"


def test_powers_follow_who_gave_leads_and_helps() -> None:
    work = Work()
    stranger = work.office.actor("REGISTRAR", at_department=True)

    assert powers_over(work.leader, work.task) == {Power.GAVE}
    assert powers_over(work.head, work.task) == {Power.LEADS}
    assert powers_over(work.helper, work.task) == {Power.HELPS}
    assert powers_over(stranger, work.task) == frozenset()


def test_boards_count_by_unit_and_lists_drill_down() -> None:
    work = Work(datetime(2021, 6, 2, 10, tzinfo=UTC))
    at = datetime(2021, 6, 4, 3, tzinfo=UTC)

    with acting_as(work.leader):
        line = overdue_by_unit(work.leader, at=at)[0]
        narrowing = TaskNarrowing(nearness="late", agency_id=line.agency_id)
        late = task_page(work.leader, TaskTab.GIVEN, narrowing, at=at)
        mine = task_page(work.leader, TaskTab.MINE, TaskNarrowing(), at=at)
    with acting_as(work.helper):
        helping = task_page(work.helper, TaskTab.HELPING, TaskNarrowing(), at=at)

    assert (line.name, line.open_count, line.late_count) == ("Sở Xây dựng", 1, 1)
    assert [task.pk for task in late.items] == [work.task.pk]
    assert mine.items == ()
    assert len(helping.items) == 1


def test_a_directive_without_document_is_tracked_on_its_board() -> None:
    office = Office()
    leader = office.actor("LEADER")
    work = Assignment(Assignee(office.department.pk, "Sở Xây dựng"), "Báo cáo", (), DUE)

    with acting_as(leader):
        with pytest.raises(NobodyLeads):
            give_directive(title="x", opinion=Opinion("x"), actor=leader, at=AT)
        given = give_directive(
            title="Giải ngân", opinion=Opinion("Đôn đốc", (work,)), actor=leader, at=AT
        )
        board = tasks_of(given)
        confirm_done(task=board[0], text="", actor=leader, at=hours(1))

    assert len(board) == 1
    assert Directive.objects.get().closed_at == hours(1)


def test_working_hours_leave_out_nights_and_days_off() -> None:
    friday = datetime(2021, 6, 4, 8, tzinfo=UTC)

    assert due_after(8, friday).date().isoformat() == "2021-06-07"
