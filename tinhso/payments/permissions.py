"""Who may see and do what in the payments slice: the only way views get rows."""
