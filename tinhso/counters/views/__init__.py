"""Pages of the counters slice: visitors, kiosk, display, clerks, heads of units."""
