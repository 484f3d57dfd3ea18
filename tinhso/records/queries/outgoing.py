"""Reads of outgoing documents: lists, the printed page."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.documents.api import render_preview, render_preview_pages
from tinhso.identity.api import Officer, find_officer, officers_of
from tinhso.orgs.api import Agency, organisation_date_at
from tinhso.records.models import (
    DocumentTemplate,
    OpinionRequest,
    OutgoingDocument,
    OutgoingState,
)
from tinhso.records.queries.checking import layout_agencies
from tinhso.records.rules import (
    Letterhead,
    agency_symbol,
    get_kind,
    notation_suffix,
    page_content,
)
from tinhso.records.rules.authority import authority_lines, signer_role
from tinhso.records.rules.chain import WAITS_FOR, State

_JUDGED_APART = (State.SIGNING, State.FORMAT_REVIEW)
_SIGNING_ROLES = ("LEADER", "HEAD_OF_UNIT")


def printed_page(outgoing: OutgoingDocument, at: datetime) -> dict[str, Any]:
    """Give what the page of a document prints today (keys of the template ``official``)."""
    official, agency = outgoing.official, outgoing.official.agency
    signer = (
        find_officer(outgoing.signer_id, agency.pk, organisation_date_at(at))
        if outgoing.signer_id
        else None
    )
    title = signer.position_title if signer else ""
    lines, printed_title = authority_lines(outgoing.authority, agency.name, title)
    head = Letterhead(
        agency_name=agency.name,
        parent_name=_parent_name(agency),
        place=_place(agency),
        signer_name=outgoing.signer_name,
        signer_title=printed_title,
        authority_lines=lines,
        signer_role=signer_role(outgoing.authority),
    )
    kind = get_kind(official.kind)
    suffix = notation_suffix(
        kind, agency_symbol(agency.short_name), outgoing.content.get("unit_symbol", "")
    )
    page = page_content(
        official.kind, outgoing.content, head, urgency=official.urgency, notation_suffix=suffix
    )
    return {**page, "today": local(at).date().isoformat()}


def preview_pdf(outgoing: OutgoingDocument, at: datetime) -> bytes:
    """Render a document as it is now, marked as a draft."""
    return render_preview(template="official", content=printed_page(outgoing, at))


def preview_pages(outgoing: OutgoingDocument, at: datetime, dots_per_inch: int = 80) -> list[bytes]:
    """Draw the pages of a document as it is now, as PNG."""
    page = printed_page(outgoing, at)
    return render_preview_pages(template="official", content=page, dots_per_inch=dots_per_inch)


def list_signers(agency: Agency, at: datetime) -> list[Officer]:
    """Give who may sign for an agency: leaders first."""
    day = organisation_date_at(at)
    return [officer for role in _SIGNING_ROLES for officer in officers_of(agency.pk, role, day)]


def list_templates(agency_id: int) -> QuerySet[DocumentTemplate]:
    """Give the templates an agency may begin from: its own and everybody's."""
    return DocumentTemplate.objects.filter(
        Q(agency_id=agency_id) | Q(agency__isnull=True)
    ).order_by("name")


def waiting_for(documents: QuerySet[OutgoingDocument], actor: Actor) -> QuerySet[OutgoingDocument]:
    """Keep what waits for the actor: own drafts, steps of their roles, documents they sign, and
    drafts of others on which their agency's opinion is asked.
    """
    mine = Q(state=OutgoingState.DRAFT, author_id=actor.person_id)
    signing = Q(state=OutgoingState.SIGNING, signer_id=actor.person_id)
    of_roles = Q(pk__in=())
    for state, roles in WAITS_FOR.items():
        if state not in _JUDGED_APART and actor.has_role(*roles):
            of_roles |= Q(state=state)
    checked = layout_agencies(actor)
    if checked:
        of_roles |= Q(state=OutgoingState.FORMAT_REVIEW, official__agency_id__in=checked)
    ours = Q(official__agency_id__in=list(actor.agency_ids))
    return documents.filter(ours & (mine | signing | of_roles) | _asked(actor))


def _asked(actor: Actor) -> Q:
    if not actor.has_role("HEAD_OF_UNIT", "LEADER"):
        return Q(pk__in=())
    asked = OpinionRequest.objects.filter(
        agency_id__in=list(actor.agency_ids), answered_at__isnull=True
    )
    return Q(pk__in=asked.values("outgoing"))


def _parent_name(agency: Agency) -> str:
    is_committee = agency.name.lower().startswith("ủy ban nhân dân")
    return agency.parent.name if agency.parent and not is_committee else ""


def _place(agency: Agency) -> str:
    name = agency.area.name
    for kind in ("Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Xã ", "Thị trấn "):
        name = name.removeprefix(kind)
    return name
