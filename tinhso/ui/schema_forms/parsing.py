"""Reads what was typed into typed answers; what cannot be read stays as typed, for its error."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping

from tinhso.ui.fields import DATE_SUFFIXES
from tinhso.ui.schema_forms.questions import Question

MAXIMUM_DIGITS = 15
_DATE_TYPED = re.compile(r"(?s)([^/]*)/([^/]*)/([^/]*)")
_WHOLE = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[., ][0-9]{3})+)")
_DECIMAL_COMMA = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_DECIMAL_POINT = re.compile(r"-?[0-9]+\.[0-9]+")
_NUMBER_SIGNS = re.compile(r"[\s.\-()]")


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """Give the text composed (NFC), trimmed, without control or invisible characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if not keep_lines:
        text = re.sub(r"\s+", " ", text)
    if not text.isprintable():
        kept = (character for character in text if not _is_hidden(character, keep_lines))
        text = unicodedata.normalize("NFC", "".join(kept))
    return text.strip()


def has_hidden_characters(text: str) -> bool:
    """Tell whether a text holds control characters, which no answer typed here can have."""
    # What Python calls printable has no character of the categories C (str.isprintable).
    return not text.isprintable() and any(_is_hidden(each, keep_lines=True) for each in text)


def _is_hidden(character: str, keep_lines: bool) -> bool:
    if character == "\n":
        return not keep_lines
    return unicodedata.category(character).startswith("C")


def parse_answer(question: Question, post: Mapping[str, str]) -> object | None:
    """Give the answer to one question, ``None`` when there is none."""
    if question.widget == "date":
        return _parse_date(question, post)
    raw = post.get(question.name)
    if question.type == "boolean":
        return _parse_checkbox(question, raw)
    if raw is None:
        return None
    text = clean_text(str(raw), keep_lines=question.widget == "textarea")
    if not text:
        return None
    return _parse_text(question, text)


def _parse_text(question: Question, text: str) -> object:
    if question.type == "integer":
        return parse_whole(text)
    if question.type == "number":
        return parse_decimal(text)
    if question.widget == "phone":
        return re.sub(r"^\+?84(?=\d{9}$)", "0", _NUMBER_SIGNS.sub("", text)) or text
    if question.widget == "identity_number":
        return _NUMBER_SIGNS.sub("", text) or text
    return text


def _parse_checkbox(question: Question, raw: object) -> bool | None:
    if raw:
        return True
    return None if "const" in question.schema else False


def parse_whole(text: str) -> int | str:
    """Read a whole number, thousands apart or not; anything else stays a text."""
    if not _WHOLE.fullmatch(text):
        return text
    digits = re.sub(r"[., ]", "", text)
    return int(digits) if len(digits.lstrip("-")) <= MAXIMUM_DIGITS else text


def parse_decimal(text: str) -> int | float | str:
    """Read a number as Vietnam writes it: ``1.250,5``; a lone point as in ``12.5`` is read too."""
    if len(text) > MAXIMUM_DIGITS + 5:
        return text
    if _DECIMAL_COMMA.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    elif _DECIMAL_POINT.fullmatch(text):
        plain = text
    else:
        return text
    return float(plain) if "." in plain else int(plain)


def _parse_date(question: Question, post: Mapping[str, str]) -> str | None:
    parts = [
        clean_text(str(post.get(f"{question.name}-{suffix}") or "")) for suffix in DATE_SUFFIXES
    ]
    if not any(parts):
        return None
    if all(re.fullmatch("[0-9]{1,4}", part) for part in parts) and len(parts[2]) == 4:
        day, month, year = (int(part) for part in parts)
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            pass
    return "/".join(part.replace("/", " ") for part in parts)


def date_as_typed(answer: object) -> tuple[str, str, str]:
    """Give day, month and year of a stored answer, right or wrong, for the three inputs."""
    text = str(answer or "")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        found = _DATE_TYPED.fullmatch(text)
        return (found[1], found[2], found[3]) if found else ("", "", "")
    return str(day.day), str(day.month), str(day.year)
