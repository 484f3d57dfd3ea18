"""Django application of the dispatch slice."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Registers the dispatch slice."""

    name = "tinhso.dispatch"
    label = "dispatch"
    default_auto_field = "django.db.models.BigAutoField"
