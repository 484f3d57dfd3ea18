"""A leader's key at a remote signing service: digest out, confirmation, signature in."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from peers.remote_signing.keys import KeyHolder
from peers.remote_signing.server import GARBAGE, RemoteSigningServer
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.documents.api import Document, load_bytes, seal, sign_as_person
from tinhso.documents.gateways import remote_signing
from tinhso.documents.gateways.signing_refusals import CertificateWrong, SigningServiceAway
from tinhso.documents.models import (
    DocumentState,
    RegisterCounter,
    RequestState,
    SigningRequest,
    SigningSession,
)
from tinhso.documents.operations import (
    SignatureAwaited,
    ask_to_confirm,
    cancel_session,
    drive_session,
    link_remote_key,
    protect_document,
    sessions_to_drive,
    unlink_key,
    verify_document,
)
from tinhso.documents.operations.outside_keys import KeyInUse, KeyNotFoundThere, NotLinkable
from tinhso.documents.tests.factories import AT, Office
from tinhso.ledger.api import find_entries

SOON = AT + timedelta(seconds=30)
LATER = AT + timedelta(minutes=11)


def drive_and_die(session: SigningSession) -> None:
    """Take a step as a process that is killed before its transaction ends."""
    with transaction.atomic():
        drive_session(session_id=session.pk, at=SOON)
        transaction.set_rollback(True)


def begin(office: Office, subject: str = "paper:1") -> SigningRequest:
    draft = office.draft(subject=subject)
    document = sign_as_person(document=draft, actor=office.leader, at=AT)
    return document.signing_request


def session_of(office: Office) -> SigningSession:
    session = ask_to_confirm(actor=office.leader, at=AT)
    assert session is not None
    return session


def confirm(service: RemoteSigningServer, answer: str = "confirmed") -> None:
    for one in service.confirmations.all():
        service.confirmations.answer(one.handle, answer)


def drive(session: SigningSession, times: int = 2) -> None:
    for _ in range(times):
        drive_session(session_id=session.pk, at=SOON)


def test_answers_of_any_shape_are_a_service_that_is_away_or_refuses(
    signing_service: RemoteSigningServer,
) -> None:
    remote_signing.list_credentials("huong")
    signing_service.behave("garbage")
    digests = [b"0" * 32]
    questions: list[Callable[[], object]] = [
        partial(remote_signing.list_credentials, "huong"),
        partial(remote_signing.describe, "key-1"),
        partial(
            remote_signing.authorise, credential="key-1", digests=digests, title="x", session="s"
        ),
        partial(remote_signing.confirmation, "handle"),
        partial(
            remote_signing.sign_digests, credential="key-1", activation="a", digests=digests,
            is_rsa=False,
        ),
    ]  # fmt: skip
    refusals = 0
    for question in questions:
        for _ in GARBAGE:
            try:
                question()
            except DomainError:
                refusals += 1

    assert refusals > len(GARBAGE) * 3


def last_number(office: Office) -> int:
    return RegisterCounter.objects.get(agency=office.agency, register="GKS").last_number


def newest(document: Document) -> bytes:
    return load_bytes(document.renditions.order_by("-ordinal")[0].file.sha256)


def test_document_waits_numbered_until_its_signer_confirms(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request = begin(office)
    session = session_of(office)
    drive(session)

    request.refresh_from_db()
    assert request.state == RequestState.WAITING
    assert request.document.state == DocumentState.AWAITING
    assert request.document.notation == "01/GKS"
    assert signing_service.signed_count == 0


def test_confirmed_document_is_signed_sealed_protected_and_valid(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request, session = begin(office), session_of(office)
    drive(session, 1)
    confirm(signing_service)
    drive(session, 1)

    document = Document.objects.get(pk=request.document_id)
    assert document.state == DocumentState.SIGNED
    sealed = seal(document=document, actor=office.registrar, at=SOON)
    assert protect_document(document=sealed, at=SOON)
    assert verify_document(document=sealed, at=SOON).verdict.is_valid
    assert [one.signer_name for one in document.signatures.all()][0] == remote_leader.name


def test_signed_bytes_are_those_whose_digest_went_out(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request, session = begin(office), session_of(office)
    signing_service.behave("auto")
    drive(session)

    ready, signed = load_bytes(request.ready.sha256), newest(request.document)
    start, end = request.gap
    assert signed[:start] + signed[end:] == ready[:start] + ready[end:]


def test_one_confirmation_signs_a_batch(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    requests = [begin(office, f"paper:{number}") for number in range(1, 4)]
    session = session_of(office)
    drive(session, 1)
    confirm(signing_service)
    drive(session, 1)

    assert len(signing_service.confirmations.all()) == 1
    numbers = {Document.objects.get(pk=one.document_id).number for one in requests}
    assert numbers == {1, 2, 3}
    assert {one.state for one in SigningRequest.objects.all()} == {RequestState.SIGNED}


@pytest.mark.parametrize(
    ("mode", "failure"),
    [
        ("refuse", "confirmation_refused"),
        ("expire", "confirmation_expired"),
        ("wrong-signature", "signature_wrong"),
        ("wrong-certificate", "signature_wrong"),
    ],
)
def test_what_goes_wrong_is_named_and_gives_the_number_back(
    office: Office,
    remote_leader: Actor,
    signing_service: RemoteSigningServer,
    mode: str,
    failure: str,
) -> None:
    request = begin(office)
    signing_service.behave(mode)
    drive(session_of(office), 3)

    request.refresh_from_db()
    document = Document.objects.get(pk=request.document_id)
    assert (request.state, request.failure) == (RequestState.FAILED, failure)
    assert (document.state, document.number) == (DocumentState.REVOKED, None)
    assert last_number(office) == 0
    kinds = [entry.kind for entry in find_entries(f"document:{document.token}")]
    assert kinds == ["DOCUMENT_GIVEN_UP"]


def test_number_stays_void_once_a_later_one_is_taken(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    first = begin(office, "paper:1")
    session = session_of(office)
    begin(office, "paper:2")
    cancel_session(session=session, at=SOON)

    document = Document.objects.get(pk=first.document_id)
    assert (document.state, document.number) == (DocumentState.REVOKED, 1)
    assert last_number(office) == 2
    kinds = [entry.kind for entry in find_entries(f"document:{document.token}")]
    assert kinds == ["DOCUMENT_VOIDED"]


def test_refused_batch_gives_every_number_back(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    for number in range(1, 4):
        begin(office, f"paper:{number}")
    signing_service.behave("refuse")
    drive(session_of(office))

    assert last_number(office) == 0


def test_time_runs_out_without_an_answer(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request, session = begin(office), session_of(office)
    drive(session, 1)
    drive_session(session_id=session.pk, at=LATER)

    request.refresh_from_db()
    assert request.failure == "confirmation_expired"
    assert last_number(office) == 0


def test_late_confirmation_completes_nothing(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request, session = begin(office), session_of(office)
    drive(session, 1)
    cancel_session(session=session, at=SOON)
    confirm(signing_service)
    drive(session, 2)

    request.refresh_from_db()
    assert request.state == RequestState.FAILED
    assert signing_service.signed_count == 0


def test_killed_before_its_commit_a_session_goes_on_with_the_same_question(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request, session = begin(office), session_of(office)
    for _ in range(2):
        drive_and_die(session)
    drive(session, 1)
    confirm(signing_service)
    drive_and_die(session)
    drive(session, 1)

    assert len(signing_service.confirmations.all()) == 1
    document = Document.objects.get(pk=request.document_id)
    assert (document.state, document.signatures.count()) == (DocumentState.SIGNED, 1)


def test_second_drive_signs_nothing_twice(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer
) -> None:
    request, session = begin(office), session_of(office)
    signing_service.behave("auto")
    drive(session, 5)

    document = Document.objects.get(pk=request.document_id)
    assert document.signatures.count() == 1
    assert signing_service.signed_count == 1


@pytest.mark.parametrize("mode", ["error", "drop"])
def test_service_away_loses_nothing(
    office: Office, remote_leader: Actor, signing_service: RemoteSigningServer, mode: str
) -> None:
    request, session = begin(office), session_of(office)
    signing_service.behave(mode)
    with pytest.raises(SigningServiceAway):
        drive_session(session_id=session.pk, at=SOON)
    signing_service.behave("auto")
    drive(session)

    request.refresh_from_db()
    assert request.state == RequestState.SIGNED


def test_subject_waits_for_one_signature_at_a_time(office: Office, remote_leader: Actor) -> None:
    begin(office)
    with pytest.raises(SignatureAwaited):
        begin(office)

    assert last_number(office) == 1


def test_forgotten_request_gets_its_session(office: Office, remote_leader: Actor) -> None:
    request = begin(office)

    assert sessions_to_drive(at=AT + timedelta(seconds=10)) == []
    (session_id,) = sessions_to_drive(at=AT + timedelta(minutes=1))

    request.refresh_from_db()
    assert request.session_id == session_id


def test_certificate_of_another_name_is_not_linked(
    office: Office, signing_service: RemoteSigningServer
) -> None:
    signing_service.keys.enrol(
        KeyHolder("nam", "key-2", "Người Khác", "Chủ tịch", office.agency.name)
    )
    with pytest.raises(CertificateWrong):
        link_remote_key(user="nam", actor=office.leader, at=AT)


def test_disabled_key_is_not_linked(office: Office, signing_service: RemoteSigningServer) -> None:
    signing_service.keys.enrol(
        KeyHolder("huong", "key-1", office.leader.name, "Chủ tịch", office.agency.name)
    )
    signing_service.behave("suspended")
    with pytest.raises(CertificateWrong):
        link_remote_key(user="huong", actor=office.leader, at=AT)


def test_unknown_account_is_not_linked(
    office: Office, signing_service: RemoteSigningServer
) -> None:
    with pytest.raises(KeyNotFoundThere):
        link_remote_key(user="nobody", actor=office.leader, at=AT)


def test_clerk_links_nothing(office: Office, signing_service: RemoteSigningServer) -> None:
    signing_service.keys.enrol(KeyHolder("bao", "key-3", office.clerk.name, "", office.agency.name))
    with pytest.raises(NotLinkable):
        link_remote_key(user="bao", actor=office.clerk, at=AT)


def test_key_in_use_is_not_unlinked(office: Office, remote_leader: Actor) -> None:
    begin(office)
    with pytest.raises(KeyInUse):
        unlink_key(actor=remote_leader, at=SOON)


def test_unlinked_leader_signs_with_the_platform_s_key(
    office: Office, remote_leader: Actor
) -> None:
    unlink_key(actor=remote_leader, at=AT)

    assert office.signed().state == DocumentState.SIGNED


def test_slips_never_wait(office: Office, remote_leader: Actor) -> None:
    from tinhso.documents.api import issue_signed

    slip = issue_signed(actor=remote_leader, at=AT, **office.slip_plan())

    assert slip.state == DocumentState.ISSUED
