"""What a content says against itself, beyond what its schema can see."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tinhso.procedures.rules.fee_tables import quantities_of_row, rows_of_line

Content = Mapping[str, Any]


class Flaw(StrEnum):
    """Kinds of contradictions."""

    REPEATED = "REPEATED"
    UNKNOWN_PAPER = "UNKNOWN_PAPER"
    UNKNOWN_QUESTION = "UNKNOWN_QUESTION"
    UNASKED_QUESTION = "UNASKED_QUESTION"
    ASKED_TWICE = "ASKED_TWICE"
    UNKNOWN_FEE = "UNKNOWN_FEE"
    UNKNOWN_VARIANT = "UNKNOWN_VARIANT"
    UNKNOWN_QUANTITY = "UNKNOWN_QUANTITY"
    CLOSED_LAST_TIER = "CLOSED_LAST_TIER"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction: in which part of the content, of what kind, about which code."""

    part: str
    flaw: Flaw
    code: str


def contradictions(content: Content) -> list[Contradiction]:
    """Give every contradiction of a content that follows its schema."""
    return [
        *_repeated(content),
        *_unknown_papers(content),
        *_questions(content["form"]),
        *_unknown_signers(content),
        *_fee_table(content),
    ]


def _repeated(content: Content) -> Iterator[Contradiction]:
    for part in ("papers", "fees", "process", "variants"):
        for code in _doubles(row["code"] for row in content.get(part) or []):
            yield Contradiction(part, Flaw.REPEATED, code)
    for code in _doubles(way["channel"] for way in content["ways"]):
        yield Contradiction("ways", Flaw.REPEATED, code)


def _unknown_papers(content: Content) -> Iterator[Contradiction]:
    known = {paper["code"] for paper in content["papers"]}
    for variant in content.get("variants") or []:
        for code in [*variant["required_papers"], *variant["optional_papers"]]:
            if code not in known:
                yield Contradiction("variants", Flaw.UNKNOWN_PAPER, code)


def _questions(form: Content) -> Iterator[Contradiction]:
    asked = [name for page in form["x-pages"] for name in page["fields"]]
    known = set(form["properties"])
    for name in _doubles(asked):
        yield Contradiction("form", Flaw.ASKED_TWICE, name)
    for name in sorted({*asked, *form["required"]} - known):
        yield Contradiction("form", Flaw.UNKNOWN_QUESTION, name)
    for name in sorted(known - set(asked)):
        yield Contradiction("form", Flaw.UNASKED_QUESTION, name)


def _unknown_signers(content: Content) -> Iterator[Contradiction]:
    """Find people to sign whose name or number no question of the form asks for."""
    co_signing = content.get("co_signing") or {}
    for party in co_signing.get("parties") or []:
        for name in (party["name_field"], party["identity_field"]):
            if name not in content["form"]["properties"]:
                yield Contradiction("co_signing", Flaw.UNKNOWN_QUESTION, name)


def _fee_table(content: Content) -> Iterator[Contradiction]:
    """Find lines and exemptions named twice, and names nothing stands behind."""
    table = content.get("fee_table") or {}
    lines = [line["code"] for line in table.get("lines", [])]
    exemptions = table.get("exemptions", [])
    for code in [*_doubles(lines), *_doubles(row["code"] for row in exemptions)]:
        yield Contradiction("fee_table", Flaw.REPEATED, code)
    for row in exemptions:
        for code in set(row.get("lines", [])) - set(lines):
            yield Contradiction("fee_table", Flaw.UNKNOWN_FEE, code)
    for quantity in table.get("quantities", {}).values():
        if quantity["answer"] and quantity["answer"] not in content["form"]["properties"]:
            yield Contradiction("fee_table", Flaw.UNKNOWN_QUESTION, quantity["answer"])
    variants = {row["code"] for row in content.get("variants") or []}
    for line in table.get("lines", []):
        for row in rows_of_line(line):
            yield from _fee_row(line["code"], row, variants, table.get("quantities", {}))


def _fee_row(
    line: str, row: Content, variants: set[str], quantities: Content
) -> Iterator[Contradiction]:
    for code in set(row.get("when", {}).get("case_kinds", [])) - variants:
        yield Contradiction("fee_table", Flaw.UNKNOWN_VARIANT, code)
    for name in sorted(quantities_of_row(row) - set(quantities)):
        yield Contradiction("fee_table", Flaw.UNKNOWN_QUANTITY, name)
    limits = [tier["up_to"] for tier in row["rate"].get("tiers", [])]
    if limits and (limits[-1] is not None or None in limits[:-1]):
        yield Contradiction("fee_table", Flaw.CLOSED_LAST_TIER, line)


def _doubles(codes: Iterable[str]) -> list[str]:
    return [code for code, count in Counter(codes).items() if count > 1]
