"""The outside: partners over HTTP."""
