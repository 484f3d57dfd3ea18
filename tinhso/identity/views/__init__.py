"""Pages of identity: signing in and out, and one's own account."""
