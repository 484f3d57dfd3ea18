"""A remote signing service over HTTP, a subset of the Cloud Signature Consortium's API version 2.

Offered: ``oauth2/token`` (client credentials), ``credentials/list``, ``credentials/info``,
``credentials/authorize`` (asynchronous: a handle comes back, the holder is asked on a phone),
``credentials/authorizeCheck`` (SAD once confirmed) and ``signatures/signHash``. A SAD signs exactly
the digests the holder confirmed, again and again with the same answer until it ends.

``/`` is the holders' phone. ``POST /control {"mode": …}`` makes it misbehave: ``ok``, ``auto``
(confirms by itself), ``refuse``, ``expire``, ``slow``, ``error``, ``drop``, ``wrong-signature``,
``wrong-certificate`` (signs with a fresh key), ``suspended`` (the key is disabled), ``garbage``
(answers of every wrong shape, one after the other).
"""

import base64
import hmac
import itertools
import secrets
import time
from dataclasses import dataclass
from http import HTTPStatus

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from peers.remote_signing.confirmations import Confirmation, Confirmations
from peers.remote_signing.keys import Keys
from peers.remote_signing.pages import phone
from peers.web import Answer, Asked, LineBroken, PeerServer, Route

SLOW_SECONDS = 8
_TOKEN_SECONDS = 3600
_SHA256 = "2.16.840.1.101.3.4.2.1"
_ECDSA_SHA256 = "1.2.840.10045.4.3.2"
_DIGEST_BYTES = 32
_MODES = frozenset(
    {
        "ok",
        "auto",
        "refuse",
        "expire",
        "slow",
        "error",
        "drop",
        "garbage",
        "wrong-signature",
        "wrong-certificate",
        "suspended",
    }
)
GARBAGE: tuple[object, ...] = (
    {}, [], "text", None, 7, {"error": ["access_denied"]}, {"credentialIDs": 7},
    {"credentialIDs": None}, {"handle": None, "expiresIn": None},
    {"handle": "a", "expiresIn": "soon"},
    {"handle": "a", "expiresIn": float("inf")}, {"handle": "a", "expiresIn": -1},
    {"handle": "a", "expiresIn": 10**30}, {"SAD": ["a"]}, {"SAD": None}, {"signatures": "AAAA"},
    {"signatures": [7]}, {"signatures": ["no base64"]}, {"cert": [], "key": []},
    {"cert": {"certificates": [], "status": "valid"}, "key": {"status": "enabled"}},
    {"cert": {"certificates": ["AAAA"], "status": "valid"}, "key": {"status": "enabled"}},
)  # fmt: skip
_CONFIRMS_ITSELF = frozenset({"auto", "wrong-signature", "wrong-certificate"})


@dataclass(frozen=True, slots=True)
class Client:
    """A client of the service and its secret."""

    name: str
    secret: str


