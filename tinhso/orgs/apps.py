"""Django application of the orgs slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation


class OrgsConfig(AppConfig):
    """Registers the orgs slice and its pages at the foot of every page."""

    name = "tinhso.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages of agencies and areas into the menus."""
        for order, label, url_name in (
            (40, pgettext_lazy("many", "Cơ quan"), "orgs:agency_list"),
            (50, gettext_lazy("Địa bàn"), "orgs:area_list"),
        ):
            register_navigation(NavigationEntry(Area.FOOTER, label, url_name, order))
