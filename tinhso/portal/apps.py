"""Django application of the portal slice."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the portal slice."""

    name = "tinhso.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
