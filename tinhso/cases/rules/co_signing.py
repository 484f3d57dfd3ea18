"""Who has to sign an application beside its applicant, and what exactly they sign."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: Answers that are no part of what others agree to: the applicant gives them when filing.
_OF_THE_APPLICANT = frozenset({"declaration"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody the form names who has to sign: the code of their part, name and number."""

    code: str
    full_name: str
    identity_number: str
    in_person: bool


def parties_of(
    co_signing: Mapping[str, Any] | None, answers: Mapping[str, Any], own_number: str
) -> list[Party]:
    """Give the people the form names who have to sign, without the applicant themselves.

    A party whose number the form does not hold yet is left out: the form is not complete then.
    """
    rows = (co_signing or {}).get("parties") or []
    found = [
        Party(
            code=row["code"],
            full_name=str(answers.get(row["name_field"]) or "").strip(),
            identity_number=str(answers.get(row["identity_field"]) or "").strip(),
            in_person=row["in_person"],
        )
        for row in rows
    ]
    return [party for party in found if party.identity_number not in {"", own_number}]


def must_sign_in_person(co_signing: Mapping[str, Any] | None, party: str) -> bool:
    """Tell whether nobody may sign in the place of a party."""
    rows = [*((co_signing or {}).get("parties") or []), (co_signing or {}).get("others") or {}]
    return any(row.get("code") == party and row["in_person"] for row in rows)


def content_hash(
    *, version: str, place: Mapping[str, Any], answers: Mapping[str, Any], papers: Iterable[str]
) -> str:
    """Give the SHA-256 of an application as it would be filed, in hexadecimal.

    :param version: hash of the procedure's version.
    :param place: where it goes and which case within the procedure it is.
    :param papers: one text a file, naming the paper and the file's own hash.
    """
    content = {
        "version": version,
        "place": dict(place),
        "answers": {name: answers[name] for name in answers if name not in _OF_THE_APPLICANT},
        "papers": sorted(papers),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
