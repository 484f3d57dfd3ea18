"""CMS signatures for PAdES put together from ready pieces (RFC 5652, ETSI EN 319 142-1).

A signature differs from the last one of the same certificate in the page's digest, the signature
value and the time-stamp; everything else (certificates, names, attributes, algorithms) is encoded
once a certificate and kept. The pieces come from pyHanko and asn1crypto, so what a signature holds
is theirs; only lengths and order are written here.
"""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from secrets import randbits

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

DIGEST = "sha256"
_SEQUENCE, _SET, _OCTETS, _INTEGER = 0x30, 0x31, 0x04, 0x02
_FIRST, _SECOND = 0xA0, 0xA1
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_TIME_STAMP_TOKEN = bytes.fromhex("060b2a864886f70d010910020e")
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ONE = bytes.fromhex("020101")
_TRUE = bytes.fromhex("0101ff")


@dataclass(frozen=True, slots=True)
class Pieces:
    """What every signature of one certificate shares, in DER; ``attributes`` without the digest."""

    certificates: bytes
    signer: bytes
    digest_algorithm: bytes
    signature_algorithm: bytes
    attributes: tuple[bytes, ...]


@lru_cache(maxsize=512)
def pieces_of(certificate: bytes, chain: tuple[bytes, ...]) -> Pieces:
    """Give the pieces of a certificate (DER) and of those that vouch for it, nearest first."""
    registry = SimpleCertificateStore()
    registry.register_multiple([asn1_x509.Certificate.load(der) for der in chain])
    signer = signers.ExternalSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        cert_registry=registry,
        signature_value=bytes(64),
        embed_roots=False,
    )
    made = asyncio.run(signer.async_sign(bytes(32), DIGEST, use_pades=True))
    data = cms.ContentInfo.load(made.dump())["content"]
    (info,) = data["signer_infos"]
    return Pieces(
        certificates=b"".join(sorted(one.dump() for one in data["certificates"])),
        signer=info["sid"].dump(),
        digest_algorithm=info["digest_algorithm"].dump(),
        signature_algorithm=info["signature_algorithm"].dump(),
        attributes=tuple(
            one.dump() for one in info["signed_attrs"] if one["type"].native != "message_digest"
        ),
    )


def signed_attributes(pieces: Pieces, page_digest: bytes) -> bytes:
    """Give the attributes that are signed (DER, as a SET) for a page's SHA-256."""
    digest = _tlv(_SEQUENCE, _MESSAGE_DIGEST, _tlv(_SET, _tlv(_OCTETS, page_digest)))
    return _tlv(_SET, *sorted((digest, *pieces.attributes)))


def package(pieces: Pieces, attributes: bytes, signature: bytes, token: bytes = b"") -> bytes:
    """Give the whole CMS signature (DER); ``token`` is a time-stamp over the signature value."""
    unsigned = (
        _tlv(_SECOND, _tlv(_SEQUENCE, _TIME_STAMP_TOKEN, _tlv(_SET, token))) if token else b""
    )
    signer = _tlv(
        _SEQUENCE,
        _ONE,
        pieces.signer,
        pieces.digest_algorithm,
        bytes([_FIRST]) + attributes[1:],
        pieces.signature_algorithm,
        _tlv(_OCTETS, signature),
        unsigned,
    )
    data = _tlv(
        _SEQUENCE,
        _ONE,
        _tlv(_SET, pieces.digest_algorithm),
        _tlv(_SEQUENCE, _DATA),
        _tlv(_FIRST, pieces.certificates),
        _tlv(_SET, signer),
    )
    return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(_FIRST, data))


def stamp_request(digest: bytes) -> tuple[bytes, int]:
    """Give a time-stamp request (RFC 3161) for a SHA-256, and its nonce."""
    nonce = randbits(63)
    length = nonce.bit_length() // 8 + 1
    imprint = _tlv(_SEQUENCE, _SHA256, _tlv(_OCTETS, digest))
    number = _tlv(_INTEGER, nonce.to_bytes(length, "big"))
    return _tlv(_SEQUENCE, _ONE, imprint, number, _TRUE), nonce


def _tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content
