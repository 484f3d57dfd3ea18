"""AWS Signature Version 4 as a store checks it: who asks, and nothing changed on the way."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"
_HEADER = re.compile(
    rf"{_ALGORITHM} Credential=([^/]+)/(\d{{8}})/([^/]+)/s3/aws4_request,\s*"
    r"SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})"
)
_UNSIGNED = "UNSIGNED-PAYLOAD"


class NotSigned(Exception):
    """The request carries no signature of a known key over what arrived."""


def check(
    method: str, target: str, headers: Mapping[str, str], body: bytes, keys: Mapping[str, str]
) -> None:
    """Check a request; header names are in lower case.

    :raises NotSigned: it is not signed by one of the keys, or something was changed.
    """
    found = _HEADER.fullmatch(headers.get("authorization", ""))
    if found is None or found[1] not in keys:
        raise NotSigned
    name, day, region, signed, given = found.groups()
    digest = headers.get("x-amz-content-sha256", "")
    if digest not in (_UNSIGNED, hashlib.sha256(body).hexdigest()):
        raise NotSigned
    scope = f"{day}/{region}/s3/aws4_request"
    canonical = _canonical(method, target, headers, signed)
    text = "\n".join(
        (
            _ALGORITHM,
            headers.get("x-amz-date", ""),
            scope,
            hashlib.sha256(f"{canonical}\n{digest}".encode()).hexdigest(),
        )
    )
    key = f"AWS4{keys[name]}".encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    wanted = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted, given):
        raise NotSigned


def _canonical(method: str, target: str, headers: Mapping[str, str], signed: str) -> str:
    parts = urlsplit(target)
    query = "&".join(
        f"{quote(key, safe='')}={quote(value, safe='')}"
        for key, value in sorted(parse_qsl(parts.query, keep_blank_values=True))
    )
    names = signed.split(";")
    lines = "".join(f"{name}:{' '.join(headers.get(name, '').split())}\n" for name in names)
    return f"{method}\n{parts.path}\n{query}\n{lines}\n{signed}"
