"""The small language of message templates: placeholders and conditions, nothing that runs.

``{{ name }}`` writes a value, ``{{ name|default:other }}`` another one when it is empty, and
``{% if name %}…{% else %}…{% endif %}`` keeps a passage for when there is a value.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*(?:\|\s*default:\s*(\w+)\s*)?\}\}", re.ASCII)
_IF = re.compile(r"\{%\s*if\s+(\w+)\s*%\}", re.ASCII)
_ELSE = re.compile(r"\{%\s*else\s*%\}")
_END = re.compile(r"\{%\s*endif\s*%\}")
_AUTOESCAPE = re.compile(r"\{%\s*(?:end)?autoescape[^%]*%\}")


class Fault(StrEnum):
    """What is wrong with a template."""

    UNKNOWN_NAME = "UNKNOWN_NAME"
    UNKNOWN_TAG = "UNKNOWN_TAG"
    NOT_CLOSED = "NOT_CLOSED"
    NOT_OPENED = "NOT_OPENED"
    STRAY_BRACE = "STRAY_BRACE"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: on which line, and the words it is about."""

    fault: Fault
    line: int
    words: str


def find_faults(text: str, names: Collection[str]) -> list[Finding]:
    """Give everything wrong with a template that may use these names, in order."""
    findings: list[Finding] = []
    opened: list[int] = []
    line = 1
    for token in _TOKEN.split(text):
        for fault, words in _faults_of(token, names, opened, line):
            findings.append(Finding(fault, line, words))
        line += token.count("\n")
    findings += [Finding(Fault.NOT_CLOSED, where, "{% if %}") for where in opened]
    return findings


def _faults_of(
    token: str, names: Collection[str], opened: list[int], line: int
) -> list[tuple[Fault, str]]:
    if placeholder := _PLACEHOLDER.fullmatch(token):
        used = [name for name in placeholder.groups() if name]
        return [(Fault.UNKNOWN_NAME, name) for name in used if name not in names]
    if condition := _IF.fullmatch(token):
        opened.append(line)
        name = condition.group(1)
        return [] if name in names else [(Fault.UNKNOWN_NAME, name)]
    if _END.fullmatch(token) or _ELSE.fullmatch(token):
        return _faults_of_closing(token, opened)
    if token.startswith(("{{", "{%")):
        return [(Fault.UNKNOWN_TAG, token[:40])]
    stray = next((brace for brace in ("{{", "}}", "{%", "%}") if brace in token), "")
    return [(Fault.STRAY_BRACE, stray)] if stray else []


def _faults_of_closing(token: str, opened: list[int]) -> list[tuple[Fault, str]]:
    if not opened:
        return [(Fault.NOT_OPENED, token)]
    if _END.fullmatch(token):
        opened.pop()
    return []


def fill(text: str, values: Mapping[str, object]) -> str:
    """Write a template with values; a missing value is written as nothing."""
    written: list[str] = []
    shown = [True]
    for token in _TOKEN.split(text):
        if condition := _IF.fullmatch(token):
            shown.append(shown[-1] and bool(values.get(condition.group(1))))
        elif _ELSE.fullmatch(token) and len(shown) > 1:
            shown[-1] = shown[-2] and not shown[-1]
        elif _END.fullmatch(token) and len(shown) > 1:
            shown.pop()
        elif shown[-1]:
            written.append(_write(token, values))
    return "".join(written)


def _write(token: str, values: Mapping[str, object]) -> str:
    placeholder = _PLACEHOLDER.fullmatch(token)
    if placeholder is None:
        return token
    name, other = placeholder.groups()
    return str(values.get(name) or (values.get(other) if other else "") or "")


def without_autoescape(source: str) -> str:
    """Give a template file's text without the wrapping only the file needs."""
    return _AUTOESCAPE.sub("", source).strip()
