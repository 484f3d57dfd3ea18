"""Django application of the cases slice."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the cases slice."""

    name = "tinhso.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
