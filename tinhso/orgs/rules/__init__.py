"""Rules of the organisation in plain Python: periods, and what follows from a reorganisation."""

from tinhso.orgs.rules.participants import (
    Matter,
    Mover,
    Participant,
    Verdict,
    list_matters,
    list_participants,
    register_matters,
    register_participant,
)
from tinhso.orgs.rules.periods import Period, Periods, parse_period
from tinhso.orgs.rules.plans import (
    Deciding,
    Fate,
    FateKind,
    Placement,
    Places,
    Plan,
    Undecided,
)

__all__ = [
    "Deciding",
    "Fate",
    "FateKind",
    "Matter",
    "Mover",
    "Participant",
    "Period",
    "Periods",
    "Placement",
    "Places",
    "Plan",
    "Undecided",
    "Verdict",
    "list_matters",
    "list_participants",
    "parse_period",
    "register_matters",
    "register_participant",
]
