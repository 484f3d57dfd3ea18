"""Who may see and do what in the dispatch slice: the only way views get rows."""
