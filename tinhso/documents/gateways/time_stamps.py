"""Asking a time-stamp authority (RFC 3161), and looking at what it answers before it is used."""

import hashlib
from collections.abc import Callable

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper

from tinhso.documents.gateways import cms_writing
from tinhso.documents.gateways.trust_services import TrustServiceAway

#: Gives the reply (DER) to a time-stamp request (DER).
Stamp = Callable[[bytes], bytes]


def stamp_of(digest: bytes, stamp: Stamp) -> bytes:
    """Give a time-stamp token (CMS in DER) over a SHA-256.

    :raises TrustServiceAway: no token, or one over something else than was asked.
    """
    request, nonce = cms_writing.stamp_request(digest)
    try:
        reply = tsp.TimeStampResp.load(stamp(request), strict=True)
        status = reply["status"]["status"].native
        token = bytes(reply["time_stamp_token"].dump())
        info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
        imprint = info["message_imprint"]
        is_ours = (
            imprint["hashed_message"].native == digest
            and imprint["hash_algorithm"]["algorithm"].native == cms_writing.DIGEST
            and info["nonce"].native == nonce
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrustServiceAway from error
    if status not in ("granted", "granted_with_mods") or not is_ours:
        raise TrustServiceAway
    return token


def stamp_of_signature(signature: bytes, stamp: Stamp | None) -> bytes:
    """Give the token over a signature value, or nothing where none is wanted."""
    return stamp_of(hashlib.sha256(signature).digest(), stamp) if stamp else b""


class RemoteStamper(TimeStamper):
    """Lets a time-stamp authority stamp whole files for pyHanko."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko declares no types here
        self._stamp = stamp

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Ask the authority."""
        if md_algorithm != cms_writing.DIGEST:
            raise ValueError("files are stamped over SHA-256")
        return cms.ContentInfo.load(stamp_of(message_digest, self._stamp))
