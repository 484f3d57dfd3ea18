"""Pages of the vault: the citizen's own, and what officers may see."""