class RemoteSigningServer(PeerServer):
    """The service and the phones of its holders in one process."""

    def __init__(self, port: int, keys: Keys, client: Client) -> None:
        super().__init__(port, {})
        self.keys, self._client = keys, client
        self.confirmations = Confirmations()
        self.mode = "ok"
        self.signed_count = 0
        self._garbage = itertools.cycle(GARBAGE)
        self._tokens: dict[str, float] = {}
        self.routes.update(self._routes())

    def behave(self, mode: str) -> None:
        """Change how the service behaves.

        :raises ValueError: there is no such mode.
        """
        if mode not in _MODES:
            raise ValueError(f"modes: {', '.join(sorted(_MODES))}")
        self.mode = mode

    def _routes(self) -> dict[str, Route]:
        return {
            "GET /": self._phone,
            "POST /answer": self._answer_phone,
            "POST /control": self._control,
            "POST /csc/v2/oauth2/token": self._token,
            "POST /csc/v2/credentials/list": self._guarded(self._list),
            "POST /csc/v2/credentials/info": self._guarded(self._info),
            "POST /csc/v2/credentials/authorize": self._guarded(self._authorise),
            "POST /csc/v2/credentials/authorizeCheck": self._guarded(self._check),
            "POST /csc/v2/signatures/signHash": self._guarded(self._sign),
        }

    def _guarded(self, route: Route) -> Route:
        def guarded(asked: Asked) -> Answer:
            self._misbehave()
            if self.mode == "garbage":
                return Answer(next(self._garbage))
            token = asked.headers.get("authorization", "").removeprefix("Bearer ")
            if self._tokens.get(token, 0.0) < time.monotonic():
                return _error("invalid_token", HTTPStatus.UNAUTHORIZED)
            return route(asked)

        return guarded

    def _misbehave(self) -> None:
        if self.mode == "slow":
            time.sleep(SLOW_SECONDS)
        if self.mode == "drop":
            raise LineBroken

    def _token(self, asked: Asked) -> Answer:
        given = asked.form
        is_known = given.get("client_id") == self._client.name and hmac.compare_digest(
            given.get("client_secret", ""), self._client.secret
        )
        if not is_known or given.get("grant_type") != "client_credentials":
            return _error("invalid_client", HTTPStatus.UNAUTHORIZED)
        token = secrets.token_urlsafe(24)
        self._tokens[token] = time.monotonic() + _TOKEN_SECONDS
        return Answer({"access_token": token, "token_type": "Bearer", "expires_in": _TOKEN_SECONDS})

    def _list(self, asked: Asked) -> Answer:
        return Answer({"credentialIDs": self.keys.of_user(str(asked.fields["userID"]))})

    def _info(self, asked: Asked) -> Answer:
        if self.mode == "error":
            return _error("server_error", HTTPStatus.INTERNAL_SERVER_ERROR)
        credential = str(asked.fields["credentialID"])
        if credential not in self.keys.holders:
            return _error("invalid_request")
        chain = self.keys.chain(credential)
        der = [one.public_bytes(serialization.Encoding.DER) for one in chain]
        is_enabled = self.mode != "suspended"
        return Answer(
            {
                "key": {
                    "status": "enabled" if is_enabled else "disabled",
                    "algo": [_ECDSA_SHA256],
                    "len": 256,
                    "curve": "1.2.840.10045.3.1.7",
                },
                "cert": {
                    "status": "valid",
                    "certificates": [base64.b64encode(one).decode() for one in der],
                },
                "auth": {"mode": "explicit"},
                "SCAL": "2",
                "multisign": 100,
            }
        )

    def _authorise(self, asked: Asked) -> Answer:
        if self.mode == "error":
            return _error("server_error", HTTPStatus.INTERNAL_SERVER_ERROR)
        fields = asked.fields
        credential, digests = str(fields["credentialID"]), _digests(fields)
        if credential not in self.keys.holders or self.mode == "suspended":
            return _error("invalid_request")
        opened = self.confirmations.ask(
            str(fields.get("clientData") or secrets.token_hex(8)),
            credential,
            str(fields.get("description", "")),
            digests,
        )
        self._answer_itself(opened)
        seconds = max(int(opened.ends_at - time.time()), 0)
        return Answer({"handle": opened.handle, "expiresIn": seconds})

    def _answer_itself(self, opened: Confirmation) -> None:
        if opened.answer:
            return
        if self.mode in _CONFIRMS_ITSELF:
            self.confirmations.answer(opened.handle, "confirmed")
        elif self.mode == "refuse":
            self.confirmations.answer(opened.handle, "refused")
        elif self.mode == "expire":
            opened.ends_at = time.time()

    def _check(self, asked: Asked) -> Answer:
        try:
            found = self.confirmations.find(str(asked.fields["handle"]))
        except ValueError:
            return _error("expired_token")
        state = found.state(time.time())
        if state == "confirmed":
            return Answer({"SAD": found.activation, "expiresIn": int(found.ends_at - time.time())})
        errors = {"open": "authorization_pending", "refused": "access_denied"}
        return _error(errors.get(state, "expired_token"))

    def _sign(self, asked: Asked) -> Answer:
        if self.mode == "error":
            return _error("server_error", HTTPStatus.INTERNAL_SERVER_ERROR)
        fields = asked.fields
        found = self.confirmations.activated(str(fields["SAD"]))
        if found is None:
            return _error("expired_token")
        digests = _digests(fields)
        is_what_was_confirmed = found.credential == fields["credentialID"] and (
            found.digests == tuple(digests)
        )
        if not is_what_was_confirmed or fields.get("signAlgo") != _ECDSA_SHA256:
            return _error("invalid_request")
        signed = [self._signature(found.credential, base64.b64decode(text)) for text in digests]
        self.signed_count += len(signed)
        return Answer({"signatures": [base64.b64encode(one).decode() for one in signed]})

    def _signature(self, credential: str, digest: bytes) -> bytes:
        if self.mode == "wrong-signature":
            digest = bytes(reversed(digest))
        if self.mode == "wrong-certificate":
            stranger = ec.generate_private_key(ec.SECP256R1())
            return stranger.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
        return self.keys.sign(credential, digest)

    def _phone(self, asked: Asked) -> Answer:
        return phone(self.confirmations.all(), self.keys.holders)

    def _answer_phone(self, asked: Asked) -> Answer:
        given = asked.form
        if given["answer"] not in ("confirmed", "refused"):
            raise ValueError("the answer is confirmed or refused")
        self.confirmations.answer(given["handle"], given["answer"])
        return phone(self.confirmations.all(), self.keys.holders)

    def _control(self, asked: Asked) -> Answer:
        self.behave(str(asked.fields["mode"]))
        return Answer({"mode": self.mode})


def _digests(fields: dict[str, object]) -> list[str]:
    given = fields["hashes"]
    if fields.get("hashAlgorithmOID") != _SHA256 or not isinstance(given, list) or not given:
        raise ValueError("hashes are a list of SHA-256 digests in base64")
    for text in given:
        if len(base64.b64decode(str(text), validate=True)) != _DIGEST_BYTES:
            raise ValueError("a digest has another length than SHA-256")
    return [str(text) for text in given]


def _error(code: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Answer:
    return Answer({"error": code}, status)
