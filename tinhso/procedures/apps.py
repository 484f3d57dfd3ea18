"""Django application of the procedures slice."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Registers the procedures slice."""

    name = "tinhso.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
