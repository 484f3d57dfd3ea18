"""Credentials with which sources send rows by themselves."""

import hashlib
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.indicators.models import Source
from tinhso.indicators.operations.ingesting import SourceClosed
from tinhso.ledger.api import record


@transaction.atomic
def issue_credential(*, source: Source, actor: Actor, at: datetime) -> str:
    """Give an HTTP source a new credential, told this once; the former one ends.

    :raises SourceClosed: the source sends nothing by itself.
    """
    if source.kind != "HTTP":
        raise SourceClosed
    credential = token_urlsafe(32)
    source.token_hash = hash_of(credential)
    source.save(update_fields=["token_hash"])
    record(
        kind="INDICATOR_CREDENTIAL_ISSUED", subject=f"indicator-source:{source.code}",
        payload={}, actor=actor, at=at,
    )  # fmt: skip
    return credential


def hash_of(credential: str) -> str:
    """Give how a credential is kept."""
    return hashlib.sha256(credential.encode()).hexdigest()
