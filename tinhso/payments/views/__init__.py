"""Entry points of payments: payers, officers, and providers' messages."""
