"""Numbers, symbols and registers of outgoing documents (Decree 30/2020 art. 15, annex I)."""

from tinhso.records.rules.kinds import DocumentKind

_SKIPPED = frozenset({"và", "tỉnh", "của"})
_COMMITTEES = ("UBND", "Ủy ban nhân dân")
CORRESPONDENCE = "CV"


def agency_symbol(short_name: str) -> str:
    """Give the letters of an agency in notations: ``UBND``, ``STP``, ``SGDĐT``.

    A proposal from the short name: annex III asks agencies to fix their own.
    """
    if short_name.startswith(_COMMITTEES):
        return "UBND"
    words = [word for word in short_name.split() if word.lower() not in _SKIPPED]
    return "".join(word if word.isupper() else word[0].upper() for word in words)


def notation_suffix(kind: DocumentKind, symbol: str, unit_symbol: str = "") -> str:
    """Give what follows the number: ``QĐ-UBND``; letters name the drafting unit: ``UBND-KGVX``."""
    if kind.abbreviation:
        return f"{kind.abbreviation}-{symbol}"
    return f"{symbol}-{unit_symbol}" if unit_symbol else symbol


def default_register(kind: DocumentKind) -> str:
    """Give the register of a kind where an agency arranged none: one a kind, numbered apart."""
    return kind.code
