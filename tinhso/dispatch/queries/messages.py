"""Messages in and out, as the slices above ask for them."""

from datetime import datetime

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch.models import InboundFile, InboundMessage, OutgoingMessage, Transmission
from tinhso.dispatch.rules import Act, Sent, Status, Taken


def get_inbound(inbound_id: int) -> InboundMessage:
    """Give a message that came, with its agency; as the platform: the caller checks who may see.

    :raises InboundMessage.DoesNotExist: there is none.
    """
    with acting_as(SYSTEM):
        return InboundMessage.objects.select_related("agency", "envelope").get(pk=inbound_id)


def list_files(message: InboundMessage) -> list[InboundFile]:
    """List the files of a message in order, with their stored bytes' rows; none once closed."""
    if message.state in {Taken.RECALLED, Taken.SHUT_AWAY}:
        return []
    with acting_as(SYSTEM):
        return list(message.files.select_related("file").order_by("ordinal"))


def list_unreceived(*, before: datetime, most: int = 200) -> list[InboundMessage]:
    """List documents that arrived before a moment and nobody registered yet, oldest first.

    For a periodic task of whoever registers: an event may be lost, this list is not.
    """
    with acting_as(SYSTEM):
        waiting = InboundMessage.objects.filter(
            state=Taken.ARRIVED,
            act__in=[Act.NEW, Act.REPLACE],
            registered_as="",
            arrived_at__lt=before,
        )
        return list(waiting.select_related("agency", "envelope").order_by("pk")[:most])


def find_outgoing(*, agency_id: int, reference: str) -> OutgoingMessage | None:
    """Give the newest message an agency sent under a reference of the caller's, or ``None``."""
    found = OutgoingMessage.objects.filter(agency_id=agency_id, reference=reference)
    return found.order_by("-pk").first()


def list_decided(*, since: datetime, most: int = 500) -> list[InboundMessage]:
    """List recalls, updates and replacements a clerk decided since a moment, oldest first."""
    with acting_as(SYSTEM):
        decided = InboundMessage.objects.filter(
            statuses__code__in=[Status.AGREED, Status.DECLINED], statuses__recorded_at__gte=since
        ).exclude(act=Act.NEW)
        return list(decided.distinct().order_by("pk")[:most])


def list_revisions(inbound_id: int) -> list[InboundMessage]:
    """List what its sender asked about a document that came, oldest first; the caller checks."""
    with acting_as(SYSTEM):
        return list(InboundMessage.objects.filter(original_id=inbound_id).order_by("pk"))


def list_documents_sent(*, agency_id: int, reference: str) -> list[OutgoingMessage]:
    """List the messages that carried a document under a caller's reference, oldest first.

    One, or two where the document was new to some recipients and replaced another at others.
    """
    found = OutgoingMessage.objects.filter(
        agency_id=agency_id, reference=reference, act__in=[Act.NEW, Act.REPLACE]
    )
    return list(found.order_by("pk"))


def list_holders(outgoing: OutgoingMessage) -> list[str]:
    """List the OrganIds of who still holds a document: not returned, taken back or failed."""
    gone = (Sent.RETURNED, Sent.TAKEN_BACK, Sent.FAILED)
    rows = outgoing.transmissions.exclude(state__in=gone).order_by("pk")
    return list(rows.values_list("organ_id", flat=True))


def list_sent_under(*, agency_id: int, reference: str) -> list[Transmission]:
    """List everything sent under a caller's reference, one row a recipient, oldest first."""
    rows = Transmission.objects.filter(outgoing__agency_id=agency_id, outgoing__reference=reference)
    return list(rows.select_related("outgoing").order_by("pk"))


def list_transmissions(outgoing: OutgoingMessage) -> list[Transmission]:
    """List what became of a message at each recipient, in the order it was addressed."""
    return list(outgoing.transmissions.order_by("pk"))
