"""Work of documents nobody waits for: lasting protection, news of revoked certificates."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.clock import now
from tinhso.core.tasks import system_task
from tinhso.documents import operations
from tinhso.documents.gateways import trust_services
from tinhso.documents.gateways.signing_refusals import SigningServiceAway
from tinhso.documents.models import Certificate, Document
from tinhso.documents.operations import levels
from tinhso.documents.operations.sessions import BEFORE_EVERYTHING_ELSE

_ASK_AGAIN_SECONDS = 2
_log = structlog.get_logger(__name__)


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="find_unprotected_documents")
def find_unprotected_documents(timestamp: int) -> None:
    """Have every document protected whose time has come: new ones, and those that age.

    Tasks that failed while the services were away start again here.
    """
    if not trust_services.is_connected():
        return
    for pk in operations.list_due_for_protection(at=now()).values_list("pk", flat=True):
        protect_document.configure(priority=levels.AFTER_EVERYTHING_ELSE).defer(document_id=pk)


@system_task(queue="documents")
def protect_document(*, document_id: int) -> None:
    """Protect one document; a service that is away is asked again by the next round."""
    document = Document.objects.get(pk=document_id)
    try:
        operations.protect_document(document=document, at=now())
    except trust_services.TrustServiceAway:
        _log.warning("document waits for its protection", document=document_id)


@app.periodic(cron="40 1 * * *")
@system_task(queueing_lock="begin_audit")
def begin_audit(timestamp: int) -> None:
    """Begin, every night, to read every stored byte; what is under way goes on."""
    operations.order_audit(at=now())


@system_task(queue="documents")
def audit_step(*, run_id: int) -> None:
    """Read the next files of an audit, then order the next step."""
    if operations.audit_next(run_id=run_id, at=now()):
        operations.order_audit(at=now())


@system_task(retry=50)
def report_revocation(*, certificate_id: int) -> None:
    """Tell the trust services that a certificate is revoked; told twice, nothing changes."""
    certificate = Certificate.objects.get(pk=certificate_id)
    if certificate.revoked_at is not None:
        trust_services.report_revocation(certificate.serial, certificate.revoked_at)
        trust_services.forget_answers()


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="drive_open_signing")
def drive_open_signing(timestamp: int) -> None:
    """Go on with every open signing session: a crash, or a service away, left it where it was."""
    for session_id in operations.sessions_to_drive(at=now()):
        drive_signing.configure(priority=BEFORE_EVERYTHING_ELSE).defer(session_id=session_id)


@system_task(queue="documents")
def drive_signing(*, session_id: int) -> None:
    """Take a signing session one step on; come back soon while its holder is thinking."""
    try:
        goes_on = operations.drive_session(session_id=session_id, at=now())
    except (SigningServiceAway, trust_services.TrustServiceAway):
        _log.warning("signing waits for a service", session=session_id)
        return
    if goes_on:
        drive_signing.configure(
            schedule_in={"seconds": _ASK_AGAIN_SECONDS}, priority=BEFORE_EVERYTHING_ELSE
        ).defer(session_id=session_id)


@system_task(retry=50)
def remove_forgotten_bytes(*, sha256: str) -> None:
    """Delete bytes nothing refers to any more; run twice, they are gone once."""
    operations.remove_forgotten_bytes(sha256=sha256, at=now())


@system_task(queue="documents")
def read_file(*, file_id: int, part: int = 0, is_whole: bool = True) -> None:
    """Read some pictures of an uploaded file; one with a mark of secrecy is taken away."""
    operations.read_file(file_id=file_id, part=part, is_whole=is_whole, at=now())
