"""The signing key on disk, its public half beside it, and the last note as a witness.

The witness is what a database administrator cannot change from inside the database: a log cut
short no longer reaches the size the witness states.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


class LedgerKeyMissing(Exception):
    """The log was signed before, but its key is gone: restore the key from the backup."""


def _key_file() -> Path:
    return Path(settings.LEDGER_KEY_FILE)


def _public_file() -> Path:
    return _key_file().with_suffix(".pub")


def _witness_file() -> Path:
    return _key_file().with_suffix(".checkpoint")


def load_or_create_key(*, may_create: bool) -> Ed25519PrivateKey:
    """Give the signing key; a new log makes one (mode 0600) on first use.

    :raises LedgerKeyMissing: there is no key and ``may_create`` is false.
    """
    key = _load_or_create(_key_file(), may_create=may_create)
    if not _public_file().exists():
        _replace(_public_file(), key.public_key().public_bytes_raw())
    return key


def load_or_create_witness_key(*, may_create: bool) -> Ed25519PrivateKey:
    """Give the key with which other installations' checkpoints are signed.

    :raises LedgerKeyMissing: there is no key and ``may_create`` is false.
    """
    return _load_or_create(_key_file().with_name("witness.key"), may_create=may_create)


def _load_or_create(path: Path, *, may_create: bool) -> Ed25519PrivateKey:
    if not path.exists():
        if not may_create:
            raise LedgerKeyMissing(f"{path} is missing; restore it from the backup.")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def find_public_key() -> bytes | None:
    """Give the public key; ``None`` before the first checkpoint is signed."""
    return _public_file().read_bytes() if _public_file().exists() else None


def keep_witness(note: str) -> None:
    """Keep the newest signed checkpoint outside the database."""
    _replace(_witness_file(), note.encode())


def find_witness() -> str | None:
    """Give the newest checkpoint kept outside the database."""
    return _witness_file().read_text(encoding="utf-8") if _witness_file().exists() else None


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist, whole or not at all, readable by its owner only."""
    draft = path.with_suffix(f".{os.getpid()}.new")
    _write_durably(draft, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}.new")
    _write_durably(draft, content)
    draft.replace(path)


def _write_durably(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
