"""A remote signing service: keys held for officers at a provider, used after the holder confirmed.

Spoken in the shape of the Cloud Signature Consortium's API, version 2: a client's token, then
``credentials/list`` and ``info``, ``credentials/authorize`` with the digests, ``authorizeCheck``
until the holder has confirmed on a phone, ``signatures/signHash``. Digests leave, never documents.
``clientData`` names our session: asked twice after a crash, a service opens one confirmation.
"""

import base64
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import structlog
from cryptography import x509
from django.conf import settings

from tinhso.core.http import httpx
from tinhso.documents.gateways.signing_refusals import (
    ConfirmationExpired,
    ConfirmationRefused,
    SignatureWrong,
    SigningServiceAway,
)

_TIMEOUT_SECONDS = 5.0
_SHA256 = "2.16.840.1.101.3.4.2.1"
_ECDSA_SHA256 = "1.2.840.10045.4.3.2"
_RSA = "1.2.840.113549.1.1.1"
_TOKEN_MARGIN_SECONDS = 30.0
#: A confirmation nobody waits for longer than a day.
_LONGEST_SECONDS = 86_400
_REFUSALS = {
    "access_denied": ConfirmationRefused,
    "expired_token": ConfirmationExpired,
    "invalid_request": ConfirmationRefused,
}
_PENDING = "authorization_pending"
_log = structlog.get_logger(__name__)
_tokens: dict[str, tuple[float, str]] = {}
_token_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Credential:
    """A key at the service: its name there, its certificate and those above it, nearest first."""

    name: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class Authorisation:
    """What the service opened for the holder to confirm; ``seconds`` is how long it waits."""

    handle: str
    seconds: int


def is_connected() -> bool:
    """Tell whether this installation knows a remote signing service."""
    return bool(settings.REMOTE_SIGNING_URL)


def list_credentials(user: str) -> list[str]:
    """Give the names of the keys a user of the service holds.

    :raises SigningServiceAway: no answer, or none that can be read.
    """
    found = _call("credentials/list", {"userID": user}).get("credentialIDs", [])
    if not isinstance(found, list):
        raise SigningServiceAway
    return [str(name) for name in found]


def describe(credential: str) -> Credential:
    """Give a key's certificate.

    :raises SigningServiceAway: no answer, or none that can be read.
    """
    found = _call("credentials/info", {"credentialID": credential, "certificates": "chain"})
    try:
        own, *above = [
            x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
            for text in found["cert"]["certificates"]
        ]
        is_enabled = found["key"]["status"] == "enabled" and found["cert"]["status"] == "valid"
    except (KeyError, TypeError, ValueError) as error:
        raise SigningServiceAway from error
    return Credential(credential, own, tuple(above), is_enabled)


def authorise(
    *, credential: str, digests: Sequence[bytes], title: str, session: str
) -> Authorisation:
    """Have the holder asked, once for all digests (SHA-256).

    :raises SigningServiceAway: no answer.
    :raises ConfirmationRefused: the service will not ask.
    """
    found = _call(
        "credentials/authorize",
        {
            "credentialID": credential,
            "numSignatures": len(digests),
            "hashes": [_text(digest) for digest in digests],
            "hashAlgorithmOID": _SHA256,
            "description": title,
            "clientData": session,
        },
    )
    try:
        opened = Authorisation(str(found["handle"]), int(found["expiresIn"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise SigningServiceAway from error
    if not 0 <= opened.seconds <= _LONGEST_SECONDS:
        raise SigningServiceAway
    return opened


def confirmation(handle: str) -> str:
    """Give the activation data (SAD) once the holder has confirmed, else an empty text.

    :raises ConfirmationRefused: they said no.
    :raises ConfirmationExpired: nobody answered in time.
    :raises SigningServiceAway: no answer, or none that can be read.
    """
    activation = _call("credentials/authorizeCheck", {"handle": handle}).get("SAD", "")
    if not isinstance(activation, str):
        raise SigningServiceAway
    return activation


def sign_digests(
    *, credential: str, activation: str, digests: Sequence[bytes], is_rsa: bool
) -> list[bytes]:
    """Have confirmed digests signed; signatures come in the digests' order.

    :raises ConfirmationRefused, ConfirmationExpired: the confirmation does not hold for them.
    :raises SignatureWrong: what comes back are no signatures.
    :raises SigningServiceAway: no answer.
    """
    found = _call(
        "signatures/signHash",
        {
            "credentialID": credential,
            "SAD": activation,
            "hashes": [_text(digest) for digest in digests],
            "hashAlgorithmOID": _SHA256,
            "signAlgo": _RSA if is_rsa else _ECDSA_SHA256,
        },
    )
    try:
        signatures = [base64.b64decode(text, validate=True) for text in found["signatures"]]
    except (KeyError, TypeError, ValueError) as error:
        raise SignatureWrong from error
    if len(signatures) != len(digests):
        raise SignatureWrong
    return signatures


def forget_tokens() -> None:
    """Ask for access anew at the next call; for tests."""
    with _token_lock:
        _tokens.clear()


def _call(path: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {_access_token()}"}
    answer = _post(f"/csc/v2/{path}", headers, json=body)
    if answer.get("error"):
        return _refused(path, str(answer["error"]))
    return answer


def _refused(path: str, error: str) -> dict[str, Any]:
    if error == _PENDING:
        return {}
    _log.warning("remote signing refused", path=path, error=error)
    raise _REFUSALS.get(error, SigningServiceAway)


def _access_token() -> str:
    """Give the client's token, asked for anew shortly before it ends."""
    with _token_lock:
        ends, token = _tokens.get(settings.REMOTE_SIGNING_URL, (0.0, ""))
        if time.monotonic() < ends:
            return token
        asked = {
            "grant_type": "client_credentials",
            "client_id": settings.REMOTE_SIGNING_CLIENT,
            "client_secret": settings.REMOTE_SIGNING_KEY,
        }
        found = _post("/csc/v2/oauth2/token", {}, data=asked)
        try:
            token, seconds = str(found["access_token"]), float(found["expires_in"])
        except (KeyError, TypeError, ValueError) as error:
            raise SigningServiceAway from error
        ends = time.monotonic() + seconds - _TOKEN_MARGIN_SECONDS
        _tokens[settings.REMOTE_SIGNING_URL] = (ends, token)
        return token


def _post(path: str, headers: dict[str, str], **body: Any) -> dict[str, Any]:
    try:
        answer = _client().post(settings.REMOTE_SIGNING_URL + path, headers=headers, **body)
        if answer.status_code >= 500 or answer.status_code == 401:
            _drop_token()
            raise SigningServiceAway
        found = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        _log.warning("remote signing away", path=path, reason=str(error))
        raise SigningServiceAway from error
    if not isinstance(found, dict):
        raise SigningServiceAway
    return found


def _drop_token() -> None:
    """Drop the token of the service in use: it was refused."""
    _tokens.pop(settings.REMOTE_SIGNING_URL, None)


@lru_cache(maxsize=1)
def _client() -> Any:
    return httpx.Client(timeout=_TIMEOUT_SECONDS)


def _text(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
