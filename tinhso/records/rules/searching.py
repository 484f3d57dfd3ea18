"""How texts become words of the search, and what was typed becomes a question to its index."""

import re

from tinhso.core.text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 60
_MOST_WORDS = 40_000
_MOST_ASKED = 12


def words_of(text: str) -> list[str]:
    """Give the different words of a text in small letters, as written and without accents.

    >>> words_of("Số 12/UBND")
    ['12', 'so', 'số', 'ubnd']
    """
    written = nfc(text).lower()
    found = {word[:_LONGEST_WORD] for word in _WORD.findall(f"{written}\n{fold(written)}")}
    return sorted(found)[:_MOST_WORDS]


def question(text: str) -> str:
    """Give the ``tsquery`` for what was typed: every word must begin a word of the row.

    A word with accents must have them, one without matches any. Nothing typed gives nothing.

    >>> question("nhà o, 125/BXD")
    "'nhà':* & 'o':* & '125':* & 'bxd':*"
    """
    asked = dict.fromkeys(word[:_LONGEST_WORD] for word in _WORD.findall(nfc(text).lower()))
    return " & ".join(f"'{word}':*" for word in list(asked)[:_MOST_ASKED])
