"""The door of the counters slice: what a citizen reserved, whether an officer has a counter."""

from tinhso.counters.queries import has_queue, list_bookings

__all__ = ["has_queue", "list_bookings"]
