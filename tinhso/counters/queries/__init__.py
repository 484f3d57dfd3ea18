"""Reads of the counters slice, for screens and for other slices."""

from tinhso.counters.queries.bookings import (
    FreeSlot,
    list_bookings,
    list_bookings_in_full,
    list_free_slots,
)
from tinhso.counters.queries.hours import Opening, is_open_now, opening_of
from tinhso.counters.queries.lists import (
    has_queue,
    list_queues,
    list_tickets_of_visitor,
    may_have_queue,
    units_with_bookings,
    waiting_for,
)
from tinhso.counters.queries.picture import (
    CounterView,
    Place,
    QueuePicture,
    ServiceView,
    look_at_queue,
    place_of,
    unit_topic,
)
from tinhso.counters.queries.statistics import (
    DayStatistics,
    StatisticsRow,
    day_statistics,
)

__all__ = [
    "CounterView",
    "DayStatistics",
    "FreeSlot",
    "Opening",
    "Place",
    "QueuePicture",
    "ServiceView",
    "StatisticsRow",
    "day_statistics",
    "has_queue",
    "is_open_now",
    "list_bookings",
    "list_bookings_in_full",
    "list_free_slots",
    "list_queues",
    "list_tickets_of_visitor",
    "look_at_queue",
    "may_have_queue",
    "opening_of",
    "place_of",
    "unit_topic",
    "units_with_bookings",
    "waiting_for",
]
