"""Django application of the payments slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

_MONEY = frozenset({"CLERK", "ACCOUNTANT"})
_ADMINISTRATOR = frozenset({"ADMINISTRATOR"})

ACTS_IN_THE_LEDGER = {
    "PAYMENT_CAPTURED": gettext_lazy("Nhận phí, lệ phí"),
    "PAYMENT_SURPLUS": gettext_lazy("Nhận tiền thừa"),
    "PAYMENT_REFUND_APPROVED": gettext_lazy("Duyệt hoàn tiền"),
    "PAYMENT_REFUNDED": gettext_lazy("Hoàn tiền"),
    "DRAWER_CLOSED": gettext_lazy("Khóa sổ quầy thu"),
    "PAYMENT_DIFFERENCE_RESOLVED": gettext_lazy("Xử lý chênh lệch đối soát"),
}


class PaymentsConfig(AppConfig):
    """Registers the payments slice."""

    name = "tinhso.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages about money into menus, name the acts for the ledger's readers."""
        from tinhso.ledger.api import name_kinds

        name_kinds(ACTS_IN_THE_LEDGER)
        for order, label, url_name, roles in (
            (35, gettext_lazy("Thu phí, lệ phí"), "payments:claims", _MONEY),
            (95, gettext_lazy("Cổng thanh toán"), "payments:providers", _ADMINISTRATOR),
        ):
            register_navigation(NavigationEntry(Area.OFFICER, label, url_name, order, roles))
