"""Django application of the notifications slice."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the notifications slice."""

    name = "tinhso.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
