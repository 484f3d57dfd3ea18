"""Numbers, notations and look-up codes of documents."""

_GROUP = 5


def format_notation(number: int, register: str) -> str:
    """Write number and notation (số, ký hiệu): ``05/QĐ-UBND``.

    Decree 30/2020/NĐ-CP annex I: numbers under 10 are written with a leading 0.
    """
    return f"{number:02d}/{register}" if register else f"{number:02d}"


def document_code(token: str) -> str:
    """Write a token in groups a person can copy from paper: ``abcde-fghjk-…``."""
    starts = range(0, len(token) - len(token) % _GROUP, _GROUP)
    *groups, last = [token[at : at + _GROUP] for at in starts] or [""]
    rest = token[len(groups) * _GROUP + len(last) :]
    return "-".join([*groups, last + rest])


def token_from_input(text: str) -> str:
    """Give the token a person typed or scanned: spaces, dashes, case and an address forgiven."""
    last = text.strip().rstrip("/").split("/")[-1]
    return "".join(letter for letter in last.lower() if letter.isalnum())
