"""Reads of the document that carries a directive out: where it stands, who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_inside
from tinhso.records.models import (
    Directive,
    OfficialDocument,
    OutgoingDocument,
    OutgoingState,
)
from tinhso.records.permissions import official_documents_for, outgoing_for
from tinhso.records.queries.wording import kind_name

#: A document that came to nothing carries nothing: another may be drafted.
_LOST = (OutgoingState.VOID, OutgoingState.WITHDRAWN)
_TONES = {OutgoingState.ISSUED: "success", OutgoingState.DRAFT: "neutral"}


@dataclass(frozen=True, slots=True)
class CarryingDocument:
    """How the document of a directive stands, as everybody who sees the directive may know it.

    ``token`` is empty for who may not open it; ``notation`` before it is signed.
    """

    kind: str
    state: str
    tone: str
    notation: str
    issued_on: date | None
    is_issued: bool
    token: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a directive came from, as a slice above names it."""

    label: str
    url: str


_origins: list[Callable[[Directive, Actor], Origin | None]] = []


def register_origin(find: Callable[[Directive, Actor], Origin | None]) -> None:
    """Let a slice above say where a directive came from."""
    _origins.append(find)


def origin_of(directive: Directive, actor: Actor) -> Origin | None:
    """Give where a directive came from, if a slice above knows and the reader may go there."""
    return next(filter(None, (find(directive, actor) for find in _origins)), None)


def carrying_document(directive: Directive, actor: Actor) -> CarryingDocument | None:
    """Give how the document of a directive stands; ``None`` where nothing is drafted."""
    found = live_document(directive)
    if found is None:
        return None
    return CarryingDocument(
        kind=kind_name(found.official.kind),
        state=str(OutgoingState(found.state).label),
        tone=_TONES.get(OutgoingState(found.state), "warning"),
        notation=found.official.notation,
        issued_on=found.official.issued_on,
        is_issued=found.state == OutgoingState.ISSUED,
        token=found.official.token if outgoing_for(actor).filter(pk=found.pk).exists() else "",
    )


def live_document(directive: Directive) -> OutgoingDocument | None:
    """Give the outgoing document of a directive, read as the platform; none if it was given up."""
    if directive.carried_by_id is None:
        return None
    with acting_inside(SYSTEM):
        rows = OutgoingDocument.objects.select_related("official").exclude(state__in=_LOST)
        return rows.filter(pk=directive.carried_by_id).first()


def lacks_document(directive: Directive) -> bool:
    """Tell whether a directive must be a document and none is issued."""
    if not directive.needs_document:
        return False
    found = live_document(directive)
    return found is None or found.state != OutgoingState.ISSUED


def directive_carried(official: OfficialDocument, actor: Actor) -> Directive | None:
    """Give the directive a document carries out, for who may see the document."""
    if not official_documents_for(actor).filter(pk=official.pk).exists():
        return None
    agencies = set(actor.agency_ids)
    found = Directive.objects.filter(carried_by_id=official.pk).first()
    is_ours = found is not None and bool({found.agency_id, *found.reader_agency_ids} & agencies)
    return found if is_ours else None
