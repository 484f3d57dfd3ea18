"""Co-ordination: asking other agencies for their opinion of a draft, and answering."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.readers import add_readers
from tinhso.orgs.api import Agency
from tinhso.records.models import (
    OfficialDocument,
    OpinionAnswer,
    OpinionRequest,
    OutgoingDocument,
    OutgoingState,
)
from tinhso.records.operations.drafting import locked_outgoing
from tinhso.records.operations.guarding import refuse_secret
from tinhso.records.operations.history import add_event
from tinhso.records.operations.reviewing import NotAtThisStep, NotYourStep
from tinhso.records.operations.telling import tell_author, tell_heads

_ASKING = (OutgoingState.DRAFT, OutgoingState.UNIT_REVIEW)


class AskedAlready(DomainError):
    """The agency was asked and has not answered yet, or is the drafting one itself."""

    code = "asked_already"
    text = gettext_lazy("Cơ quan này đã được hỏi hoặc chính là cơ quan soạn thảo.")


class AnsweredAlready(DomainError):
    """The opinion was given already."""

    code = "answered_already"
    text = gettext_lazy("Cơ quan bạn đã trả lời góp ý này.")


@transaction.atomic
def ask_opinion(
    *,
    outgoing: OutgoingDocument,
    agency: Agency,
    question: str,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> OpinionRequest:
    """Ask an agency; from then on it may read the draft.

    :raises NotAtThisStep: the draft is past its content review.
    :raises NotYourStep: the actor does not work for the drafting agency.
    :raises AskedAlready: it was asked and has not answered.
    :raises SecretDraft: a mark of secrecy stands in the question.
    """
    locked = locked_outgoing(outgoing)
    official = locked.official
    if official.agency_id not in actor.agency_ids:
        raise NotYourStep
    if locked.state not in _ASKING:
        raise NotAtThisStep
    refuse_secret([question])
    waiting = locked.opinions.filter(agency=agency, answered_at__isnull=True)
    if agency.pk == official.agency_id or waiting.exists():
        raise AskedAlready
    add_readers(OfficialDocument, [official.pk], [agency.pk])
    asked = OpinionRequest.objects.create(
        outgoing=locked,
        agency=agency,
        question=question,
        due_on=due_on,
        asked_by=actor.name,
        asked_at=at,
    )
    add_event(official, "OPINION_ASKED", actor=actor, at=at, agency=agency.name)
    tell_heads(locked, agency.pk, at=at)
    return asked


@transaction.atomic
def answer_opinion(
    *, asked: OpinionRequest, answer: OpinionAnswer, text: str, actor: Actor, at: datetime
) -> OpinionRequest:
    """Give the asked agency's opinion.

    :raises NotYourStep: the actor does not work for the asked agency.
    :raises AnsweredAlready: it was given.
    :raises SecretDraft: a mark of secrecy stands in the answer.
    """
    locked = OpinionRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if locked.agency_id not in actor.agency_ids or not actor.has_role("HEAD_OF_UNIT", "LEADER"):
        raise NotYourStep
    if locked.answered_at is not None:
        raise AnsweredAlready
    refuse_secret([text])
    locked.answer, locked.text = answer, text
    locked.answered_by, locked.answered_at = actor.name, at
    locked.save()
    outgoing = OutgoingDocument.objects.select_related("official").get(pk=locked.outgoing_id)
    add_event(outgoing.official, "OPINION_GIVEN", actor=actor, at=at, answer=str(answer.label))
    tell_author(outgoing, at=at)
    return locked
