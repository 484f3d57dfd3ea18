"""Making signatures last (PAdES B-LTA): revocation answers in the file, then a time-stamp over all.

One incremental revision holds both. Nothing is written unless every certificate has an answer that
says it is good: a soft failure would silently leave an incomplete archive file.
"""

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

_ROOM = 8_192
_FIELD = "DauThoiGian"

#: Gives the reply (DER) to a time-stamp request (DER).
Stamp = Callable[[bytes], bytes]


class RemoteStamper(TimeStamper):
    """Lets a time-stamp authority stamp for pyHanko."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko declares no types here
        self._stamp = stamp

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the authority."""
        return tsp.TimeStampResp.load(self._stamp(req.dump()))


def signing_certificates(pdf: bytes) -> list[x509.Certificate]:
    """Give the certificates that signed a file, each once, in the order they signed."""
    embedded = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    found = [signature.signer_cert.dump() for signature in embedded]
    return [x509.load_der_x509_certificate(der) for der in dict.fromkeys(found)]


def protect_pdf(
    pdf: bytes, certificates: Iterable[x509.Certificate], answers: Iterable[bytes], stamp: Stamp
) -> bytes:
    """Give the file with one more revision: certificates, OCSP answers (DER) and a time-stamp."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[_asn1(certificate) for certificate in certificates],
        ocsps=[asn1_ocsp.OCSPResponse.load(answer) for answer in answers],
    )
    stamper = PdfTimeStamper(RemoteStamper(stamp), field_name=f"{_FIELD}-{uuid4().hex[:12]}")
    output = stamper.timestamp_pdf(writer, "sha256", bytes_reserved=_ROOM)
    return bytes(output.getbuffer())


def last_stamp_ends(pdf: bytes) -> datetime | None:
    """Give when the certificate of the last time-stamp over a file expires, or nothing."""
    stamps = PdfFileReader(io.BytesIO(pdf)).embedded_timestamp_signatures
    if not stamps:
        return None
    ends: datetime = stamps[-1].signer_cert.not_valid_after
    return ends


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return _loaded(certificate.public_bytes(serialization.Encoding.DER))


@lru_cache(maxsize=256)
def _loaded(der: bytes) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(der)
