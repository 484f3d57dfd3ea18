"""Pages of reorganisations, for administrators and whoever approves."""
