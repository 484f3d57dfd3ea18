"""Signatures made elsewhere: a page is made ready with room for one, its digest goes out, the
signature comes back and is put in only when it fits.

What is signed are the signed attributes of a CMS signature (PAdES), which hold the digest of the
page. A signing service is given the SHA-256 of the attributes; a program beside a token may give
back the bare signature, or a whole CMS of its own over the page's digest.
"""

import asyncio
import hashlib
import io
from dataclasses import dataclass
from typing import IO

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

from tinhso.documents.gateways import cms_writing, pades
from tinhso.documents.gateways.protection import as_asn1
from tinhso.documents.gateways.signing_refusals import CertificateWrong, SignatureWrong
from tinhso.documents.gateways.time_stamps import Stamp, stamp_of_signature


@dataclass(frozen=True, slots=True)
class Holder:
    """The certificate somebody signs with elsewhere, and those that vouch for it, nearest first."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A PDF with room for a signature: where the room begins and ends, what is to be signed.

    ``attributes`` are the signed attributes (DER); ``page_digest`` is the SHA-256 of everything
    outside the room.
    """

    pdf: bytes
    gap: tuple[int, int]
    attributes: bytes
    page_digest: bytes


def make_ready(pdf: bytes, wish: "pades.SignatureWish", holder: Holder) -> ReadyPage:
    """Give the PDF with room for one more signature, and what the holder has to sign."""
    signer = signers.ExternalSigner(as_asn1(holder.certificate), None, embed_roots=False)

    async def prepare() -> tuple[bytes, PreparedByteRangeDigest]:
        digest, _document, output = await pades.pdf_signer(
            wish, signer
        ).async_digest_doc_for_signing(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=pades.ROOM_WITH_STAMP
        )
        return _whole(output), digest

    ready, digest = asyncio.run(prepare())
    pieces = pades.pieces_of(holder.certificate, holder.chain)
    return ReadyPage(
        pdf=ready,
        gap=(digest.reserved_region_start, digest.reserved_region_end),
        attributes=cms_writing.signed_attributes(pieces, digest.document_digest),
        page_digest=bytes(digest.document_digest),
    )


def put_signature(page: ReadyPage, signature: bytes, holder: Holder, stamp: Stamp | None) -> bytes:
    """Give the signed PDF from a bare signature (ECDSA in DER, or RSA PKCS#1 v1.5) over SHA-256.

    :raises SignatureWrong: it is not of this certificate's key, or over something else.
    """
    _check_page(page)
    _check_signature(holder.certificate, signature, page.attributes)
    return _fill(page, _package(page, signature, holder, stamp))


def put_cms(page: ReadyPage, content: bytes, holder: Holder, stamp: Stamp | None) -> bytes:
    """Give the signed PDF from a whole CMS signature (DER) over the page's digest.

    Only its signed attributes and its signature are taken; the rest is packed anew.

    :raises SignatureWrong: it cannot be read, does not hold the digest, or the key does not fit.
    :raises CertificateWrong: another certificate signed.
    """
    _check_page(page)
    try:
        info = cms.ContentInfo.load(content, strict=True)["content"]["signer_infos"]
        (signer,) = info
        attributes = signer["signed_attrs"]
        values = {one["type"].native: one["values"] for one in attributes}
        (digest,) = values["message_digest"].native
        (kind,) = values["content_type"].native
        signature = bytes(signer["signature"].native)
        named = _named_certificate(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SignatureWrong from error
    if named != hashlib.sha256(as_asn1(holder.certificate).dump()).digest():
        raise CertificateWrong
    if digest != page.page_digest or kind != "data" or "signing_time" in values:
        raise SignatureWrong
    signed = attributes.untag().dump()
    _check_signature(holder.certificate, signature, signed)
    own = ReadyPage(page.pdf, page.gap, signed, page.page_digest)
    return _fill(page, _package(own, signature, holder, stamp))


def _whole(output: IO[bytes]) -> bytes:
    output.seek(0)
    return output.read()


def _named_certificate(values: dict[str, cms.SetOf]) -> bytes:
    """Give the hash of the certificate the attributes name; PAdES asks for it."""
    (named,) = values["signing_certificate_v2"]
    read: tsp.ESSCertIDv2 = named["certs"][0]
    if read["hash_algorithm"]["algorithm"].native != cms_writing.DIGEST:
        raise ValueError("the certificate is named by another digest than SHA-256")
    return bytes(read["cert_hash"].native)


def _package(page: ReadyPage, signature: bytes, holder: Holder, stamp: Stamp | None) -> bytes:
    pieces = pades.pieces_of(holder.certificate, holder.chain)
    token = stamp_of_signature(signature, stamp)
    return cms_writing.package(pieces, page.attributes, signature, token)


def _fill(page: ReadyPage, packed: bytes) -> bytes:
    start, end = page.gap
    room = end - start - 2
    digits = packed.hex().encode()
    if len(digits) > room:
        raise SignatureWrong
    return page.pdf[:start] + b"<" + digits.ljust(room, b"0") + b">" + page.pdf[end:]


def _check_page(page: ReadyPage) -> None:
    """Make sure the bytes at hand are those whose digest went out."""
    start, end = page.gap
    found = hashlib.sha256(page.pdf[:start] + page.pdf[end:]).digest()
    if found != page.page_digest:
        raise SignatureWrong


def _check_signature(certificate: x509.Certificate, signature: bytes, message: bytes) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        else:
            raise CertificateWrong
    except InvalidSignature as error:
        raise SignatureWrong from error


def digest_of(attributes: bytes) -> bytes:
    """Give the SHA-256 of signed attributes: what a service or token signs."""
    return hashlib.sha256(attributes).digest()
