"""Django application of the ui slice."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the ui slice."""

    name = "tinhso.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
