"""What the ledger proves of a document, for whoever has its code or its bytes."""

from tinhso.documents.models import Document
from tinhso.documents.queries import issued_sha256
from tinhso.ledger.api import NotYetSequenced, WholeProof, find_entries, whole_proof


def proof_of_document(document: Document) -> WholeProof | None:
    """Give the proof of the entry that names the newest issued bytes, with what it sealed.

    Without such an entry that of the newest; ``None`` while nothing has its place in the log.
    """
    sha256, newest = issued_sha256(document), None
    for entry in reversed(find_entries(f"document:{document.token}")):
        try:
            proof = whole_proof(entry.id, discloses=True)
        except NotYetSequenced:
            continue
        if sha256 and _names(proof, sha256):
            return proof
        newest = newest or proof
    return newest


def _names(proof: WholeProof, sha256: str) -> bool:
    details = proof.disclosure.details if proof.disclosure else None
    payload = details.get("payload") if isinstance(details, dict) else None
    return isinstance(payload, dict) and payload.get("sha256") == sha256
