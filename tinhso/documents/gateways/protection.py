"""Making signatures last (PAdES B-LTA): revocation answers in the file, then a time-stamp over all.

One incremental revision holds both. Nothing is written unless every certificate has an answer that
says it is good: a soft failure would silently leave an incomplete archive file.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from asn1crypto import cms
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from tinhso.documents.gateways.time_stamps import RemoteStamper, Stamp

_ROOM = 8_192
_FIELD = "DauThoiGian"
_STAMP = "tst_info"
#: Where a signature of a file of ours stands.
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+\d+\s*\]")


def signing_certificates(pdf: bytes) -> list[x509.Certificate]:
    """Give the certificates that signed a file of ours, each once, in the order they signed."""
    found = [signer for kind, signer in _signers(pdf) if kind != _STAMP]
    return [x509.load_der_x509_certificate(der) for der in dict.fromkeys(found)]


def protect_pdf(
    pdf: bytes, certificates: Iterable[x509.Certificate], answers: Iterable[bytes], stamp: Stamp
) -> bytes:
    """Give the file with one more revision: certificates, OCSP answers (DER) and a time-stamp."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[as_asn1(certificate) for certificate in certificates],
        ocsps=[asn1_ocsp.OCSPResponse.load(answer) for answer in answers],
    )
    stamper = PdfTimeStamper(RemoteStamper(stamp), field_name=f"{_FIELD}-{uuid4().hex[:12]}")
    output = stamper.timestamp_pdf(writer, "sha256", bytes_reserved=_ROOM)
    return bytes(output.getbuffer())


def last_stamp_ends(pdf: bytes) -> datetime | None:
    """Give when the certificate of the last time-stamp over a file of ours expires, or nothing."""
    stamps = [signer for kind, signer in _signers(pdf) if kind == _STAMP]
    return x509.load_der_x509_certificate(stamps[-1]).not_valid_after_utc if stamps else None


def _signers(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Give what each signature holds and who made it (DER), read from the rooms they stand in.

    For files this platform wrote: their signature dictionaries stand in the open, one a revision.
    Whether a file is genuine is for ``pdf_validation`` to say.
    """
    for found in BYTE_RANGE.finditer(pdf):
        start, end = int(found[1]), int(found[2])
        room = pdf[start:end]
        if room[:1] != b"<" or room[-1:] != b">":
            continue
        data = cms.ContentInfo.load(bytes.fromhex(room[1:-1].decode("ascii")))["content"]
        (info,) = data["signer_infos"]
        serial = info["sid"].chosen["serial_number"].native
        for one in data["certificates"]:
            if one.chosen.serial_number == serial:
                yield data["encap_content_info"]["content_type"].native, one.chosen.dump()


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Give a certificate as pyHanko takes it."""
    return _loaded(certificate.public_bytes(serialization.Encoding.DER))


@lru_cache(maxsize=256)
def _loaded(der: bytes) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(der)
