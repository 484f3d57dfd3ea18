"""Commands of the exchange slice."""
