"""Signed notes, checkpoints and witnesses' cosignatures, as C2SP specifies them."""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tinhso_verify.merkle import HASH_BYTES

LOG, WITNESS = 1, 4
_DASH = "\N{EM DASH} "
_KEY_ID_BYTES, _TIME_BYTES = 4, 8


class NoteRefused(ValueError):
    """A note or key is malformed, or not signed as it must be."""


@dataclass(frozen=True)
class Key:
    """Whose signature is asked for: a name, the kind of signature, an Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Give the four bytes that name the key in a signature."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:_KEY_ID_BYTES]


@dataclass(frozen=True)
class Checkpoint:
    """What a log states of itself; ``body`` is the signed text."""

    origin: str
    size: int
    root: bytes
    body: str


def read_key(text: str) -> Key:
    """Read a verifier key, ``name+id+base64``.

    :raises NoteRefused: it is none, or its id is not that of the key.
    """
    try:
        name, key_id, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        key = Key(name, raw[0], raw[1:])
        is_right = key.key_id == bytes.fromhex(key_id)
    except (ValueError, IndexError) as error:
        raise NoteRefused("not a verifier key: name+id+base64") from error
    if not is_right or key.kind not in (LOG, WITNESS) or len(key.public) != HASH_BYTES:
        raise NoteRefused("the verifier key is damaged")
    return key


def open_checkpoint(note: str, key: Key) -> Checkpoint:
    """Verify a checkpoint's signature by the log and give what it states.

    :raises NoteRefused: it is malformed, of another log, or not signed by the key.
    """
    body, signatures = _parts(note)
    if not any(_is_signed(key, body.encode(), signature) for signature in _of(key, signatures)):
        raise NoteRefused("the checkpoint is not signed by this key")
    checkpoint = _read(body)
    if checkpoint.origin != key.name:
        raise NoteRefused("the checkpoint is of another log")
    return checkpoint


def cosigned_at(note: str, key: Key) -> int:
    """Verify a witness's cosignature and give when it was made (Unix seconds).

    :raises NoteRefused: the witness did not sign this checkpoint.
    """
    body, signatures = _parts(note)
    for signature in _of(key, signatures):
        moment = int.from_bytes(signature[:_TIME_BYTES], "big")
        if _is_signed(key, cosigned_text(body, moment), signature[_TIME_BYTES:]):
            return moment
    raise NoteRefused(f"the witness {key.name} did not sign this checkpoint")


def cosigned_text(body: str, moment: int) -> bytes:
    """Give what a witness signs (cosignature/v1)."""
    return f"cosignature/v1\ntime {moment}\n{body}".encode()


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    body, gap, rest = note.rpartition("\n\n")
    lines = rest.splitlines()
    if not gap or not lines or not rest.endswith("\n"):
        raise NoteRefused("not a signed note")
    return body + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    if not line.startswith(_DASH):
        raise NoteRefused("a line among the signatures is none")
    name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise NoteRefused("a signature is not base64") from error
    if base64.b64encode(raw).decode() != encoded:
        raise NoteRefused("a signature has more than one written form")
    return name, raw


def _of(key: Key, signatures: list[tuple[str, bytes]]) -> list[bytes]:
    return [
        raw[_KEY_ID_BYTES:]
        for name, raw in signatures
        if name == key.name and raw[:_KEY_ID_BYTES] == key.key_id
    ]


def _is_signed(key: Key, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def _read(body: str) -> Checkpoint:
    lines = body.splitlines()
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError) as error:
        raise NoteRefused("not a checkpoint") from error
    if not origin or str(size) != lines[1] or size < 1 or len(root) != HASH_BYTES:
        raise NoteRefused("a checkpoint of no possible tree")
    return Checkpoint(origin, size, root, body)
