"""The content a new procedure begins with: empty, or another one's without what is its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Content = dict[str, Any]
_NOTHING = {"vi": "", "en": ""}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class NewProcedure:
    """What must be known to begin a procedure.

    :param code: national code such as ``1.001193``, or ``DEMO.0001`` of demonstration data.
    :param deciding: ``kind``, ``tier`` and ``department_short_name`` (or ``None``) of the agency.
    """

    code: str
    code_certainty: str
    slug: str
    name: Mapping[str, str]
    field: str
    tier: str
    deciding: Mapping[str, str | None]


def first_content(asked: NewProcedure, on: date, like: Mapping[str, Any] | None = None) -> Content:
    """Give the content of a first draft; of ``like`` all is kept but code, names and decision."""
    kept = {name: value for name, value in (like or {}).items() if name != "demonstration"}
    return {
        **_empty(),
        **kept,
        "code": {"value": asked.code, "certainty": asked.code_certainty},
        **({"demonstration": True} if asked.code.startswith("DEMO.") else {}),
        "slug": asked.slug,
        "name": dict(asked.name),
        "everyday_words": [],
        "field": asked.field,
        "tier": asked.tier,
        "deciding_agency": dict(asked.deciding),
        "announced_by": {"number": None, "issued_on": None, "certainty": "to_confirm"},
        "valid_from": on.isoformat(),
        "valid_to": None,
    }


def _empty() -> Content:
    return {
        "summary": _NOTHING,
        "service_level": "FULL",
        "partial_reason": None,
        "subjects": _NOTHING,
        "conditions": None,
        "steps_text": [],
        "ways": [],
        "cut_off": None,
        "papers": [],
        "sets_of_papers": 1,
        "fees": [],
        "result": _NOTHING,
        "legal_basis": [],
        "complete": True,
        "missing_parts": [],
        "process": [],
        "form": {
            "$schema": _DIALECT,
            "type": "object",
            "additionalProperties": False,
            "x-pages": [],
            "properties": {},
            "required": [],
        },
        "result_template": {
            "kind": "decision",
            "title": {"vi": ""},
            "document_type_abbreviation": "",
            "body": [],
            "signer_role": "LEADER",
            "extra_fields": [],
        },
    }
