"""Which notifications exist, what each needs to be written, and how much it matters."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

LANGUAGES = ("vi", "en")
_CASE = frozenset({"case_code", "procedure_name", "due_at"})
_SIGNING = frozenset({"procedure_name", "applicant"})

#: Messages about official documents and tasks, for officers.
_RECORD = frozenset({"title", "from", "note", "due_at"})
_ARCHIVE = frozenset({"title", "from", "note"})

_CONTACT = frozenset({"code"})
TEMPLATES: Mapping[str, frozenset[str]] = {
    "case_filed": _CASE,
    "case_accepted": _CASE,
    "case_refused": _CASE | {"reason", "legal_basis"},
    "supplement_requested": _CASE | {"reason"},
    "supplement_provided": _CASE,
    "case_withdrawn": _CASE,
    "case_late": _CASE,
    "payment_requested": _CASE | {"amount"},
    "payment_received": _CASE | {"amount"},
    "payment_refunded": _CASE | {"amount"},
    "result_issued": _CASE | {"notation", "title"},
    "case_moved": _CASE | {"former_agency", "agency", "legal_act"},
    # The paths beside the straight one; the last four are for officers.
    "case_stopped": _CASE | {"reason", "legal_basis"},
    "inspection_planned": _CASE | {"when", "place"},
    "result_corrected": _CASE | {"notation", "former_notation", "reason", "kind"},
    "complaint_answered": _CASE | {"answer"},
    "complaint_received": _CASE | {"answer_due"},
    "case_escalated": _CASE | {"percent"},
    "case_reminded": _CASE | {"from", "note"},
    "branch_received": _CASE | {"task", "answer_due"},
    # Papers of a person's vault.
    "paper_ends_soon": frozenset({"title", "last_day", "days"}),
    "paper_ended": frozenset({"title", "last_day", "days"}),
    # Official documents, for officers: what waits for them, what they follow.
    "document_waiting": frozenset({"abstract", "step"}),
    "document_news": frozenset({"abstract", "news", "notation"}),
    # For registry clerks: an arrival nobody acknowledged the same day.
    "dispatch_late": frozenset({"code", "sender", "due"}),
    # Before a case exists: nobody goes on with it; others are asked to sign, and what they say.
    "draft_ends_soon": frozenset({"procedure_name", "last_day"}),
    "co_signature_asked": _SIGNING,
    "co_signature_voided": _SIGNING,
    "co_signature_agreed": _SIGNING | {"name"},
    "co_signature_declined": _SIGNING | {"name", "reason"},
    "arrival_waits": _RECORD,
    "opinion_wanted": _RECORD,
    "document_forwarded": _RECORD,
    "incoming_news": _RECORD,
    "task_given": _RECORD,
    "alert_opened": frozenset({"name", "area"}),
    "alert_unseen": frozenset({"name", "area"}),
    "alert_work_late": frozenset({"name", "area"}),
    "task_near": _RECORD,
    "task_late": _RECORD,
    "task_reported": _RECORD,
    "task_news": _RECORD,
    "extension_asked": _RECORD,
    "extension_decided": _RECORD,
    "copy_wanted": _ARCHIVE,
    "dossier_handed_over": _ARCHIVE,
    "dossier_archived": _ARCHIVE,
    "dossier_returned": _ARCHIVE,
    "destruction_proposed": _ARCHIVE,
    # The citizen line: for its citizens, then for officers.
    "contact_news": _CONTACT | {"news"},
    "contact_follow_code": _CONTACT | {"proof"},
    "contact_area_confirm": frozenset({"area"}),
    "contact_question": _CONTACT | {"question"},
    "contact_answered": _CONTACT | {"answer"},
    "contact_refused": _CONTACT | {"reason"},
    "contact_given": _CONTACT | {"title"},
    "contact_escalated": _CONTACT | {"percent"},
    "secret_shut_away": frozenset({"from"}),
    "upload_shut_away": frozenset({"sent_on"}),
    # Who may do what, who looked in an emergency: for heads, then for the person.
    "access_change": frozenset({"summary", "from", "confirmed", "rejected"}),
    "emergency_review": frozenset({"officer", "reason", "justified", "not_justified"}),
    "emergency_access": frozenset({"officer", "agency", "reason"}),
    "bytes_lost": frozenset({"note"}),
    # For administrators: the account with the document axis.
    "axis_unbalanced": frozenset({"note"}),
    "axis_silent": frozenset(),
    "email_unreachable": frozenset({"address"}),
    "phone_unreachable": frozenset({"address"}),
}
#: Told in the inbox alone: they are about the other channels.
IN_APP_ONLY = frozenset({"email_unreachable", "phone_unreachable"})


class Kind(StrEnum):
    """Kinds of messages people choose channels for (loại tin)."""

    PROGRESS = "PROGRESS"
    ACTION_NEEDED = "ACTION_NEEDED"
    DECISION = "DECISION"
    REMINDER = "REMINDER"


_KINDS: Mapping[str, Kind] = {
    "case_filed": Kind.PROGRESS,
    "case_accepted": Kind.PROGRESS,
    "supplement_provided": Kind.PROGRESS,
    "case_withdrawn": Kind.PROGRESS,
    "case_moved": Kind.PROGRESS,
    "supplement_requested": Kind.ACTION_NEEDED,
    "inspection_planned": Kind.ACTION_NEEDED,
    "payment_requested": Kind.ACTION_NEEDED,
    "paper_ends_soon": Kind.REMINDER,
    "paper_ended": Kind.REMINDER,
    "draft_ends_soon": Kind.REMINDER,
    "access_change": Kind.ACTION_NEEDED,
    "emergency_review": Kind.ACTION_NEEDED,
    "document_waiting": Kind.ACTION_NEEDED,
    "document_news": Kind.PROGRESS,
    "co_signature_asked": Kind.ACTION_NEEDED,
    "co_signature_voided": Kind.ACTION_NEEDED,
    "co_signature_agreed": Kind.PROGRESS,
    "co_signature_declined": Kind.ACTION_NEEDED,
    "incoming_news": Kind.PROGRESS,
    "arrival_waits": Kind.ACTION_NEEDED,
    "opinion_wanted": Kind.ACTION_NEEDED,
    "task_given": Kind.ACTION_NEEDED,
    "alert_opened": Kind.ACTION_NEEDED,
    "alert_unseen": Kind.ACTION_NEEDED,
    "alert_work_late": Kind.ACTION_NEEDED,
    "task_near": Kind.ACTION_NEEDED,
    "task_late": Kind.ACTION_NEEDED,
    "task_reported": Kind.ACTION_NEEDED,
    "extension_asked": Kind.ACTION_NEEDED,
    "document_forwarded": Kind.PROGRESS,
    "copy_wanted": Kind.ACTION_NEEDED,
    "dossier_handed_over": Kind.ACTION_NEEDED,
    "dossier_archived": Kind.PROGRESS,
    "dossier_returned": Kind.ACTION_NEEDED,
    "destruction_proposed": Kind.ACTION_NEEDED,
    "task_news": Kind.PROGRESS,
    "extension_decided": Kind.PROGRESS,
    "contact_news": Kind.PROGRESS,
    "contact_question": Kind.ACTION_NEEDED,
    "contact_given": Kind.ACTION_NEEDED,
    "contact_escalated": Kind.ACTION_NEEDED,
}


def kind_of(template: str) -> Kind:
    """Give the kind of a template; what nobody classified is a decision: it always leaves."""
    return _KINDS.get(template, Kind.DECISION)


def missing_context(template: str, context: Mapping[str, Any]) -> frozenset[str]:
    """Give the names a template needs and the context lacks.

    :raises KeyError: there is no such template.
    """
    return TEMPLATES[template] - context.keys()


def split_message(text: str) -> tuple[str, str]:
    """Split a rendered message into its title (first line) and its body."""
    title, _, body = text.strip().partition("\n")
    return " ".join(title.split()), body.strip()
