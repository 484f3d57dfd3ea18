"""Rules of the queue: whose turn it is, which act is legal when, how long people wait."""

from tinhso.counters.rules.estimates import Estimate, QueueAhead, estimate_wait
from tinhso.counters.rules.moves import ACTS, MOVES
from tinhso.counters.rules.slots import list_slots
from tinhso.counters.rules.turns import rank_time

__all__ = [
    "ACTS",
    "MOVES",
    "Estimate",
    "QueueAhead",
    "estimate_wait",
    "list_slots",
    "rank_time",
]
