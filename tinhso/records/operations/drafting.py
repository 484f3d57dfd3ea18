"""Writing outgoing documents: begin, keep while typing, keep a revision, remarks, templates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.text import texts_within
from tinhso.orgs.api import Agency
from tinhso.records.models import (
    Direction,
    DocumentTemplate,
    OfficialDocument,
    OutgoingDocument,
    OutgoingState,
    Remark,
    Revision,
)
from tinhso.records.operations.guarding import refuse_secret
from tinhso.records.operations.history import add_event
from tinhso.records.queries.checking import layout_agencies
from tinhso.records.rules import empty_content, get_kind, searchable_text
from tinhso.records.rules.chain import DRAFTERS, EDITABLE, State
from tinhso.records.rules.tasks import search_forms


class NotYourDraft(DomainError):
    """The actor may not write in this draft now."""

    code = "not_your_draft"
    text = gettext_lazy("Bạn không sửa được dự thảo này ở bước hiện tại. Hãy tải lại trang.")


class ChangedMeanwhile(DomainError):
    """Somebody else kept a newer text while this one was being written."""

    code = "changed_meanwhile"
    text = gettext_lazy(
        "Người khác vừa lưu dự thảo này. Bản bạn gõ vẫn còn dưới đây; hãy so với bản mới rồi lưu."
    )


@dataclass(frozen=True, slots=True)
class DraftChange:
    """What a person typed: the head of the document and its structured content."""

    content: dict[str, Any]
    urgency: int = 0
    due_at: datetime | None = None
    signer_id: int | None = None
    signer_name: str = ""
    authority: str = ""
    unit_name: str = ""


@transaction.atomic
def begin_draft(
    *, actor: Actor, agency: Agency, kind: str, at: datetime, content: dict[str, Any] | None = None
) -> OutgoingDocument:
    """Begin a document of a kind in an agency, from nothing or from a prepared content.

    :raises NotYourDraft: the actor does not work for the agency.
    """
    get_kind(kind)
    is_of_agency = agency.pk in actor.agency_ids and actor.person_id is not None
    if not is_of_agency or not actor.has_role(*DRAFTERS) or actor.person_id is None:
        raise NotYourDraft
    filled = {**empty_content(kind), **(content or {})}
    official = OfficialDocument.objects.create(
        token=new_token(),
        direction=Direction.OUTGOING,
        kind=kind,
        agency=agency,
        author_name=agency.name,
        author_code=agency.code,
        abstract=filled["abstract"],
        search_text=search_forms(searchable_text(kind, filled)),
        created_at=at,
    )
    outgoing = OutgoingDocument.objects.create(
        official=official,
        author_id=actor.person_id,
        author_name=actor.name,
        content=filled,
        changed_by=actor.name,
        changed_at=at,
        state_since=at,
    )
    add_event(official, "DRAFT_BEGUN", actor=actor, at=at)
    return outgoing


@transaction.atomic
def keep_draft(
    *, outgoing: OutgoingDocument, version: int, change: DraftChange, actor: Actor, at: datetime
) -> OutgoingDocument:
    """Keep what is typed; ``version`` is the one the person began from.

    :raises NotYourDraft: the document is not being drafted, or not by the actor.
    :raises ChangedMeanwhile: a newer version was kept; nothing of it is overwritten.
    :raises SecretDraft: a mark of secrecy stands in it; nothing of it is kept.
    """
    locked = locked_outgoing(outgoing)
    if not may_edit(locked, actor):
        raise NotYourDraft
    if locked.version != version:
        raise ChangedMeanwhile
    refuse_secret(texts_within(change.content))
    official = locked.official
    locked.content = {**empty_content(official.kind), **change.content}
    locked.signer_id, locked.signer_name = change.signer_id, change.signer_name
    locked.authority, locked.unit_name = change.authority, change.unit_name
    locked.version += 1
    locked.changed_by, locked.changed_at = actor.name, at
    locked.save()
    official.abstract = str(change.content.get("abstract", ""))[:500]
    official.urgency, official.due_at = change.urgency, change.due_at
    official.search_text = search_forms(searchable_text(official.kind, locked.content))
    official.save(update_fields=["abstract", "urgency", "due_at", "search_text"])
    return locked


@transaction.atomic
def add_revision(
    *, outgoing: OutgoingDocument, note: str, actor: Actor, at: datetime
) -> Revision | None:
    """Keep the present text as a revision, unless it is that of the last one already."""
    last = outgoing.revisions.order_by("-ordinal").first()
    if last is not None and last.content == outgoing.content:
        return None
    return Revision.objects.create(
        outgoing=outgoing,
        ordinal=last.ordinal + 1 if last else 1,
        content=outgoing.content,
        abstract=outgoing.official.abstract,
        note=note,
        author_name=actor.name,
        created_at=at,
    )


@transaction.atomic
def add_remark(
    *, outgoing: OutgoingDocument, text: str, actor: Actor, at: datetime, is_return: bool = False
) -> Remark:
    """Write a remark on a draft; whoever sees the draft may.

    :raises SecretDraft: a mark of secrecy stands in it.
    """
    refuse_secret([text])
    return Remark.objects.create(
        outgoing=outgoing,
        text=text,
        author_name=actor.name,
        is_return=is_return,
        created_at=at,
    )


@transaction.atomic
def settle_remark(*, remark: Remark, at: datetime) -> Remark:
    """Mark a remark as dealt with; doing it twice changes nothing."""
    if remark.settled_at is None:
        remark.settled_at = at
        remark.save(update_fields=["settled_at"])
    return remark


@transaction.atomic
def save_template(
    *, outgoing: OutgoingDocument, name: str, agency: Agency, at: datetime
) -> DocumentTemplate:
    """Keep a draft's content as a template of the agency; the same name replaces it."""
    template, _ = DocumentTemplate.objects.update_or_create(
        agency=agency,
        name=name,
        defaults={
            "kind": outgoing.official.kind,
            "content": outgoing.content,
            "created_at": at,
        },
    )
    return template


def may_edit(outgoing: OutgoingDocument, actor: Actor) -> bool:
    """Tell whether the actor may write now: the author while drafting, a reviewer in their step."""
    if outgoing.official.agency_id not in actor.agency_ids or State(outgoing.state) not in EDITABLE:
        return False
    if outgoing.state == OutgoingState.DRAFT:
        return outgoing.author_id == actor.person_id or actor.has_role("HEAD_OF_UNIT")
    if outgoing.state == OutgoingState.UNIT_REVIEW:
        return actor.has_role("HEAD_OF_UNIT")
    return outgoing.official.agency_id in layout_agencies(actor)


def locked_outgoing(outgoing: OutgoingDocument) -> OutgoingDocument:
    """Give the row as it is now, locked until the transaction ends."""
    rows = OutgoingDocument.objects.select_for_update(of=("self",)).select_related(
        "official__agency__area", "official__agency__parent", "official__document"
    )
    return rows.get(pk=outgoing.pk)
