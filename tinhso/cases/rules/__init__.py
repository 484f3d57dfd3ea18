"""What may happen to a case, in which state, by whom; the law's limits; how codes are written."""

from tinhso.cases.rules.acts import (
    AUTHORITY,
    CLOSED_STATES,
    MACHINE,
    NATIONAL_STATE_CODES,
    OPEN_STATES,
    Action,
    Place,
    places_of_matter,
)
from tinhso.cases.rules.co_signing import (
    Party,
    content_hash,
    must_sign_in_person,
    parties_of,
)
from tinhso.cases.rules.limits import (
    ESCALATIONS,
    GENERAL_BASIS,
    LIMITS,
    Escalation,
    Limits,
    cites,
    draft_keeping_on,
    escalation_due,
    limits_on,
    next_escalation,
)
from tinhso.cases.rules.writing import (
    case_code,
    fold_changes,
    may_withdraw,
    needs_own_act,
    progress_percent,
    result_notation,
)

__all__ = [
    "AUTHORITY",
    "Action",
    "CLOSED_STATES",
    "ESCALATIONS",
    "Escalation",
    "GENERAL_BASIS",
    "LIMITS",
    "Limits",
    "MACHINE",
    "NATIONAL_STATE_CODES",
    "OPEN_STATES",
    "Party",
    "Place",
    "case_code",
    "cites",
    "content_hash",
    "escalation_due",
    "fold_changes",
    "draft_keeping_on",
    "limits_on",
    "may_withdraw",
    "must_sign_in_person",
    "needs_own_act",
    "next_escalation",
    "parties_of",
    "places_of_matter",
    "progress_percent",
    "result_notation",
]
