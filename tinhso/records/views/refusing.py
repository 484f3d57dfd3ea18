"""What a refusal leaves behind: a stub for the security officer when secrecy was typed."""

from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.records.models import OutgoingDocument
from tinhso.records.operations import SecretDraft, report_secret_draft


def words_of_refusal(refusal: DomainError, found: OutgoingDocument, actor: Actor) -> str:
    """Give what to tell the person; a mark of secrecy is reported first."""
    if isinstance(refusal, SecretDraft):
        report_secret_draft(official=found.official, level=refusal.level, actor=actor, at=now())
    return refusal.message
