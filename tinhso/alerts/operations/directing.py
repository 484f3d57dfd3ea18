"""A leader turns an alert into a directive: work with deadline and evidence, in a document where
it must be."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy, override

from tinhso.alerts.models import Alert, AlertState, Severity
from tinhso.alerts.operations.handling import AlertMovedOn, locked_alert
from tinhso.alerts.operations.history import note_event
from tinhso.alerts.permissions import NotYourAlert, may_direct, may_draft
from tinhso.alerts.queries import directive_of
from tinhso.alerts.rules import OPEN_STATES
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.indicators.api import number_words, period_words_of
from tinhso.ledger.api import record
from tinhso.records.api import (
    Assignee,
    Assignment,
    OfficialDocument,
    Opinion,
    Paper,
    Urgency,
    draft_paper,
    give_directive,
)


class AlreadyDirected(DomainError):
    """The alert has its directive; more work is given there."""

    code = "already_directed"
    text = gettext_lazy("Cảnh báo này đã có chỉ đạo. Hãy giao thêm việc tại chỉ đạo đó.")


class DirectiveWanted(DomainError):
    """A directive says what, who and until when; the deadline lies ahead."""

    code = "directive_incomplete"
    text = gettext_lazy("Ghi việc cần làm, minh chứng, và chọn hạn sau thời điểm này.")


class DocumentWanted(DomainError):
    """The rule asks for a signed document; the directive names none."""

    code = "document_wanted"
    text = gettext_lazy("Chỉ đạo về cảnh báo này phải ra văn bản. Hãy chọn loại văn bản.")


class NotDirected(DomainError):
    """There is no directive yet that a document could carry."""

    code = "not_directed"
    text = gettext_lazy("Cảnh báo này chưa có chỉ đạo nên chưa soạn văn bản được.")


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a leader wants done: by which agency, until when, shown by which evidence.

    ``paper_kind`` is the kind of document it becomes; empty where none is wanted.
    """

    agency_id: int
    agency_name: str
    text: str
    evidence: str
    due_at: datetime
    paper_kind: str = ""


@transaction.atomic
def direct(*, alert: Alert, ordered: Ordered, actor: Actor, at: datetime) -> Alert:
    """Give the directive an alert asks for: a task of its agency, with deadline and evidence.

    :raises NotYourAlert: the actor is no leader of an agency that sees it.
    :raises AlreadyDirected: there is one.
    :raises DirectiveWanted: words are missing, or the deadline is past.
    :raises DocumentWanted: the rule asks for a document and none is named.
    """
    if not may_direct(actor, alert):
        raise NotYourAlert
    if not ordered.text.strip() or not ordered.evidence.strip() or ordered.due_at <= at:
        raise DirectiveWanted
    locked = locked_alert(alert)
    if locked.directive_id is not None:
        raise AlreadyDirected
    if locked.state not in OPEN_STATES:
        raise AlertMovedOn
    if locked.rule.needs_document and not ordered.paper_kind:
        raise DocumentWanted
    _give(locked, ordered, actor, at)
    return locked


def _give(locked: Alert, ordered: Ordered, actor: Actor, at: datetime) -> None:
    words, lead = ordered.text.strip(), Assignee(ordered.agency_id, ordered.agency_name)
    work = Assignment(lead, words[:500], due_at=ordered.due_at)
    directive = give_directive(
        title=f"{locked.rule.name} – {locked.area.name}",
        opinion=Opinion(words, [work], ordered.due_at, ordered.evidence.strip()),
        actor=actor, at=at,
        paper=_paper(locked, ordered.paper_kind) if ordered.paper_kind else None,
    )  # fmt: skip
    locked.directive = directive
    if locked.state == AlertState.OPENED:
        locked.state, locked.acknowledged_at = AlertState.ACKNOWLEDGED, at
    readers = {*locked.reader_agency_ids, ordered.agency_id, directive.agency_id}
    locked.reader_agency_ids = sorted(readers - {locked.agency_id})
    locked.save()
    note_event(locked, "DIRECTED", at=at, text=f"{ordered.agency_name}: {words}", actor=actor)
    record(
        kind="ALERT_DIRECTED", subject=f"alert:{locked.token}",
        payload={"directive": directive.token, "agency": ordered.agency_id},
        actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def draft_document(*, alert: Alert, kind: str, actor: Actor, at: datetime) -> OfficialDocument:
    """Draft the document of an alert's directive, with the number that rang as its ground.

    :raises NotDirected: there is no directive.
    :raises NotYourAlert: the actor drafts nothing for the agency that gave it.
    :raises AlreadyCarried: it has its document.
    """
    locked = locked_alert(alert)
    directive = directive_of(locked)
    if directive is None:
        raise NotDirected
    if not may_draft(actor, directive):
        raise NotYourAlert
    paper = _paper(locked, kind)
    return draft_paper(directive=directive, paper=paper, actor=actor, at=at).official


def _paper(alert: Alert, kind: str) -> Paper:
    """Give what the document says besides the work; documents are written in Vietnamese."""
    with override("vi"):
        place, period = alert.area.name, period_words_of(alert.period_id).lower()
        indicator, version = alert.rule.indicator, alert.rule.indicator.version
        known = "chưa có số liệu"
        if alert.value is not None and version is not None:
            known = f"là {number_words(alert.value, version)} {version.unit}"
        ground = (
            f"Theo số liệu do {alert.agency.name} theo dõi, {indicator.name[:1].lower()}"
            f"{indicator.name[1:]} tại {place} {period} {known} (cảnh báo: {alert.rule.name})."
        )
    name = alert.rule.name
    return Paper(
        kind, abstract=f"xử lý cảnh báo {name[:1].lower()}{name[1:]} tại {place}",
        grounds=(ground,),
        urgency=Urgency.URGENT if alert.severity == Severity.ALARM else Urgency.NORMAL,
    )  # fmt: skip
