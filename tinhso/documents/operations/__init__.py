"""Writes of documents: taking files, preparing, signing, sealing, certificates, verifying."""

from tinhso.documents.operations.agency_keys import (
    AgencySigner,
    agency_of_certificate,
    signer_of_agency,
)
from tinhso.documents.operations.annexes import AnnexNotSealable, check_sealable, seal_annex
from tinhso.documents.operations.auditing import audit_next, open_audit, order_audit
from tinhso.documents.operations.awaiting import (
    CANCELLED,
    RequestOver,
    SignatureAwaited,
    complete_signature,
    give_up,
    to_be_signed,
    when_awaited,
)
from tinhso.documents.operations.certificates import (
    certificate_of_agency,
    certificate_of_person,
    current_revocation_lists,
    revoke_certificate,
)
from tinhso.documents.operations.certifying import (
    Certification,
    certify_scan,
)
from tinhso.documents.operations.copies import upload_of_document
from tinhso.documents.operations.drafting import (
    DocumentPlan,
    prepare_document,
    render_preview,
    render_preview_pages,
)
from tinhso.documents.operations.forgetting import (
    forget_file,
    forget_upload,
    remove_forgotten_bytes,
)
from tinhso.documents.operations.numbering import take_number
from tinhso.documents.operations.outside_keys import (
    LINKING_ROLES,
    find_outside_key,
    link_plugin_key,
    link_remote_key,
    unlink_key,
)
from tinhso.documents.operations.page_copies import NotCopiable, begin_copy, draw_copy_page
from tinhso.documents.operations.protecting import (
    list_due_for_protection,
    order_due_protection,
    protect_document,
)
from tinhso.documents.operations.reading import FileText, read_all, read_file_text, read_part
from tinhso.documents.operations.receiving import (
    forget_received,
    keep_received,
    load_received,
    received_name,
    serve_received,
    share_received,
)
from tinhso.documents.operations.replacing import replace_document
from tinhso.documents.operations.scanning import (
    PageAlreadyThere,
    ScanClosed,
    ScanEmpty,
    TooManyPages,
    add_pages,
    close_pages,
    move_page,
    open_scan,
    prepare_next_page,
    remove_page,
    reopen_scan,
    rotate_page,
)
from tinhso.documents.operations.secret_words import (
    WordsSecret,
    has_secret_words,
    refuse_secret_words,
    seal_secret_words,
)
from tinhso.documents.operations.secrets import (
    SecretFile,
    Seen,
    read_file,
    seal_seen,
    take_away,
    tell_taken_away,
    when_secret_found,
    when_taken_away,
)
from tinhso.documents.operations.serving import (
    play_video,
    serve_document,
    serve_page_picture,
    serve_small_picture,
    serve_upload,
)
from tinhso.documents.operations.sessions import (
    ask_to_confirm,
    cancel_session,
    drive_session,
    sessions_to_drive,
)
from tinhso.documents.operations.signing import (
    SignerNotAllowed,
    issue_sealed,
    issue_signed,
    seal,
    sign_as_person,
)
from tinhso.documents.operations.steps import DocumentNotReady
from tinhso.documents.operations.storing import share_documents, store_file, store_large_file
from tinhso.documents.operations.uploads import (
    cover_picture,
    picture_size,
    read_upload,
    receive_upload,
    share_uploads,
    share_uploads_with,
    uploaded_file,
    uploaded_files,
)
from tinhso.documents.operations.verification import (
    Verification,
    show_pages,
    verify_content,
    verify_document,
    verify_hash,
)
from tinhso.documents.operations.voiding import void_document

__all__ = [
    "WordsSecret",
    "has_secret_words",
    "refuse_secret_words",
    "seal_secret_words",
    "AnnexNotSealable",
    "SecretFile",
    "Seen",
    "seal_seen",
    "read_file",
    "take_away",
    "tell_taken_away",
    "when_secret_found",
    "when_taken_away",
    "store_large_file",
    "CANCELLED",
    "check_sealable",
    "seal_annex",
    "LINKING_ROLES",
    "RequestOver",
    "SignatureAwaited",
    "ask_to_confirm",
    "cancel_session",
    "complete_signature",
    "drive_session",
    "find_outside_key",
    "give_up",
    "link_plugin_key",
    "link_remote_key",
    "sessions_to_drive",
    "to_be_signed",
    "unlink_key",
    "when_awaited",
    "forget_file",
    "store_file",
    "AgencySigner",
    "agency_of_certificate",
    "signer_of_agency",
    "store_file",
    "FileText",
    "NotCopiable",
    "audit_next",
    "begin_copy",
    "draw_copy_page",
    "order_audit",
    "forget_received",
    "keep_received",
    "load_received",
    "open_audit",
    "read_file_text",
    "read_all",
    "read_part",
    "received_name",
    "serve_received",
    "share_received",
    "take_number",
    "void_document",
    "reopen_scan",
    "uploaded_files",
    "Certification",
    "certify_scan",
    "PageAlreadyThere",
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
    "DocumentNotReady",
    "DocumentPlan",
    "SignerNotAllowed",
    "Verification",
    "certificate_of_agency",
    "certificate_of_person",
    "current_revocation_lists",
    "forget_upload",
    "remove_forgotten_bytes",
    "issue_sealed",
    "issue_signed",
    "list_due_for_protection",
    "order_due_protection",
    "prepare_document",
    "protect_document",
    "read_upload",
    "receive_upload",
    "render_preview",
    "render_preview_pages",
    "replace_document",
    "revoke_certificate",
    "seal",
    "serve_document",
    "serve_page_picture",
    "cover_picture",
    "picture_size",
    "play_video",
    "serve_small_picture",
    "serve_upload",
    "share_documents",
    "show_pages",
    "share_uploads",
    "share_uploads_with",
    "sign_as_person",
    "upload_of_document",
    "uploaded_file",
    "verify_content",
    "verify_document",
    "verify_hash",
]
