"""The leader's opinion: what is to be done, who leads, who helps, until when (art. 23)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.deadlines import Limit, Unit, compute_due
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.readers import add_readers
from tinhso.core.rls import acting_as
from tinhso.documents.api import share_received
from tinhso.identity.api import officers_of
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import get_agency_by_id, organisation_date
from tinhso.records.models import (
    Arrival,
    Directive,
    OfficialDocument,
    Task,
    TaskNote,
    TaskParty,
)
from tinhso.records.operations.arriving import subject_of
from tinhso.records.operations.carrying import Paper, draft_paper
from tinhso.records.operations.indexing import index_task
from tinhso.records.operations.reading import order_reading, reading_of
from tinhso.records.operations.registering import News, move, tell_followers
from tinhso.records.rules import arrivals


class NobodyLeads(DomainError):
    """A directive with a deadline needs somebody who leads."""

    code = "nobody_leads"
    text = gettext_lazy("Chọn đơn vị hoặc người chủ trì.")


@dataclass(frozen=True, slots=True)
class Assignee:
    """A unit, or one person of it."""

    agency_id: int
    name: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task of a directive: what, who leads, who helps, until when."""

    lead: Assignee
    title: str
    helpers: tuple[Assignee, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a leader writes: the opinion, the work that follows, what must be shown of it."""

    text: str
    assignments: Sequence[Assignment] = field(default_factory=tuple)
    due_at: datetime | None = None
    evidence: str = ""


def due_after(hours: int, at: datetime) -> datetime:
    """Give when so many working hours from a moment have passed (8 hours are a day)."""
    limit = Limit(hours, Unit.WORKING_HOUR)
    return compute_due(received_at=at, limit=limit, calendar=load_calendar()).at


@transaction.atomic
def give_opinion(*, arrival: Arrival, opinion: Opinion, actor: Actor, at: datetime) -> Directive:
    """Write the leader's opinion on an incoming document and give out its work.

    :raises NotNow: the document is not registered, or finished.
    """
    locked = move(arrival, arrivals.DIRECT, actor=actor, at=at, opinion=opinion.text)
    official = locked.official
    directive = _write(opinion, str(official), official, actor, at)
    for assignment in opinion.assignments:
        give_task(directive=directive, assignment=assignment, actor=actor, at=at)
    record(
        kind="DIRECTIVE_GIVEN",
        subject=f"official:{official.token}",
        payload={"tasks": len(opinion.assignments)},
        actor=actor,
        at=at,
    )
    tell_followers(official, at=at, note=opinion.text, actor=actor)
    return directive


@transaction.atomic
def give_directive(
    *, title: str, opinion: Opinion, actor: Actor, at: datetime, paper: Paper | None = None
) -> Directive:
    """Give a directive that no document asked for (a meeting's conclusion, the leader's own).

    With ``paper`` it must become a signed document: its draft is there at once.

    :raises NobodyLeads: nobody is to do it.
    :raises SecretDraft: a mark of secrecy stands in what its document would say.
    """
    if not opinion.assignments:
        raise NobodyLeads
    directive = _write(opinion, title, None, actor, at)
    for assignment in opinion.assignments:
        give_task(directive=directive, assignment=assignment, actor=actor, at=at)
    record(
        kind="DIRECTIVE_GIVEN",
        subject=f"directive:{directive.token}",
        payload={"tasks": len(opinion.assignments)},
        actor=actor,
        at=at,
    )
    if paper is not None:
        directive.needs_document = True
        directive.save(update_fields=["needs_document"])
        draft_paper(directive=directive, paper=paper, actor=actor, at=at)
    return directive


def _write(
    opinion: Opinion, title: str, official: OfficialDocument | None, actor: Actor, at: datetime
) -> Directive:
    readers = {one.agency_id for each in opinion.assignments for one in (each.lead, *each.helpers)}
    return Directive.objects.create(
        token=new_token(),
        agency_id=actor.agency_id or 0,
        reader_agency_ids=sorted(readers),
        official=official,
        title=title,
        opinion=opinion.text,
        evidence=opinion.evidence[:300],
        leader_id=actor.person_id or 0,
        leader_name=actor.name,
        given_at=at,
        due_at=opinion.due_at,
    )


def give_task(
    *,
    directive: Directive,
    assignment: Assignment,
    actor: Actor,
    at: datetime,
    parent: Task | None = None,
) -> Task:
    """Give a task to who leads it, open the document to all who take part, tell them."""
    lead = assignment.lead
    agencies = {lead.agency_id, *(helper.agency_id for helper in assignment.helpers)}
    if parent is not None:
        agencies.add(parent.giver_agency_id)
    task = Task.objects.create(
        token=new_token(),
        directive=directive,
        parent=parent,
        title=assignment.title,
        giver_agency_id=actor.agency_id or 0,
        giver_id=actor.person_id or 0,
        giver_name=actor.name,
        agency_id=lead.agency_id,
        person_id=lead.person_id,
        person_name=lead.name if lead.person_id else "",
        reader_agency_ids=sorted(agencies),
        given_at=at,
        due_at=assignment.due_at,
    )
    TaskParty.objects.bulk_create(
        TaskParty(
            task=task, agency_id=helper.agency_id, person_id=helper.person_id, name=helper.name
        )
        for helper in assignment.helpers
    )
    _open_to(directive, agencies)
    index_task(task)
    note_task(task, Line("GIVEN", assignment.title), actor=actor, at=at)
    tell_assignees(task, News("task_given", "given", actor.name), at)
    return task


def _open_to(directive: Directive, agencies: set[int]) -> None:
    """Let agencies that take part read the directive, its document and the received files."""
    with acting_as(SYSTEM):
        add_readers(Directive, [directive.pk], agencies)
        official = directive.official
        if official is not None:
            add_readers(OfficialDocument, [official.pk], agencies)
            share_received(subject=subject_of(official), agency_ids=agencies)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a task's history: what happened, in which words, how far, with which file."""

    kind: str
    text: str = ""
    percent: int | None = None
    upload_id: int | None = None


def note_task(task: Task, line: Line, *, actor: Actor, at: datetime) -> TaskNote:
    """Write one line of a task's history; a file in it is read for marks of secrecy by a task."""
    agency = get_agency_by_id(actor.agency_id) if actor.agency_id else None
    note = TaskNote.objects.create(
        task=task,
        kind=line.kind,
        text=line.text,
        percent=line.percent,
        upload_id=line.upload_id,
        reading=reading_of(is_whole=line.upload_id is None),
        at=at,
        actor_name=actor.name,
        agency_name=agency.short_name if agency else "",
    )
    order_reading(note)
    return note


def assignee_ids(task: Task) -> set[int]:
    """Give the persons a task is for: who is named, else the leaders and heads of the unit."""
    if task.person_id is not None:
        return {task.person_id}
    return {
        officer.person_id
        for role in ("LEADER", "HEAD_OF_UNIT")
        for officer in officers_of(task.agency_id, role, organisation_date())
    }


def tell_assignees(task: Task, news: News, at: datetime) -> None:
    """Notify those who lead a task."""
    for person_id in sorted(assignee_ids(task)):
        tell_about_task(task, person_id, news, at)


def tell_about_task(task: Task, person_id: int, news: News, at: datetime) -> None:
    """Notify one officer about a task, once per key."""
    notify(
        person_id=person_id,
        template=news.template,
        context={
            "title": task.title,
            "from": news.sender,
            "note": news.note,
            "due_at": task.due_at.isoformat() if task.due_at else "",
        },
        url=reverse("records:task", args=[task.token]),
        at=at,
        idempotency_key=f"task:{task.pk}:{news.template}:{news.key}:{person_id}",
    )
