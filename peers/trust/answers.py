"""What the trust services sign for who asks: OCSP answers, revocation lists, time-stamps."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from secrets import randbits

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp

from peers.trust.hierarchy import Hierarchy, Holder

OCSP_FRESH = timedelta(hours=12)
_LIST_FRESH = timedelta(days=1)
_POLICY = "1.3.6.1.4.1.55738.666.1"
_DIGEST_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}


def answer_ocsp(hierarchy: Hierarchy, request: bytes, now: datetime) -> bytes:
    """Give the state of the certificate asked about, signed by who answers for its issuer.

    :raises ValueError: the request cannot be read.
    """
    asked = ocsp.load_der_ocsp_request(request)
    responder = _responder_of(hierarchy, asked)
    if responder is None:
        unknown = ocsp.OCSPResponseStatus.UNAUTHORIZED
        return _der(ocsp.OCSPResponseBuilder.build_unsuccessful(unknown))
    revoked_at = hierarchy.revoked_at(asked.serial_number)
    moment = now.replace(microsecond=0)
    status = ocsp.OCSPCertStatus.GOOD
    if revoked_at is not None and revoked_at <= now:
        status = ocsp.OCSPCertStatus.REVOKED
    elif not hierarchy.is_known(asked.serial_number):
        status = ocsp.OCSPCertStatus.UNKNOWN
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=asked.issuer_name_hash,
        issuer_key_hash=asked.issuer_key_hash,
        serial_number=asked.serial_number,
        algorithm=asked.hash_algorithm,
        cert_status=status,
        this_update=moment - timedelta(minutes=1),
        next_update=moment + OCSP_FRESH,
        revocation_time=revoked_at if status is ocsp.OCSPCertStatus.REVOKED else None,
        revocation_reason=None,
    )
    certificate = responder.certificate
    named = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, certificate)
    return _der(named.certificates([certificate]).sign(responder.key, hashes.SHA256()))


def revocation_list(hierarchy: Hierarchy, name: str, now: datetime) -> bytes:
    """Give the list of one authority (``root`` or ``issuing``) in DER."""
    issuer: Holder = getattr(hierarchy, name)
    moment = now.replace(microsecond=0)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(moment - timedelta(minutes=1))
        .next_update(moment + _LIST_FRESH)
        .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    for serial, revoked_at in hierarchy.revoked() if name == "issuing" else []:
        entry = x509.RevokedCertificateBuilder().serial_number(serial)
        builder = builder.add_revoked_certificate(
            entry.revocation_date(revoked_at.replace(microsecond=0)).build()
        )
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def answer_timestamp(tsa: Holder, request: bytes, now: datetime) -> bytes:
    """Stamp a digest with the time (RFC 3161).

    :raises ValueError: the request cannot be read, or its digest is not one of SHA-2.
    """
    asked = tsp.TimeStampReq.load(request)
    imprint = asked["message_imprint"]
    kind = imprint["hash_algorithm"]["algorithm"].native
    if len(imprint["hashed_message"].native) != _DIGEST_SIZES.get(kind):
        refused = {"status": {"status": "rejection", "fail_info": {"bad_alg"}}}
        return bytes(tsp.TimeStampResp(refused).dump())
    info = {
        "version": "v1",
        "policy": _POLICY,
        "message_imprint": imprint,
        "serial_number": randbits(64),
        "gen_time": now.replace(microsecond=0),
        "accuracy": {"seconds": 1},
    }
    if asked["nonce"].native is not None:
        info["nonce"] = asked["nonce"]
    token = _sign_stamp(tsa, tsp.TSTInfo(info).dump(), now)
    granted = {"status": {"status": "granted"}, "time_stamp_token": token}
    return bytes(tsp.TimeStampResp(granted).dump())


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What every stamp of one authority shares, encoded once."""

    certificate: bytes
    signer: bytes
    attributes: tuple[bytes, ...]


@lru_cache(maxsize=8)
def _fixed(der: bytes) -> _Fixed:
    certificate = asn1_x509.Certificate.load(der)
    names = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    signer = cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(names)})
    named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(der).digest()}]})
    attributes = (
        _attribute("content_type", "tst_info").dump(),
        _attribute("signing_certificate_v2", named).dump(),
    )
    return _Fixed(der, signer.dump(), attributes)


def _sign_stamp(tsa: Holder, info: bytes, now: datetime) -> cms.ContentInfo:
    fixed = _fixed(tsa.certificate.public_bytes(serialization.Encoding.DER))
    attributes = cms.CMSAttributes(
        [
            *(cms.CMSAttribute.load(one) for one in fixed.attributes),
            _attribute("signing_time", cms.Time({"utc_time": core.UTCTime(now)})),
            _attribute("message_digest", hashlib.sha256(info).digest()),
        ]
    )
    signed = attributes.dump()
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier.load(fixed.signer),
            "digest_algorithm": sha256,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signed_attrs": cms.CMSAttributes.load(signed),
            "signature": tsa.key.sign(signed, ec.ECDSA(hashes.SHA256())),
        }
    )
    content = {
        "version": "v3",
        "digest_algorithms": cms.DigestAlgorithms((sha256,)),
        "encap_content_info": {
            "content_type": "tst_info",
            "content": cms.ParsableOctetString(info),
        },
        "certificates": [asn1_x509.Certificate.load(fixed.certificate)],
        "signer_infos": [signer],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})


def _attribute(kind: str, value: object) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": cms.CMSAttributeType(kind), "values": (value,)})


def _responder_of(hierarchy: Hierarchy, asked: ocsp.OCSPRequest) -> Holder | None:
    for name, holder in (("issuing", hierarchy.issuing), ("root", hierarchy.root)):
        digest = hashes.Hash(asked.hash_algorithm)
        digest.update(holder.certificate.subject.public_bytes())
        if digest.finalize() == asked.issuer_name_hash:
            return hierarchy.responders[name]
    return None


def _der(response: ocsp.OCSPResponse) -> bytes:
    return response.public_bytes(serialization.Encoding.DER)
