"""Which notifications exist and what each needs to be written."""

from collections.abc import Mapping
from typing import Any

LANGUAGES = ("vi", "en")
_CASE = frozenset({"case_code", "procedure_name", "due_at"})

TEMPLATES: Mapping[str, frozenset[str]] = {
    "case_filed": _CASE,
    "case_accepted": _CASE,
    "case_refused": _CASE | {"reason", "legal_basis"},
    "supplement_requested": _CASE | {"reason"},
    "supplement_provided": _CASE,
    "case_withdrawn": _CASE,
    "case_late": _CASE,
    "result_issued": _CASE | {"notation", "title"},
    # The paths beside the straight one; the last four are for officers.
    "case_stopped": _CASE | {"reason", "legal_basis"},
    "inspection_planned": _CASE | {"when", "place"},
    "result_corrected": _CASE | {"notation", "former_notation", "reason", "kind"},
    "complaint_answered": _CASE | {"answer"},
    "complaint_received": _CASE | {"answer_due"},
    "case_escalated": _CASE | {"percent"},
    "case_reminded": _CASE | {"from", "note"},
    "branch_received": _CASE | {"task", "answer_due"},
}


def missing_context(template: str, context: Mapping[str, Any]) -> frozenset[str]:
    """Give the names a template needs and the context lacks.

    :raises KeyError: there is no such template.
    """
    return TEMPLATES[template] - context.keys()


def split_message(text: str) -> tuple[str, str]:
    """Split a rendered message into its title (first line) and its body."""
    title, _, body = text.strip().partition("\n")
    return " ".join(title.split()), body.strip()
