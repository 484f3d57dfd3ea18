"""Django application of the orgs slice."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """Registers the orgs slice."""

    name = "tinhso.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"
