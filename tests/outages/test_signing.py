"""Remote signing and trust services through a day of outages: each paper signed once, for good."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db.models import Count

from peers.remote_signing.server import RemoteSigningServer
from peers.trust.server import TrustServer
from tests.outages.day import DAY, tried
from tinhso.core.actors import Actor
from tinhso.documents.api import seal, sign_as_person
from tinhso.documents.models import Document, DocumentState, RequestState, SigningRequest
from tinhso.documents.operations import (
    ask_to_confirm,
    drive_session,
    protect_document,
    sessions_to_drive,
    verify_document,
)
from tinhso.documents.tests.factories import AT, Office

pytestmark = pytest.mark.django_db
SERVICE = {"ok": "auto", "busy": "error", "drop": "drop", "drop-after-storing": "wrong-signature"}
TRUST = {"ok": "ok", "busy": "error", "drop": "drop", "drop-after-storing": "ok"}
#: The services' certificates are of this day: its stretches are short here.
STEP = timedelta(seconds=20)


def test_every_paper_is_signed_sealed_and_stamped_once(
    office: Office,
    remote_leader: Actor,
    signing_service: RemoteSigningServer,
    trust: TrustServer,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    for number, mode in enumerate((*DAY, "ok")):
        signing_service.behave(SERVICE[mode])
        for service in ("ocsp", "tsa"):
            trust.fail(service, TRUST[mode])
        at = AT + number * STEP
        for paper in range(number + 1 if number < len(DAY) else len(DAY)):
            sign_when_not_signed(office, f"paper:{paper}", at)
        drive(at)
        for document in Document.objects.filter(state=DocumentState.SIGNED):
            tried(partial(seal, document=document, actor=office.registrar, at=at))
        for document in Document.objects.filter(state=DocumentState.ISSUED):
            tried(partial(protect_document, document=document, at=at))

    issued = Document.objects.filter(state=DocumentState.ISSUED)
    per_paper = issued.values_list("subject").annotate(n=Count("pk")).order_by("subject")
    assert list(per_paper) == [(f"paper:{number}", 1) for number in range(len(DAY))]
    assert len(set(issued.values_list("number", flat=True))) == len(DAY)
    states = SigningRequest.objects.values_list("state").annotate(n=Count("pk"))
    assert dict(states)[RequestState.SIGNED] == len(DAY)
    assert dict(states).get(RequestState.WAITING, 0) == 0
    for document in issued:
        assert verify_document(document=document, at=AT + 9 * STEP).verdict.is_valid


def sign_when_not_signed(office: Office, subject: str, at: datetime) -> None:
    """Let the leader sign a paper, unless it is signed or waits for its signature."""
    done = (DocumentState.AWAITING, DocumentState.SIGNED, DocumentState.ISSUED)
    if Document.objects.filter(subject=subject, state__in=done).exists():
        return
    draft = office.draft(subject=subject)
    tried(lambda: sign_as_person(document=draft, actor=office.leader, at=at))


def drive(at: datetime) -> None:
    """Do what the task does: ask for a confirmation of what waits, take each session on."""
    for _ in range(2):
        ask_to_confirm(actor=Actor.from_json(found), at=at) if (found := waiting_actor()) else None
        for session_id in sessions_to_drive(at=at):
            tried(partial(drive_session, session_id=session_id, at=at))


def waiting_actor() -> dict[str, object] | None:
    """Give who has something that waits without a session."""
    waiting = SigningRequest.objects.filter(state=RequestState.WAITING, session__isnull=True)
    return waiting.values_list("actor", flat=True).first()
