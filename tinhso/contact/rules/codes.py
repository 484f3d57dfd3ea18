"""Codes of contacts: nobody can count them up, everybody can read them out on the telephone."""

import re
import secrets

PREFIX = "1022"
SECRET_LENGTH = 8
#: Without letters and digits that look or sound alike on the telephone.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LETTERS = _ALPHABET.upper()
_CODE = re.compile(rf"^{PREFIX}-?([{_LETTERS}]{{4}})-?([{_LETTERS}]{{4}})$")


def new_code() -> str:
    """Give a code such as ``1022-7K3M-9QXA``: 31^8 of them, in no order."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"


def secret_from(seed: bytes) -> str:
    """Give the secret printed on the receipt: eight letters and digits that are not mixed up.

    ``seed`` is 32 keyed bytes; the same seed gives the same secret, so a repetition can tell it.
    """
    number, letters = int.from_bytes(seed, "big"), []
    for _ in range(SECRET_LENGTH):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)


def read_code(typed: str) -> str | None:
    """Give the code a person meant, however spaced or capitalised; ``None`` when it is none."""
    found = _CODE.match("".join(typed.split()).upper())
    return f"{PREFIX}-{found[1]}-{found[2]}" if found else None


def read_secret(typed: str) -> str:
    """Give the secret as it was made, however it was written."""
    return "".join(typed.split()).replace("-", "").lower()
