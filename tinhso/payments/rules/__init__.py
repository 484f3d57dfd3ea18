"""Rules of the payments slice: fees, states, bookings, signatures, statements; pure."""
