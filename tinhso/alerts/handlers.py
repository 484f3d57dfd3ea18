"""What the alerts slice does when a directive's document goes out; where a directive came from."""

from django.urls import reverse

from tinhso.alerts.operations import note_issued
from tinhso.alerts.permissions import alerts_for
from tinhso.core.actors import Actor
from tinhso.core.tasks import as_system
from tinhso.records.api import Directive, Origin
from tinhso.records.events import OfficialDocumentIssued


def note_document_issued(event: OfficialDocumentIssued) -> None:
    """Write it into the alert's timeline; the periodic task finds what a crash left."""
    as_system(note_issued)(official_id=event.official_id, at=event.at)


def alert_behind(directive: Directive, actor: Actor) -> Origin | None:
    """Give the alert a directive answers, to who may see it."""
    found = alerts_for(actor).filter(directive_id=directive.pk).first()
    if found is None:
        return None
    label = f"{found.rule.shown_name}: {found.area.name}"
    return Origin(label, reverse("alerts:alert", args=[found.token]))
