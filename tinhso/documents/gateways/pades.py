"""PAdES signatures: each one an incremental revision over everything before it."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle

from tinhso.documents.gateways import cms_writing
from tinhso.documents.gateways.key_stores import KeyStore
from tinhso.documents.gateways.protection import as_asn1
from tinhso.documents.gateways.time_stamps import Stamp, stamp_of_signature
from tinhso.documents.rules import Box

PERSON_FIELD, SEAL_FIELD = "NguoiKy", "CoQuan"
ROOM_WITH_STAMP = 24_576
_ROOM = 12_288  # hexadecimal digits; told, so that pyHanko does not sign twice to measure


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key in its store, with the certificates that vouch for it, nearest first."""

    store: KeyStore
    label: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class SignatureWish:
    """What one signature looks like and says."""

    field: str
    page: int
    box: Box
    picture: bytes
    name: str
    reason: str
    location: str
    at: datetime


class _StoreSigner(signers.Signer):
    """Lets a key store sign for pyHanko; the signature is put together from kept pieces."""

    def __init__(self, key: SigningKey, stamp: Stamp | None) -> None:
        super().__init__(signing_cert=as_asn1(key.certificate), embed_roots=False)
        self._key, self._stamp = key, stamp
        self._pieces = pieces_of(key.certificate, key.chain)

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Sign the attributes of a signature."""
        return self._key.store.sign(self._key.label, data)

    async def async_sign(
        self, data_digest: bytes, digest_algorithm: str, *_rest: Any, **_settings: Any
    ) -> bytes:
        """Give the CMS signature over a page's digest, stamped where that is wanted."""
        attributes = cms_writing.signed_attributes(self._pieces, data_digest)
        signature = self._key.store.sign(self._key.label, attributes)
        token = stamp_of_signature(signature, self._stamp)
        return cms_writing.package(self._pieces, attributes, signature, token)


def pieces_of(
    certificate: x509.Certificate, chain: Iterable[x509.Certificate]
) -> cms_writing.Pieces:
    """Give what every signature of a certificate shares."""
    above = tuple(one.public_bytes(serialization.Encoding.DER) for one in chain)
    return cms_writing.pieces_of(certificate.public_bytes(serialization.Encoding.DER), above)


class _TimedSigner(signers.PdfSigner):
    """Signs at the moment it is told, not at the machine's."""

    def __init__(
        self,
        meta: signers.PdfSignatureMetadata,
        wish: SignatureWish,
        signer: signers.Signer,
    ) -> None:
        super().__init__(
            meta,
            signer,
            stamp_style=_style(wish.picture),
            new_field_spec=fields.SigFieldSpec(
                wish.field,
                on_page=wish.page - 1,
                box=(  # type: ignore[arg-type]  # pyHanko takes fractions of a point too
                    wish.box.left,
                    wish.box.bottom,
                    wish.box.right,
                    wish.box.top,
                ),
                readable_field_name=wish.reason,
            ),
        )
        self._moment = wish.at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        """Open the session with the time of the act."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._moment
        return session


class _Picture(PdfContent):
    """The only page of a small PDF, as the look of a signature."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        """Import the page and give the instruction that draws it."""
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        name = f"/Picture{uuid4().hex}"
        self.resources.xobject[name] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return f"{name} Do".encode()


def sign_pdf(pdf: bytes, wish: SignatureWish, key: SigningKey, stamp: Stamp | None = None) -> bytes:
    """Give the PDF with one more signature; the bytes before it stay as they are.

    With ``stamp`` the signature carries a time-stamp of its own (PAdES B-T), else it is B-B.
    """
    output = pdf_signer(wish, _StoreSigner(key, stamp)).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        bytes_reserved=ROOM_WITH_STAMP if stamp else _ROOM,
    )
    return bytes(output.getbuffer())


def pdf_signer(wish: SignatureWish, signer: signers.Signer) -> signers.PdfSigner:
    """Give what puts one signature on a page, made by ``signer`` at the moment of the wish."""
    meta = signers.PdfSignatureMetadata(
        field_name=wish.field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=wish.name,
        reason=wish.reason,
        location=wish.location,
        certify=False,
    )
    return _TimedSigner(meta, wish, signer)


def _style(picture: bytes) -> StaticStampStyle:
    return StaticStampStyle(
        background=_Picture(picture),
        border_width=0,
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MID,
            y_align=layout.AxisAlignment.ALIGN_MID,
            margins=layout.Margins(0, 0, 0, 0),
            inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
        ),
    )
