"""Django application of the ledger slice."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the ledger slice."""

    name = "tinhso.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
