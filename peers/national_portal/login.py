"""Signing in at the portal, and the portal as OpenID Connect provider for the province.

People sign in with one press on their name. Whoever is signed in is handed over without being
asked again (``prompt=none``); nobody else is. ``tamper`` forges one thing in the answer.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from peers.web import Answer, Asked, Route

CITIZENS = Path(__file__).parent.with_name("national_id") / "citizens.json"
CALLBACK_PATH = "/dang-nhap/quay-lai/"
_COOKIE = "national_portal"
_LOOPBACK = {"localhost", "127.0.0.1"}
_LIFE_SECONDS = 300


class Tamper(StrEnum):
    """What is wrong with an answer."""

    NOTHING = "nothing"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    NONCE = "nonce"
    SIGNATURE = "signature"
    EXPIRED = "expired"
    PERSON = "person"
    NO_IDENTITY = "no-identity"


@dataclass(frozen=True, slots=True)
class _Code:
    """What a code was given for: whom, to which address, under which challenge and nonce."""

    subject: str
    redirect_uri: str
    challenge: str
    nonce: str


class LoginDesk:
    """Knows who is signed in at the portal; answers the province's questions about them."""

    def __init__(self, client_id: str, client_secret: str) -> None:
        self.issuer = ""
        self.tamper = Tamper.NOTHING
        self.handed_over = 0
        self._client = (client_id, client_secret)
        people = json.loads(CITIZENS.read_text(encoding="utf-8"))
        self.people: dict[str, dict[str, Any]] = {person["sub"]: person for person in people}
        self._sessions: dict[str, str] = {}
        self._codes: dict[str, _Code] = {}
        self._tokens: dict[str, str] = {}
        self._key = _new_key()

    def routes(self) -> dict[str, Route]:
        """Give the routes of people and of the province."""
        return {
            "POST /sign-in": self._sign_in,
            "POST /sign-out": self._sign_out,
            "GET /.well-known/openid-configuration": self._describe,
            "GET /login/keys": self._keys,
            "GET /login/authorize": self._authorize,
            "POST /login/token": self._token,
            "GET /login/userinfo": self._userinfo,
            "POST /login/control": self._control,
        }

    def person_of(self, asked: Asked) -> dict[str, Any] | None:
        """Give who is signed in at the portal in this browser."""
        cookie = SimpleCookie(asked.headers.get("cookie", "")).get(_COOKIE)
        return self.people.get(self._sessions.get(cookie.value, "")) if cookie else None

    def form(self, person: dict[str, Any] | None) -> str:
        """Give the form to sign in or out."""
        if person is not None:
            return (
                f"<form method='post' action='/sign-out'><p>{escape(person['name'])} "
                "<button>Đăng xuất khỏi Cổng quốc gia</button></p></form>"
            )
        options = "".join(
            f"<option value='{one['sub']}'>{escape(one['name'])}</option>"
            for one in self.people.values()
        )
        return (
            "<form method='post' action='/sign-in'><p><label>Đăng nhập Cổng quốc gia là "
            f"<select name='sub'>{options}</select></label> <button>Đăng nhập</button></p></form>"
        )

    def _sign_in(self, asked: Asked) -> Answer:
        session = secrets.token_urlsafe(24)
        self._sessions[session] = self.people[asked.form["sub"]]["sub"]
        return _to("/", **{"Set-Cookie": f"{_COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"})

    def _sign_out(self, asked: Asked) -> Answer:
        cookie = SimpleCookie(asked.headers.get("cookie", "")).get(_COOKIE)
        if cookie is not None:
            self._sessions.pop(cookie.value, None)
        return _to("/", **{"Set-Cookie": f"{_COOKIE}=; Path=/; Max-Age=0"})

    def _describe(self, asked: Asked) -> Answer:
        return Answer({
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/login/authorize",
            "token_endpoint": f"{self.issuer}/login/token",
            "userinfo_endpoint": f"{self.issuer}/login/userinfo",
            "jwks_uri": f"{self.issuer}/login/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    def _keys(self, asked: Asked) -> Answer:
        return Answer({"keys": [self._key.as_dict(private=False)]})

    def _authorize(self, asked: Asked) -> Answer:
        wish, back = asked.query, asked.query["redirect_uri"]
        if wish["client_id"] != self._client[0] or not _is_callback(back):
            raise ValueError("unknown client or address")
        if wish.get("code_challenge_method") != "S256" or not wish.get("code_challenge"):
            raise ValueError("a challenge is needed")
        person = self.person_of(asked)
        if person is None:
            return _to(f"{back}?{urlencode({'error': 'login_required', 'state': wish['state']})}")
        code = secrets.token_urlsafe(24)
        self._codes[code] = _Code(person["sub"], back, wish["code_challenge"], wish["nonce"])
        said = {"code": code, "state": wish["state"], "iss": self.issuer}
        return _to(f"{back}?{urlencode(said)}")

    def _token(self, asked: Asked) -> Answer:
        said = asked.form
        code = self._codes.pop(said["code"], None)
        if not self._is_client(asked) or code is None or code.redirect_uri != said["redirect_uri"]:
            raise ValueError("unknown client or code")
        if not hmac.compare_digest(_challenge(said["code_verifier"]), code.challenge):
            raise ValueError("another verifier")
        token = secrets.token_urlsafe(24)
        self._tokens[token] = code.subject
        self.handed_over += 1
        return Answer({
            "access_token": token, "token_type": "Bearer", "expires_in": _LIFE_SECONDS,
            "id_token": self._id_token(code, token),
        })  # fmt: skip

    def _is_client(self, asked: Asked) -> bool:
        pair = ":".join(quote_plus(part) for part in self._client)
        expected = "Basic " + base64.b64encode(pair.encode()).decode()
        return hmac.compare_digest(asked.headers.get("authorization", ""), expected)

    def _id_token(self, code: _Code, token: str) -> str:
        now, forged = int(time.time()), self.tamper
        ends = now - 3600 if forged is Tamper.EXPIRED else now + _LIFE_SECONDS
        half = hashlib.sha256(token.encode()).digest()[:16]
        claims = {
            "iss": "https://another.example" if forged is Tamper.ISSUER else self.issuer,
            "aud": "another" if forged is Tamper.AUDIENCE else self._client[0],
            "sub": code.subject,
            "nonce": "another" if forged is Tamper.NONCE else code.nonce,
            "iat": now, "auth_time": now, "exp": ends, "at_hash": _encoded(half),
            "acr": str(self.people[code.subject]["assurance"]),
        }  # fmt: skip
        key = _new_key() if forged is Tamper.SIGNATURE else self._key
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, key)

    def _userinfo(self, asked: Asked) -> Answer:
        subject = self._tokens[asked.headers.get("authorization", "").removeprefix("Bearer ")]
        person = self.people[subject]
        another = self.tamper is Tamper.PERSON
        said = {
            "sub": "cong-dan-99" if another else subject,
            "name": person["name"],
            "birthdate": person["birth_date"],
            "gender": person["sex"].lower(),
            "phone_number": person["phone"],
            "email": person["email"],
            "address": {"formatted": person["address"]},
            "area_code": person["area_code"],
            "identity_number": person["identity_number"],
        }
        if self.tamper is Tamper.NO_IDENTITY:
            del said["identity_number"]
        return Answer(said)

    def _control(self, asked: Asked) -> Answer:
        self.tamper = Tamper(str(asked.fields["tamper"]))
        return Answer({"tamper": self.tamper, "tampers": list(Tamper)})


def entry_address(site: str, issuer: str, page: str) -> str:
    """Give where the province takes people over who are signed in here."""
    wish = urlencode({"iss": issuer, "target_link_uri": f"{site}{page}"})
    return f"{site}/dang-nhap/cong-quoc-gia/?{wish}"


def _to(address: str, **headers: str) -> Answer:
    answer = Answer("", 303, "text/html")
    answer.headers.update({"Location": address, **headers})
    return answer


def _is_callback(address: str) -> bool:
    parts = urlsplit(address)
    return parts.hostname in _LOOPBACK and parts.path == CALLBACK_PATH


def _new_key() -> ECKey:
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"})
    key.ensure_kid()
    return key


def _challenge(verifier: str) -> str:
    return _encoded(hashlib.sha256(verifier.encode()).digest())


def _encoded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
