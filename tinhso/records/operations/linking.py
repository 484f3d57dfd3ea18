"""Documents that bear on issued ones: replace, amend, correct, recall (Decree 30/2020 art. 18)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.orgs.api import Agency
from tinhso.records.models import (
    Follower,
    LinkKind,
    OfficialDocument,
    OutgoingDocument,
    OutgoingState,
)
from tinhso.records.operations.drafting import begin_draft
from tinhso.records.operations.history import add_event, link_documents
from tinhso.records.rules import get_kind

_BY_SAME_KIND = frozenset({LinkKind.REPLACES, LinkKind.AMENDS})


class NotIssued(DomainError):
    """Only what is out can be replaced, amended, corrected or recalled."""

    code = "not_issued"
    text = gettext_lazy("Văn bản chưa phát hành. Hãy sửa ngay trong dự thảo.")


@transaction.atomic
def begin_follow_up(
    *, former: OutgoingDocument, kind: LinkKind, actor: Actor, agency: Agency, at: datetime
) -> OutgoingDocument:
    """Begin the document that changes an issued one: of the same type, or a letter (art. 18).

    Wrong content is amended or replaced by the same type; wrong form or wording is corrected, and
    a document is recalled, by a letter.

    :raises NotIssued: the former is not out.
    """
    if former.state != OutgoingState.ISSUED:
        raise NotIssued
    official = former.official
    is_same = kind in _BY_SAME_KIND
    name = f"{get_kind(official.kind).name} số {official.notation}"
    content = dict(former.content) if is_same else {"deliver_to": former.content["deliver_to"]}
    content["abstract"] = f"{kind.label} {name}" if not is_same else official.abstract
    follow_up = begin_draft(
        actor=actor, agency=agency, kind=official.kind if is_same else "CV", at=at, content=content
    )
    link_documents(source=follow_up.official, target=official, kind=kind, at=at)
    add_event(follow_up.official, "LINKED", actor=actor, at=at, how=str(kind), to=name)
    return follow_up


@transaction.atomic
def follow(*, official: OfficialDocument, actor: Actor) -> bool:
    """Follow a document, or stop following it; give whether one follows now."""
    if actor.person_id is None:
        return False
    row, is_new = Follower.objects.get_or_create(official=official, person_id=actor.person_id)
    if not is_new:
        row.delete()
    return is_new
