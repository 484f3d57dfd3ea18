"""Writes of the counters slice: one act, one transaction, named refusals."""

from tinhso.counters.operations.bookings import (
    BookingClosed,
    SlotFull,
    TooManyBookings,
    book,
    cancel_booking,
)
from tinhso.counters.operations.desk import (
    ClerkIsElsewhere,
    CounterTaken,
    CounterWithoutService,
    PersonStillHere,
    close_counter,
    open_counter,
    pause_counter,
    resume_counter,
)
from tinhso.counters.operations.serving import (
    CounterNotOpen,
    NobodyWaits,
    NotPossibleNow,
    act_on_ticket,
    call_next,
    pass_on,
    recall,
    reveal_phone,
)
from tinhso.counters.operations.set_up import save_counter, save_service, save_unit
from tinhso.counters.operations.tickets import (
    NoSuchBooking,
    QueueClosed,
    TicketRequest,
    TooManyTickets,
    cancel_ticket,
    check_in,
    take_ticket,
)
from tinhso.counters.operations.upkeep import end_day, forget_visitors

__all__ = [
    "BookingClosed",
    "ClerkIsElsewhere",
    "CounterNotOpen",
    "CounterTaken",
    "CounterWithoutService",
    "NoSuchBooking",
    "NobodyWaits",
    "NotPossibleNow",
    "PersonStillHere",
    "QueueClosed",
    "SlotFull",
    "TicketRequest",
    "TooManyBookings",
    "TooManyTickets",
    "act_on_ticket",
    "book",
    "call_next",
    "cancel_booking",
    "cancel_ticket",
    "check_in",
    "close_counter",
    "end_day",
    "forget_visitors",
    "open_counter",
    "pass_on",
    "pause_counter",
    "recall",
    "resume_counter",
    "reveal_phone",
    "save_counter",
    "save_service",
    "save_unit",
    "take_ticket",
]
