"""The mathematics of the log: what is committed to, the tree (RFC 6962), signed notes."""
