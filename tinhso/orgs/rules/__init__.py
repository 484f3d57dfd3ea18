"""Rules of the organisation in plain Python: periods, and what follows from a reorganisation."""

from tinhso.orgs.rules.participants import (
    Matter,
    MatterSource,
    Mover,
    Participant,
    Verdict,
    list_matters,
    list_participants,
    matter_field_names,
    matter_names,
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
    "MatterSource",
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
    "matter_field_names",
    "matter_names",
    "parse_period",
    "register_matters",
    "register_participant",
]
