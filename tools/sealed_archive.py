"""Encryption of backups with a passphrase: scrypt for the key, AES-256-GCM piece by piece.

Each piece is bound to its number and to whether it is the last, so that pieces cannot be dropped,
repeated or put in another order without being noticed.
"""

import os
import struct
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tools.console import Problem

MAGIC = b"TINHSO1\n"
PIECE_BYTES = 4 * 1024 * 1024
SALT_BYTES = 16
TAG_BYTES = 16


def seal(plain: Path, sealed: Path, passphrase: str) -> None:
    """Encrypt a file."""
    salt = os.urandom(SALT_BYTES)
    cipher = AESGCM(_key(passphrase, salt))
    with plain.open("rb") as source, sealed.open("wb") as target:
        target.write(MAGIC + salt)
        number, piece = 0, source.read(PIECE_BYTES)
        while True:
            following = source.read(PIECE_BYTES)
            target.write(cipher.encrypt(_nonce(number), piece, _place(is_last=not following)))
            if not following:
                return
            number, piece = number + 1, following


def unseal(sealed: Path, plain: Path, passphrase: str) -> None:
    """Decrypt a file, or explain that the passphrase or the file is wrong."""
    with sealed.open("rb") as source, plain.open("wb") as target:
        if source.read(len(MAGIC)) != MAGIC:
            raise _broken()
        cipher = AESGCM(_key(passphrase, source.read(SALT_BYTES)))
        number, piece = 0, source.read(PIECE_BYTES + TAG_BYTES)
        while True:
            following = source.read(PIECE_BYTES + TAG_BYTES)
            try:
                target.write(cipher.decrypt(_nonce(number), piece, _place(is_last=not following)))
            except InvalidTag:
                raise _broken() from None
            if not following:
                return
            number, piece = number + 1, following


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())


def _nonce(number: int) -> bytes:
    return struct.pack(">4xQ", number)


def _place(*, is_last: bool) -> bytes:
    return MAGIC + (b"last" if is_last else b"more")


def _broken() -> Problem:
    return Problem(
        "Không mở được bản sao lưu: sai mật khẩu hoặc tệp bị hỏng.",
        "The archive cannot be opened: wrong passphrase, or the file is damaged.",
    )
