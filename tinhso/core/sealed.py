"""Personal data sealed in the database: AES-256-GCM with keys that can be changed, blind indexes.

A sealed value reads ``s1.<key id>.<nonce and ciphertext>``. The first key of
``settings.FIELD_KEYS`` seals, every key opens; the column's name is authenticated with the value,
so a value copied into another column does not open.
"""

import base64
import binascii
import hashlib
import hmac
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup

from tinhso.core.text import nfc

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField

_VERSION = "s1"
_NONCE_BYTES = 12
_KEY_BYTES = 32
_KEY_ID_BYTES = 8
_BODY_AT = _KEY_ID_BYTES + _NONCE_BYTES


class SealBroken(Exception):
    """A sealed value was changed, moved to another column, or its key is no longer configured."""


def seal(plain: str, context: str) -> str:
    """Encrypt a text for one column; ``context`` names the column."""
    key_id, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = os.urandom(_NONCE_BYTES)
    sealed = cipher.encrypt(nonce, plain.encode(), context.encode())
    return f"{_VERSION}.{key_id}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, context: str) -> str:
    """Decrypt a sealed text.

    :raises SealBroken: the value is not what was sealed for this column.
    """
    try:
        version, key_id, body = sealed.split(".")
        cipher = _ciphers(tuple(settings.FIELD_KEYS))[key_id]
        raw = base64.urlsafe_b64decode(body)
        opened = cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode())
    except (ValueError, KeyError, InvalidTag, binascii.Error) as error:
        raise SealBroken(f"A sealed value of {context} cannot be opened.") from error
    if version != _VERSION:
        raise SealBroken(f"A sealed value of {context} has the unknown version {version}.")
    return opened.decode()


def seal_bytes(plain: bytes, context: str) -> bytes:
    """Encrypt bytes; ``context`` names what they are for and is needed to open them."""
    key_id, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = os.urandom(_NONCE_BYTES)
    return key_id.encode() + nonce + cipher.encrypt(nonce, plain, context.encode())


def unseal_bytes(sealed: bytes, context: str) -> bytes:
    """Decrypt sealed bytes.

    :raises SealBroken: they were changed, are of another context, or their key is gone.
    """
    key_id, nonce = sealed[:_KEY_ID_BYTES], sealed[_KEY_ID_BYTES:_BODY_AT]
    try:
        cipher = _ciphers(tuple(settings.FIELD_KEYS))[key_id.decode()]
        return cipher.decrypt(nonce, sealed[_BODY_AT:], context.encode())
    except (ValueError, KeyError, InvalidTag) as error:
        raise SealBroken(f"Sealed bytes of {context} cannot be opened.") from error


def is_sealed_with_current_key(sealed: str) -> bool:
    """Tell whether a sealed text already uses the first key, for the change of keys."""
    return sealed.startswith(current_prefix())


def bytes_have_current_key(sealed: bytes) -> bool:
    """Tell whether sealed bytes already use the first key."""
    key_id = next(iter(_ciphers(tuple(settings.FIELD_KEYS))))
    return sealed[:_KEY_ID_BYTES] == key_id.encode()


def current_prefix() -> str:
    """Give how every text begins that the first key sealed."""
    return f"{_VERSION}.{next(iter(_ciphers(tuple(settings.FIELD_KEYS))))}."


def blind_index(text: str) -> bytes:
    """Give the keyed hash (32 bytes) by which a sealed value is found again by equality."""
    key = _decode_key(settings.BLIND_INDEX_KEY)
    return hmac.digest(key, nfc(text).strip().encode(), hashlib.sha256)


def mask(text: str, keep: int = 3) -> str:
    """Hide a value but for its first and last characters: ``079…123``."""
    if not text:
        return ""
    return f"{text[:keep]}…{text[-keep:]}" if len(text) > 2 * keep else "…"


@lru_cache(maxsize=4)
def _ciphers(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS holds no key: personal data cannot be stored.")
    decoded = [_decode_key(key) for key in keys]
    return {hashlib.sha256(key).hexdigest()[:8]: AESGCM(key) for key in decoded}


def _decode_key(key: str) -> bytes:
    try:
        decoded = base64.b64decode(key, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured("A key is not base64.") from error
    if len(decoded) != _KEY_BYTES:
        raise ImproperlyConfigured("A key must be base64 of 32 bytes.")
    return decoded


class SealedTextField(_TextField):
    """A text the database only ever sees sealed; the empty text stays empty.

    It cannot be searched or sorted: keep a ``blind_index`` column beside it for equality.
    """

    description = "Sealed text"
    _lookups: ClassVar[frozenset[str]] = frozenset({"isnull"})

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        """Seal what goes to the database."""
        text = super().get_prep_value(value)
        return seal(nfc(text), self._context) if isinstance(text, str) and text else text

    def from_db_value(self, value: str | None, expression: Expression, connection: Any) -> Any:
        """Open what comes from the database."""
        return unseal(value, self._context) if value else value

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Allow no comparison: every sealing differs, so a search would silently find nothing."""
        return super().get_lookup(lookup_name) if lookup_name in self._lookups else None
