"""Django application of the notifications slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class NotificationsConfig(AppConfig):
    """Registers the slice: the e-mail destination and the menu entry."""

    name = "tinhso.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how e-mail leaves and where the inbox is."""
        from tinhso.core.outbox import register_destination
        from tinhso.notifications.gateways import EMAIL, send_email
        from tinhso.notifications.queries import unread_badge
        from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

        register_destination(EMAIL, send_email)
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
