"""A directive becomes an official document: a draft nobody retypes, signed the ordinary way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import find_officer
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency, get_agency_by_id, organisation_date_at
from tinhso.records.models import Directive, OutgoingDocument, Task, TaskState
from tinhso.records.operations.drafting import DraftChange, begin_draft, keep_draft
from tinhso.records.operations.history import add_event
from tinhso.records.queries.carrying import lacks_document, live_document
from tinhso.records.rules.carrying import (
    CARRYING_KINDS,
    Carried,
    Work,
    carrying_content,
)
from tinhso.records.rules.chain import DRAFTERS
from tinhso.records.rules.tasks import OPEN_STATES


class NotYourDirective(DomainError):
    """The agency that gave a directive writes its document."""

    code = "not_your_directive"
    text = gettext_lazy("Văn bản của chỉ đạo do cơ quan ra chỉ đạo soạn.")


class AlreadyCarried(DomainError):
    """The directive has its document; what is wrong is changed there."""

    code = "already_carried"
    text = gettext_lazy("Chỉ đạo này đã có văn bản. Hãy mở văn bản đó để sửa hoặc trình ký.")


class NoSuchPaper(DomainError):
    """Directives are carried by letters, urgent messages, notices and instructions."""

    code = "no_such_paper"
    text = gettext_lazy("Chọn công văn, công điện, thông báo hoặc chỉ thị.")


@dataclass(frozen=True, slots=True)
class Paper:
    """The document wanted of a directive: its kind, and what it says besides the work.

    ``abstract`` is the directive's title where it is empty; ``grounds`` are sentences in front of
    the work; ``urgency`` as ``Urgency``.
    """

    kind: str
    abstract: str = ""
    grounds: Sequence[str] = ()
    urgency: int = 0


@transaction.atomic
def draft_paper(
    *, directive: Directive, paper: Paper, actor: Actor, at: datetime
) -> OutgoingDocument:
    """Draft the document of a directive: addressees, work, deadlines, evidence, signer filled in.

    Its leader is to sign; review, number, signature and dispatch go the way of every document.

    :raises NotYourDirective: the actor drafts nothing in the agency that gave it.
    :raises AlreadyCarried: there is one.
    :raises NoSuchPaper: directives are not carried by that kind.
    :raises SecretDraft: a mark of secrecy stands in the directive.
    """
    if directive.agency_id not in actor.agency_ids or not actor.has_role(*DRAFTERS):
        raise NotYourDirective
    if paper.kind not in CARRYING_KINDS:
        raise NoSuchPaper
    locked = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    if live_document(locked) is not None:
        raise AlreadyCarried
    agency = get_agency_by_id(locked.agency_id)
    begun = begin_draft(actor=actor, agency=agency, kind=paper.kind, at=at)
    change = _change(locked, paper, agency, at)
    draft = keep_draft(outgoing=begun, version=begun.version, change=change, actor=actor, at=at)
    locked.carried_by = draft.official
    locked.save(update_fields=["carried_by"])
    add_event(draft.official, "CARRIES_DIRECTIVE", actor=actor, at=at, to=locked.title)
    record(
        kind="DIRECTIVE_DRAFTED", subject=f"directive:{locked.token}",
        payload={"document": draft.official.token, "kind": paper.kind}, actor=actor, at=at,
    )  # fmt: skip
    directive.carried_by = draft.official
    return draft


def _change(directive: Directive, paper: Paper, agency: Agency, at: datetime) -> DraftChange:
    leader = find_officer(directive.leader_id, agency.pk, organisation_date_at(at))
    with acting_as(SYSTEM):
        tasks = list(directive.tasks.filter(parent__isnull=True).order_by("pk"))
        works = [_work(task) for task in tasks]
        helpers = [party.agency_id for task in tasks for party in task.parties.order_by("pk")]
    to = dict.fromkeys([*(task.agency_id for task in tasks), *helpers])
    carried = Carried(
        agency=agency.name, abstract=paper.abstract or directive.title, grounds=paper.grounds,
        works=works, evidence=directive.evidence,
    )  # fmt: skip
    codes = [get_agency_by_id(pk).code for pk in to if pk != agency.pk]
    return DraftChange(
        content=carrying_content(paper.kind, carried, codes), urgency=paper.urgency,
        due_at=directive.due_at, signer_id=directive.leader_id, signer_name=directive.leader_name,
        authority=leader.signing_authority if leader else "",
    )  # fmt: skip


def _work(task: Task) -> Work:
    helpers = [
        party.name if party.person_id else get_agency_by_id(party.agency_id).name
        for party in task.parties.order_by("pk")
    ]
    leader = task.person_name or get_agency_by_id(task.agency_id).name
    due_at = local(task.due_at) if task.due_at else None
    return Work(leader, task.title, tuple(helpers), due_at)


@transaction.atomic
def close_carried(*, official_id: int, at: datetime) -> bool:
    """End a directive whose work is done once its document is out; tells whether it ended."""
    with acting_as(SYSTEM):
        waiting = Directive.objects.select_for_update().filter(
            carried_by_id=official_id, closed_at=None
        )
        directive = waiting.first()
        if directive is None or lacks_document(directive):
            return False
        states = set(directive.tasks.values_list("state", flat=True))
        if states & OPEN_STATES or TaskState.DONE not in states:
            return False
        directive.closed_at = at
        directive.save(update_fields=["closed_at"])
        return True


def close_all_carried(*, at: datetime) -> int:
    """End every directive whose document is out: what a lost event left open."""
    waiting = Directive.objects.filter(closed_at=None, carried_by__outgoing__state="ISSUED")
    ids = list(waiting.values_list("carried_by_id", flat=True)[:200])
    return sum(close_carried(official_id=each, at=at) for each in ids if each)
