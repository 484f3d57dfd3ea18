"""Checkpoints as C2SP signed notes: three lines and an Ed25519 signature anyone can verify."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tinhso.ledger.rules.tree import HASH_BYTES

_ED25519, _COSIGNATURE = b"\x01", b"\x04"
_TIME_BYTES = 8
_KEY_HASH_BYTES = 4
_DASH = "—"


class BadNote(ValueError):
    """The text is not a checkpoint signed by this key."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint states: a log's name, its size, its root hash."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """Give the signed text."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A witness or a log: the name it signs with and its public key."""

    name: str
    public_key: bytes


def _key_hash(origin: str, public_key: bytes, kind: bytes = _ED25519) -> bytes:
    named = origin.encode() + b"\n" + kind + public_key
    return hashlib.sha256(named).digest()[:_KEY_HASH_BYTES]


def verifier_key(origin: str, public_key: bytes) -> str:
    """Write a log's public key the way note verifiers read it: name, key hash, key."""
    return _key_text(origin, public_key, _ED25519)


def witness_key(name: str, public_key: bytes) -> str:
    """Write a witness's public key the way note verifiers read it: name, key hash, key."""
    return _key_text(name, public_key, _COSIGNATURE)


def _key_text(name: str, public_key: bytes, kind: bytes) -> str:
    body = base64.b64encode(kind + public_key).decode()
    return f"{name}+{_key_hash(name, public_key, kind).hex()}+{body}"


def cosign(body: str, *, name: str, key: Ed25519PrivateKey, moment: int) -> str:
    """Sign a checkpoint's text as a witness (cosignature/v1) at a moment in Unix seconds."""
    signature = key.sign(f"cosignature/v1\ntime {moment}\n{body}".encode())
    prefix = _key_hash(name, key.public_key().public_bytes_raw(), _COSIGNATURE)
    stamped = prefix + moment.to_bytes(_TIME_BYTES, "big") + signature
    return f"{_DASH} {name} {base64.b64encode(stamped).decode()}"


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Write and sign a checkpoint."""
    body = checkpoint.body()
    public_key = key.public_key().public_bytes_raw()
    signature = _key_hash(checkpoint.origin, public_key) + key.sign(body.encode())
    return f"{body}\n{_DASH} {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, *, origin: str, public_key: bytes) -> Checkpoint:
    """Verify a signed checkpoint and give what it states.

    :raises BadNote: another origin, a wrong signature, or a malformed text.
    """
    try:
        body, signatures = note.split("\n\n")
        name, size, root, rest = (body + "\n").split("\n", 3)
        checkpoint = Checkpoint(name, int(size), base64.b64decode(root, validate=True))
        signed = [_signature(line, origin) for line in signatures.splitlines()]
    except (ValueError, binascii.Error) as error:
        raise BadNote("malformed note") from error
    if name != origin or rest or checkpoint.body() != body + "\n":
        raise BadNote("not a checkpoint of this log")
    if len(checkpoint.root) != HASH_BYTES or checkpoint.size < 1:
        raise BadNote("no such tree")
    prefix = _key_hash(origin, public_key)
    ours = [item[_KEY_HASH_BYTES:] for item in signed if item.startswith(prefix)]
    if not ours:
        raise BadNote("not signed by this key")
    _verify(Ed25519PublicKey.from_public_bytes(public_key), ours[0], body + "\n")
    return checkpoint


def _signature(line: str, origin: str) -> bytes:
    dash, name, signature = line.split(" ")
    if dash != _DASH:
        raise ValueError("not a signature line")
    return base64.b64decode(signature, validate=True) if name == origin else b""


def _verify(key: Ed25519PublicKey, signature: bytes, body: str) -> None:
    try:
        key.verify(signature, body.encode())
    except InvalidSignature as error:
        raise BadNote("wrong signature") from error


def read_key(text: str) -> NamedKey:
    """Read a witness's verifier key: name, key hash, key.

    :raises BadNote: it is malformed, or of another kind.
    """
    return _read_key(text, _COSIGNATURE)


def read_log_key(text: str) -> NamedKey:
    """Read a log's verifier key: name, key hash, key.

    :raises BadNote: it is malformed, or of another kind.
    """
    return _read_key(text, _ED25519)


def _read_key(text: str, kind: bytes) -> NamedKey:
    try:
        name, key_hash, encoded = text.split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadNote("not a verifier key") from error
    is_right = raw[:1] == kind and len(raw) == 1 + HASH_BYTES
    if not is_right or _key_hash(name, raw[1:], kind).hex() != key_hash:
        raise BadNote("a key of another kind, or damaged")
    return NamedKey(name, raw[1:])


def verify_cosignature(line: str, body: str, key: NamedKey) -> None:
    """Verify a witness's signature line (C2SP tlog-cosignature) of a checkpoint's text.

    :raises BadNote: the witness did not sign this text.
    """
    prefix = _key_hash(key.name, key.public_key, _COSIGNATURE)
    raw = _signature(line, key.name)
    if not raw.startswith(prefix):
        raise BadNote("not signed by this witness")
    stamped = raw[_KEY_HASH_BYTES:]
    moment = int.from_bytes(stamped[:_TIME_BYTES], "big")
    signed = f"cosignature/v1\ntime {moment}\n{body}"
    _verify(Ed25519PublicKey.from_public_bytes(key.public_key), stamped[_TIME_BYTES:], signed)
