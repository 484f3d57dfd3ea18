"""Pages of dispatch: the registry clerk's monitor, messages in and out, partners."""
