"""Django application of the core slice."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the core slice."""

    name = "tinhso.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
