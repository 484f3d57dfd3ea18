"""Marks of secrecy in a header: in any text, or in the fields some senders have for them."""

from collections.abc import Iterable

from tinhso.documents.api import find_secrecy_mark

#: Fields of some senders for the degree of secrecy; any value but these means a degree.
_FIELDS = frozenset({"security", "securitylevel", "secretlevel", "secret", "domat", "confidential"})
_OPEN = frozenset({"", "0", "00", "thường", "không", "binh thuong", "none", "normal", "false"})


def has_secrecy_mark(texts: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a name and text of an envelope's elements carry a degree of secrecy."""
    for name, text in texts:
        if name.lower() in _FIELDS and text.strip().lower() not in _OPEN:
            return True
        if find_secrecy_mark(text):
            return True
    return False
