"""How strong signatures are when made, by what a document is for, and what follows afterwards.

Slips are signed while somebody waits (PAdES B-B); what a leader signs is stamped at once (B-T).
A task right after the issue lets both last (B-LTA).
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from procrastinate.contrib.django import app

from tinhso.documents.gateways import trust_services
from tinhso.documents.models import Document

if TYPE_CHECKING:
    from tinhso.documents.gateways.time_stamps import Stamp

_TASK = "tinhso.documents.tasks.protect_document"
# Slips and messages that somebody waits for are worked off first.
AFTER_EVERYTHING_ELSE = -10


def stamp_for(kind: str) -> "Stamp | None":
    """Give the time-stamp authority where signatures of this kind of document need one at once."""
    if not trust_services.is_connected() or kind not in settings.STAMPED_AT_ONCE:
        return None
    return trust_services.timestamp_reply


def order_protection(document: Document, at: datetime) -> None:
    """Have a document being issued protected by a task of the same transaction."""
    if trust_services.is_connected():
        document.protect_at = at
        app.configure_task(_TASK, queue="documents", priority=AFTER_EVERYTHING_ELSE).defer(
            document_id=document.pk
        )
