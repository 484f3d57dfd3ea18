"""Django application of the ledger slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ledger.rules.kinds import name_kinds


class LedgerConfig(AppConfig):
    """Registers the ledger slice."""

    name = "tinhso.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the ledger's own kind of act."""
        name_kinds(
            {"LEDGER_DETAILS_ERASED": gettext_lazy("Hủy nội dung bí mật của các mục đã ghi")}
        )
