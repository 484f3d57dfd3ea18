"""Public pages of the log, and its files for verifiers."""
