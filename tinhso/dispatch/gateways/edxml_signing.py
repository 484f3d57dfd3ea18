"""XML signatures of envelopes: one over the whole envelope, in its header (XML-DSig, enveloped)."""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

_DS = "http://www.w3.org/2000/09/xmldsig#"
_ACCEPTED = SignatureConfiguration(
    require_x509=True,
    expect_references=1,
    signature_methods=frozenset(
        {
            SignatureMethod.ECDSA_SHA256,
            SignatureMethod.ECDSA_SHA384,
            SignatureMethod.ECDSA_SHA512,
            SignatureMethod.RSA_SHA256,
            SignatureMethod.RSA_SHA384,
            SignatureMethod.RSA_SHA512,
        }
    ),
    digest_algorithms=frozenset(
        {DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512}
    ),
    ignore_ambiguous_key_info=True,
)


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """What an envelope's signature shows: whose certificate, and whether it fits the bytes."""

    is_there: bool
    is_sound: bool = False
    serial: int = 0
    fingerprint: bytes = b""


class _Key:
    """A private key that never leaves its store, as the signing library wants to see one."""

    key_size = 256

    def __init__(self, sign: Callable[[bytes], bytes]) -> None:
        self._sign = sign

    def sign(self, message: bytes, signature_algorithm: object) -> bytes:
        """Sign with ECDSA and SHA-256, the signature in DER."""
        return self._sign(message)


def sign(
    root: etree._Element, *, certificate_pem: str, with_key: Callable[[bytes], bytes]
) -> etree._Element:
    """Give the envelope with the signature of an agency in its header.

    :param with_key: signs bytes with ECDSA P-256 and SHA-256, in DER.
    """
    header = next(root.iter("{*}edXMLHeader"))
    etree.SubElement(header, f"{{{_DS}}}Signature", {"Id": "placeholder"}, nsmap={"ds": _DS})
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.ECDSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    key: ec.EllipticCurvePrivateKey = _Key(with_key)  # type: ignore[assignment] # duck-typed
    return signer.sign(root, key=key, cert=certificate_pem)


def look_at_signature(root: etree._Element) -> FoundSignature:
    """Tell whether an envelope is signed, soundly, and with which certificate.

    Sound means: exactly one signature, over the whole envelope, made with the certificate in it.
    Whose certificate that is, and whether it may be trusted, is for the caller to say.
    """
    signatures = list(root.iter(f"{{{_DS}}}Signature"))
    if not any(len(signature) for signature in signatures):
        return FoundSignature(is_there=False)
    certificate = _certificate(signatures[0])
    if len(signatures) != 1 or certificate is None or not _covers_everything(signatures[0]):
        return FoundSignature(is_there=True)
    return FoundSignature(
        is_there=True,
        is_sound=_is_sound(root, certificate),
        serial=certificate.serial_number,
        fingerprint=certificate.fingerprint(hashes.SHA256()),
    )


def _is_sound(root: etree._Element, certificate: x509.Certificate) -> bool:
    try:
        found = XMLVerifier().verify(
            root,
            x509_cert=certificate.public_bytes(Encoding.PEM).decode(),
            expect_config=_ACCEPTED,
        )
    except (SignXMLException, etree.LxmlError, ValueError, TypeError, KeyError, AttributeError):
        return False
    signed = found[0] if isinstance(found, list) else found
    return signed.signed_xml is not None and signed.signed_xml.tag == root.tag


def _covers_everything(signature: etree._Element) -> bool:
    references = list(signature.iter(f"{{{_DS}}}Reference"))
    return len(references) == 1 and references[0].get("URI") == ""


def _certificate(signature: etree._Element) -> x509.Certificate | None:
    found = next(signature.iter(f"{{{_DS}}}X509Certificate"), None)
    text = "".join((found.text or "").split()) if found is not None else ""
    if not text:
        return None
    pem = f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n"
    try:
        return x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        return None
