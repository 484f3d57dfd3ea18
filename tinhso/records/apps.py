"""Django application of the records slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation


class RecordsConfig(AppConfig):
    """Registers the records slice and its entries in the officers' menu."""

    name = "tinhso.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put paperless work into the officers' menu."""
        register_navigation(
            NavigationEntry(Area.OFFICER, gettext_lazy("Công văn"), "records:home", 25)
        )
