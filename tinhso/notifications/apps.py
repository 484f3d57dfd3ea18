"""Django application of the notifications slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

ACTS_IN_THE_LEDGER = {"MESSAGE_TEMPLATE_PUBLISHED": gettext_lazy("Công bố mẫu tin")}


class NotificationsConfig(AppConfig):
    """Registers the slice: how messages leave, and the menu entries."""

    name = "tinhso.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how messages leave, which acts the ledger names, and where the pages are."""
        from tinhso.core.outbox import register_destination
        from tinhso.ledger.api import name_kinds
        from tinhso.notifications.operations import TELLING, plan_deliveries, send_delivery
        from tinhso.notifications.operations.planning import DESTINATIONS

        name_kinds(ACTS_IN_THE_LEDGER)
        register_destination(TELLING, plan_deliveries)
        for destination in DESTINATIONS.values():
            register_destination(destination, send_delivery)
        _register_menus()


def _register_menus() -> None:
    from tinhso.notifications.queries import unread_badge
    from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

    for area in (Area.CITIZEN, Area.OFFICER):
        register_navigation(
            NavigationEntry(
                area=area,
                label=gettext_lazy("Thông báo"),
                url_name="notifications:inbox",
                order=60,
                badge=unread_badge,
            )
        )
    for order, label, url_name in (
        (210, gettext_lazy("Bảng gửi tin"), "notifications:board"),
        (211, gettext_lazy("Mẫu tin"), "notifications:templates"),
    ):
        register_navigation(
            NavigationEntry(Area.OFFICER, label, url_name, order, frozenset({"ADMINISTRATOR"}))
        )
