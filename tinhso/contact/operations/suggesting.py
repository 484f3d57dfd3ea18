"""Keeps what was suggested for a contact, and what a person chose instead or accepted."""

from datetime import datetime

from tinhso.contact.models import Contact, ContactKind, SuggestedField, SuggestionRecord
from tinhso.contact.queries.suggestions import suggest
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as

_URGENCY_OF = {"URGENT": "EMERGENCY"}
_NO_WORDS = frozenset({ContactKind.DENUNCIATION})


def keep_suggestions(*, contact_id: int, at: datetime) -> int:
    """Suggest for a contact and keep it; run twice, it is kept once. Gives how many.

    The words of a denunciation are never read.
    """
    with acting_as(SYSTEM):
        contact = Contact.objects.select_related("area").get(pk=contact_id)
        if contact.kind in _NO_WORDS or not contact.text:
            return 0
        area_code = contact.area.code if contact.area else ""
        found = suggest(contact.text, kind=contact.kind, area_code=area_code)
        rows = _Rows(contact, found.version, at)
        if found.categories:
            first = found.categories[0]
            rows.add(SuggestedField.CATEGORY, first.code, first.percent / 100, first.words)
            if first.agency_id:
                agency = str(first.agency_id)
                rows.add(SuggestedField.AGENCY, agency, first.percent / 100, first.words)
        else:
            rows.add(SuggestedField.CATEGORY, "", 0.0, ())
        if found.urgency is not None:
            urgency = found.urgency
            rows.add(SuggestedField.URGENCY, urgency.value, urgency.confidence, urgency.words)
        SuggestionRecord.objects.bulk_create(rows.made, ignore_conflicts=True)
        return len(rows.made)


class _Rows:
    """Rows about to be written for one contact."""

    def __init__(self, contact: Contact, version: str, at: datetime) -> None:
        self._usual = {"contact": contact, "model_version": version, "suggested_at": at}
        self.made: list[SuggestionRecord] = []

    def add(self, field: str, value: str, confidence: float, words: tuple[str, ...]) -> None:
        """Add one."""
        row = SuggestionRecord(
            **self._usual, field=field, value=value, confidence=confidence,
            words=[word[:80] for word in words],
        )  # fmt: skip
        self.made.append(row)


def note_choices(*, contact_id: int, at: datetime) -> None:
    """Write beside each suggestion what people made of the contact when it left the desk.

    While no officer has acted (a rule may forward by itself) nobody has chosen anything.
    """
    with acting_as(SYSTEM):
        contact = Contact.objects.get(pk=contact_id)
        acts = contact.events.filter(actor_reference__startswith="officer:")
        last = acts.order_by("-id").first()
        if last is None:
            return
        chosen = {
            SuggestedField.CATEGORY: contact.category_id or "",
            SuggestedField.AGENCY: str(contact.agency_id),
            SuggestedField.URGENCY: _URGENCY_OF.get(contact.priority, contact.priority),
        }
        for field, value in chosen.items():
            SuggestionRecord.objects.filter(
                contact=contact, field=field, chosen_at__isnull=True
            ).update(
                chosen=value,
                chosen_at=at,
                chosen_by=last.actor_reference,
            )
