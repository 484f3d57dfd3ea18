"""Django application of the exchange slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "EXCHANGE_SWITCHED": gettext_lazy("Dừng, mở hoặc cho chạy thử một kết nối"),
    "EXCHANGE_CIRCUIT_CLOSED": gettext_lazy("Cho kết nối thử lại ngay"),
    "EXCHANGE_REPLAYED": gettext_lazy("Cho làm lại thông điệp hỏng"),
    "EXCHANGE_BODY_OPENED": gettext_lazy("Mở xem nội dung thông điệp liên thông"),
    "EXCHANGE_RECONCILED": gettext_lazy("Đối soát với hệ thống ngoài"),
}


class ExchangeConfig(AppConfig):
    """Registers the exchange slice."""

    name = "tinhso.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how messages leave, name the acts of the ledger, put the monitor into the menu."""
        from tinhso.core.outbox import register_destination
        from tinhso.exchange.operations import carry
        from tinhso.exchange.permissions import KEEPERS
        from tinhso.exchange.queries.contracts import list_connectors
        from tinhso.ledger.api import name_kinds

        for connector in list_connectors():
            if connector.outbound:
                register_destination(connector.destination, carry)
        name_kinds(ACTS_IN_THE_LEDGER)
        label = gettext_lazy("Kết nối hệ thống ngoài")
        register_navigation(
            NavigationEntry(Area.OFFICER, label, "exchange:monitor", 94, frozenset(KEEPERS))
        )
