"""Sending an issued document to its recipients through dispatch, in the caller's transaction."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from tinhso.core.actors import Actor
from tinhso.dispatch.api import (
    DocumentId,
    DocumentToSend,
    FileToSend,
    NothingToRevise,
    OutgoingMessage,
    Priority,
    Signer,
    find_partner,
    list_documents_sent,
    list_holders,
    parse_document_id,
    recall_document,
    send_document,
    type_of,
)
from tinhso.dispatch.api import Recipient as Addressee
from tinhso.documents.api import latest_rendition
from tinhso.orgs.api import find_agency, organisation_date_at
from tinhso.records.models import LinkKind, OfficialDocument, OutgoingDocument, Recipient
from tinhso.records.operations.attaching import newest_file
from tinhso.records.operations.history import add_event
from tinhso.records.rules.kinds import get_kind


def deliver(outgoing: OutgoingDocument, *, actor: Actor, at: datetime) -> list[Recipient]:
    """Send a sealed document to each agency of ``deliver_to``, once however often it is called.

    Agencies of ours have it when the transaction commits, organisations outside through the axis;
    a code nobody bears is written down as a recipient that was not reached. Whoever holds what
    this one replaces is asked to take it in its place; what it recalls is asked back.
    """
    recipients = _write_down(outgoing, at)
    reached = [one for one in recipients if one.agency_id or find_partner(one.code)]
    if reached:
        _send(outgoing, reached, actor, at)
        Recipient.objects.filter(pk__in=[one.pk for one in reached]).update(sent_at=at)
        names = ", ".join(one.name for one in reached)
        add_event(outgoing.official, "SENT", actor=actor, at=at, to=names[:1000])
    _recall_what_it_recalls(outgoing, actor, at)
    return recipients


def reference_of(official: OfficialDocument) -> str:
    """Give how dispatch's messages call a document of ours."""
    return f"records:{official.pk}"


def messages_of(official: OfficialDocument) -> list[OutgoingMessage]:
    """Give the messages that carried a document: one, or two where it replaced another to some."""
    return list_documents_sent(agency_id=official.agency_id, reference=reference_of(official))


def parcel(official: OfficialDocument, authority: str) -> DocumentToSend:
    """Give an issued document with its files as dispatch takes it, without recipients.

    :raises ValueError: it is not sealed.
    """
    document, issued_on = official.document, official.issued_on
    rendition = latest_rendition(document) if document else None
    if rendition is None or issued_on is None:
        raise ValueError("only a sealed document is sent")
    number, _, notation = official.notation.partition("/")
    name = f"{official.notation.replace('/', '-')}.pdf"
    along = official.attachments.select_related("file", "sealed").order_by("pk")
    return DocumentToSend(
        agency_id=official.agency_id,
        number=number,
        notation=notation,
        issued_on=issued_on,
        type_code=type_of(get_kind(official.kind).name),
        subject=official.abstract,
        files=(
            FileToSend(name, "application/pdf", rendition.file),
            *(FileToSend(one.name, one.media_type, newest_file(one)) for one in along),
        ),
        signer=Signer(official.signer_name, official.signer_title, authority),
        priority=Priority(official.urgency),
        due_on=official.due_at.date() if official.due_at else None,
    )


def _write_down(outgoing: OutgoingDocument, at: datetime) -> list[Recipient]:
    day = organisation_date_at(at)
    recipients = []
    for code in outgoing.content.get("deliver_to", []):
        agency, partner = find_agency(code, day), find_partner(code)
        known = agency or partner
        recipient, _ = Recipient.objects.get_or_create(
            official=outgoing.official,
            code=code,
            defaults={"agency": agency, "name": known.name if known else code},
        )
        recipients.append(recipient)
    return recipients


def _send(
    outgoing: OutgoingDocument, reached: Sequence[Recipient], actor: Actor, at: datetime
) -> None:
    """Send to those who hold what it replaces as a replacement, to all others as new."""
    official = outgoing.official
    whole = parcel(official, outgoing.authority)
    former = _former(official, LinkKind.REPLACES)
    holders = {code for message in former for code in list_holders(message)}
    holding = [one for one in reached if one.code in holders]
    others = [one for one in reached if one.code not in holders]
    replaced = (parse_document_id(former[0].document_id),) if former else ()
    for some, replaces, key in ((others, (), "issue"), (holding, replaced, "replace")):
        if some:
            send_document(
                document=_to(whole, some, replaces),
                reference=reference_of(official),
                idempotency_key=f"records:{key}:{outgoing.pk}",
                actor=actor,
                at=at,
            )


def _to(
    whole: DocumentToSend, some: Collection[Recipient], replaces: tuple[DocumentId, ...]
) -> DocumentToSend:
    addressees = tuple(
        Addressee(agency_id=one.agency_id) if one.agency_id else Addressee(organ_id=one.code)
        for one in some
    )
    return replace(whole, recipients=addressees, replaces=replaces)


def _recall_what_it_recalls(outgoing: OutgoingDocument, actor: Actor, at: datetime) -> None:
    official = outgoing.official
    reason = f"{official.notation}: {official.abstract}"[:500]
    for former in _former(official, LinkKind.RECALLS):
        with suppress(NothingToRevise):  # nobody holds it any more
            recall_document(outgoing=former, reason=reason, actor=actor, at=at)


def _former(official: OfficialDocument, kind: LinkKind) -> list[OutgoingMessage]:
    link = official.links.filter(kind=kind).select_related("target").order_by("pk").first()
    return messages_of(link.target) if link else []
