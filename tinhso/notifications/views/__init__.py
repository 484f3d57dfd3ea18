"""Pages of notifications: the inbox, channels, reports of providers, the board, templates."""
