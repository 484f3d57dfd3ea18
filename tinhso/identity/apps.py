"""Django application of the identity slice."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Registers the identity slice."""

    name = "tinhso.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
