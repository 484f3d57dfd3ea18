"""Django application of the payments slice."""

from django.apps import AppConfig
from django.db.models import Q
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
        """Put pages into menus, name acts for the ledger, let open claims move to successors."""
        from tinhso.exchange.api import on_message
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import ReadersParticipant, TableParticipant, register_participant
        from tinhso.payments.models import Difference, PaymentIntent, Refund
        from tinhso.payments.operations import take_portal_payment
        from tinhso.payments.rules.states import PORTAL

        on_message(connector=PORTAL, topic="fee-paid", handler=take_portal_payment)
        name_kinds(ACTS_IN_THE_LEDGER)
        for name, model, words, states in (
            ("payment_claims", PaymentIntent, gettext_lazy("Khoản chờ nộp"), ["OPEN"]),
            ("refunds", Refund, gettext_lazy("Khoản chờ hoàn"), ["REQUESTED", "APPROVED"]),
            ("differences", Difference, gettext_lazy("Chênh lệch cần xử lý"), ["OPEN"]),
        ):
            is_open = Q(state__in=states)
            register_participant(TableParticipant(name, words, model, open_rows=is_open))
        paid = gettext_lazy("Khoản phí, lệ phí (quyền xem)")
        register_participant(ReadersParticipant("payments", paid, PaymentIntent))
        for order, label, url_name, roles in (
            (35, gettext_lazy("Thu phí, lệ phí"), "payments:claims", _MONEY),
            (95, gettext_lazy("Cổng thanh toán"), "payments:providers", _ADMINISTRATOR),
        ):
            register_navigation(NavigationEntry(Area.OFFICER, label, url_name, order, roles))
        self._say_what_is_held()

    def _say_what_is_held(self) -> None:
        """Let people take a copy of what is held about them."""
        from tinhso.access.api import register_holder
        from tinhso.payments.queries.personal import HOLDER

        register_holder(HOLDER)
