"""Who may see which file and document: the only way a view gets one."""

from django.db.models import Q, QuerySet
from django.http import Http404

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.identifiers import is_token
from tinhso.core.prepared import Reading
from tinhso.documents.models import (
    Document,
    DocumentState,
    SigningRequest,
    SigningSession,
    Upload,
)

_HANDED_OUT = (DocumentState.ISSUED, DocumentState.REVOKED)
_OWN_UPLOAD = Reading(
    lambda token, person_id: Upload.objects.select_related("file").filter(
        token=token, person_id=person_id
    ),
    token=str,
    person_id=int,
)


def uploads_for(actor: Actor) -> QuerySet[Upload]:
    """Give the uploads an actor may see: one's own, one's agency's, those shared with it."""
    uploads = Upload.objects.select_related("file")
    if actor.kind is ActorKind.SYSTEM:
        return uploads
    if actor.is_citizen and actor.person_id:
        return uploads.filter(person_id=actor.person_id)
    if actor.is_officer:
        return uploads.filter(_of_agencies(actor))
    return uploads.none()


def documents_for(actor: Actor) -> QuerySet[Document]:
    """Give the documents an actor may see: citizens those handed out to them."""
    documents = Document.objects.select_related("agency")
    if actor.kind is ActorKind.SYSTEM:
        return documents
    if actor.is_citizen and actor.person_id:
        return documents.filter(person_id=actor.person_id, state__in=_HANDED_OUT)
    if actor.is_officer:
        return documents.filter(_of_agencies(actor))
    return documents.none()


def access_upload(actor: Actor, token: str) -> Upload:
    """Give an upload by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    upload = _find_upload(actor, token) if is_token(token) else None
    if upload is None:
        raise Http404
    return upload


def access_document(actor: Actor, token: str) -> Document:
    """Give a document by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    document = documents_for(actor).filter(token=token).first() if is_token(token) else None
    if document is None:
        raise Http404
    return document


def _find_upload(actor: Actor, token: str) -> Upload | None:
    if actor.is_citizen and actor.person_id:
        return _OWN_UPLOAD.first(token=token, person_id=actor.person_id)
    return uploads_for(actor).filter(token=token).first()


def _of_agencies(actor: Actor) -> Q:
    agencies = list(actor.agency_ids)
    return Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies)


def access_session(actor: Actor, token: str) -> SigningSession:
    """Give a signing session to its holder, or answer as if it did not exist.

    :raises Http404: there is none, or it is somebody else's.
    """
    own = SigningSession.objects.select_related("key").filter(person_id=actor.person_id or 0)
    session = own.filter(token=token).first() if is_token(token) and actor.is_officer else None
    if session is None:
        raise Http404
    return session


def requests_for(actor: Actor) -> QuerySet[SigningRequest]:
    """Give the signatures asked of the actor."""
    if not actor.is_officer or actor.person_id is None:
        return SigningRequest.objects.none()
    rows = SigningRequest.objects.select_related("document", "certificate", "session")
    return rows.filter(person_id=actor.person_id, agency_id__in=actor.agency_ids)


def access_request(actor: Actor, token: str) -> SigningRequest:
    """Give a signature asked of the actor, or answer as if it did not exist.

    :raises Http404: there is none, or it is asked of somebody else.
    """
    found = requests_for(actor).filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found
