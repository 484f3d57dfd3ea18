"""Keys of clients: read from a JWKS, checking assertions (RFC 7523) and signed requests (RFC 9421).

Only Ed25519 and P-256 keys are taken: both libraries know them, and neither has a weak size.
"""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    MappingKeyResolver,
)
from http_message_signatures.algorithms import ECDSA_P256_SHA256, ED25519
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey

from tinhso.sharing.rules import ASSERTION_LASTS, SIGNATURE_LASTS, Incoming

TAG = "tinhso-sharing"
COVERED = ("@method", "@path", "@query", "authorization")
_MOST_KEYS = 5
_ALGORITHMS = ["EdDSA", "Ed25519", "ES256"]
_SIGNATURES = {"OKP": ED25519, "EC": ECDSA_P256_SHA256}


class KeysUnusable(Exception):
    """The text is no JWKS of public Ed25519 or P-256 keys, each with a key id."""


class AssertionRefused(Exception):
    """The assertion is not the client's, not for us, or no longer fresh."""


class SignatureRefused(Exception):
    """The request is not signed by the client's key, or the signature is stale."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a checked assertion says: its number and until when."""

    number: str
    expires_at: int


def read_keys(text: str) -> dict[str, Any]:
    """Give a JWKS with the public halves only.

    :raises KeysUnusable: it holds something else, or too many keys.
    """
    try:
        given = json.loads(text)
        keys = list(KeySet.import_key_set(given))
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysUnusable from error
    if not 0 < len(keys) <= _MOST_KEYS or not all(_is_usable(key) for key in keys):
        raise KeysUnusable
    if len({key.kid for key in keys}) != len(keys):
        raise KeysUnusable
    return {"keys": [{**key.as_dict(private=False), "kid": key.kid} for key in keys]}


def _key_set(keys: dict[str, Any]) -> KeySet:
    known: Any = keys
    return KeySet.import_key_set(known)


def _is_usable(key: Any) -> bool:
    if not isinstance(key, OKPKey | ECKey) or key.is_private or not key.kid:
        return False
    return key.curve_name in {"Ed25519", "P-256"} and len(key.kid) <= 80


def issuer_of(assertion: str) -> str:
    """Give who an assertion says it is from, unchecked; empty when it cannot be read."""
    try:
        parts = assertion.split(".")
        found = json.loads(jwt_part(parts[1]))
        return str(found.get("iss", ""))
    except (IndexError, ValueError, AttributeError):
        return ""


def jwt_part(text: str) -> bytes:
    """Give the bytes of one part of a JWT.

    :raises ValueError: it is not base64.
    """
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_assertion(
    assertion: str, *, keys: dict[str, Any], client: str, audiences: list[str], at: datetime
) -> Assertion:
    """Give what a client's assertion says once it holds (RFC 7523 section 3).

    :raises AssertionRefused: signature, issuer, subject, audience or times do not hold.
    """
    now = int(at.timestamp())
    try:
        decoded = jwt.decode(assertion, _key_set(keys), algorithms=_ALGORITHMS)
        rules = jwt.JWTClaimsRegistry(
            now=now,
            leeway=30,
            iss={"essential": True, "value": client},
            sub={"essential": True, "value": client},
            aud={"essential": True, "values": audiences},
            exp={"essential": True},
            jti={"essential": True},
        )
        rules.validate(decoded.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise AssertionRefused(type(error).__name__) from error
    number, until = decoded.claims["jti"], decoded.claims["exp"]
    if not isinstance(number, str) or not 8 <= len(number) <= 200:
        raise AssertionRefused("jti")
    if until - now > ASSERTION_LASTS.total_seconds() + 30:
        raise AssertionRefused("exp")
    return Assertion(number, int(until))


def check_signature(incoming: Incoming, *, keys: dict[str, Any]) -> str:
    """Give the nonce of a request that one of the client's keys signed just now.

    :raises SignatureRefused: it is not signed, by another key, too little is covered, or stale.
    """
    found: dict[str, Any] = {str(key.kid): key for key in _key_set(keys)}
    failure: Exception | None = None
    for kind, algorithm in _SIGNATURES.items():
        public = {kid: key.public_key for kid, key in found.items() if key.key_type == kind}
        if not public:
            continue
        resolver = MappingKeyResolver(public_keys=public, private_keys={})
        verifier = HTTPMessageVerifier(signature_algorithm=algorithm, key_resolver=resolver)
        try:
            results = verifier.verify(
                incoming, max_age=SIGNATURE_LASTS, expect_tag=TAG, require_components=COVERED
            )
        except (HTTPMessageSignaturesException, ValueError, KeyError, TypeError) as error:
            failure = error
            continue
        nonce = results[0].nonce if len(results) == 1 else None
        if nonce and 8 <= len(nonce) <= 200:
            return nonce
    raise SignatureRefused(type(failure).__name__) from failure


def throwaway_keys(key_id: str) -> str:
    """Give a JWKS of a new public key whose private half nobody keeps, for the demonstration."""
    key = OKPKey.generate_key("Ed25519", {"kid": key_id})
    return json.dumps({"keys": [key.as_dict(private=False)]})
