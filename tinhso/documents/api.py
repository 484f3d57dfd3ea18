"""The door of documents: uploads, slips and results, signatures, public verification."""

from tinhso.core.actors import Actor
from tinhso.documents.gateways import typesetting
from tinhso.documents.gateways.file_store import StoredBytesBroken
from tinhso.documents.gateways.file_store import load as load_bytes
from tinhso.documents.gateways.ocr import can_read_scans
from tinhso.documents.gateways.refusals import (
    ScannerUnavailable,
    UploadBroken,
    UploadEmpty,
    UploadLocked,
    UploadRefused,
    UploadTooLarge,
    UploadUnsafe,
    UploadWrongType,
)
from tinhso.documents.gateways.serving import serve_bytes
from tinhso.documents.gateways.upload_stream import LimitedUploadHandler
from tinhso.documents.models import (
    Document,
    DocumentKind,
    DocumentState,
    IntegrityFault,
    IntegrityRun,
    ReceivedFile,
    ReceivedRole,
    Scan,
    ScanPage,
    ScanState,
    StoredFile,
    Upload,
)
from tinhso.documents.operations import (
    AgencySigner,
    Certification,
    DocumentNotReady,
    DocumentPlan,
    FileText,
    ScanClosed,
    ScanEmpty,
    SignerNotAllowed,
    TooManyPages,
    add_pages,
    agency_of_certificate,
    audit_next,
    certify_scan,
    close_pages,
    forget_received,
    forget_upload,
    issue_sealed,
    issue_signed,
    keep_received,
    load_received,
    move_page,
    open_audit,
    open_scan,
    prepare_document,
    prepare_next_page,
    read_file_text,
    receive_upload,
    received_name,
    remove_page,
    render_preview,
    reopen_scan,
    replace_document,
    revoke_certificate,
    rotate_page,
    seal,
    serve_document,
    serve_page_picture,
    serve_received,
    serve_small_picture,
    serve_upload,
    share_documents,
    share_received,
    share_uploads,
    share_uploads_with,
    sign_as_person,
    signer_of_agency,
    store_file,
    take_number,
    upload_of_document,
    uploaded_file,
    uploaded_files,
)
from tinhso.documents.permissions import access_document
from tinhso.documents.permissions import access_upload as _access_upload
from tinhso.documents.queries import (
    document_url,
    find_document,
    latest_rendition,
    list_audits,
    list_received,
    verification_path,
)
from tinhso.documents.rules import (
    RegisterBook,
    SecrecyMark,
    find_secrecy_mark,
    register_data,
)

__all__ = [
    "AgencySigner",
    "SecrecyMark",
    "StoredFile",
    "agency_of_certificate",
    "find_secrecy_mark",
    "signer_of_agency",
    "store_file",
    "FileText",
    "audit_next",
    "forget_received",
    "keep_received",
    "load_received",
    "open_audit",
    "read_file_text",
    "received_name",
    "serve_received",
    "share_received",
    "take_number",
    "IntegrityFault",
    "IntegrityRun",
    "ReceivedFile",
    "ReceivedRole",
    "StoredBytesBroken",
    "can_read_scans",
    "list_received",
    "list_audits",
    "reopen_scan",
    "uploaded_files",
    "Certification",
    "certify_scan",
    "ScanClosed",
    "ScanEmpty",
    "TooManyPages",
    "add_pages",
    "close_pages",
    "move_page",
    "open_scan",
    "prepare_next_page",
    "remove_page",
    "rotate_page",
    "Scan",
    "ScanPage",
    "ScanState",
    "serve_page_picture",
    "Document",
    "DocumentKind",
    "DocumentNotReady",
    "DocumentPlan",
    "DocumentState",
    "LimitedUploadHandler",
    "RegisterBook",
    "ScannerUnavailable",
    "SignerNotAllowed",
    "Upload",
    "UploadBroken",
    "UploadEmpty",
    "UploadLocked",
    "UploadRefused",
    "UploadTooLarge",
    "UploadUnsafe",
    "UploadWrongType",
    "access_document",
    "document_url",
    "find_document",
    "forget_upload",
    "get_upload",
    "issue_sealed",
    "issue_signed",
    "latest_rendition",
    "load_bytes",
    "prepare_document",
    "qr_svg",
    "receive_upload",
    "render_preview",
    "render_register",
    "replace_document",
    "revoke_certificate",
    "seal",
    "serve_bytes",
    "serve_document",
    "serve_small_picture",
    "serve_upload",
    "share_documents",
    "share_uploads",
    "share_uploads_with",
    "sign_as_person",
    "upload_of_document",
    "uploaded_file",
    "verification_path",
]


def qr_svg(text: str) -> str:
    """Give a QR code as an SVG picture."""
    return typesetting.qr_svg(text)


def render_register(book: RegisterBook) -> bytes:
    """Give the register of an office (sổ theo dõi hồ sơ) as a PDF; not signed."""
    return typesetting.render_pdf("register_07", register_data(book))


def get_upload(token: str, actor: Actor) -> Upload:
    """Give an upload the actor may see.

    :raises Http404: there is none, or the actor may not see it.
    """
    return _access_upload(actor, token)
