"""Django application of the cases slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

_WORKING = frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"})
_CLERK = frozenset({"CLERK"})


class CasesConfig(AppConfig):
    """Registers the cases slice and its entries in the officers' menu."""

    name = "tinhso.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the officers' lists into their menu."""
        for order, label, url_name, roles in (
            (20, gettext_lazy("Hồ sơ mới nộp"), "cases:new_filings", _CLERK),
            (30, gettext_lazy("Nộp tại quầy"), "cases:counter", _CLERK),
            (40, gettext_lazy("Hồ sơ"), "cases:worklist", _WORKING),
            (50, gettext_lazy("Lấy ý kiến"), "cases:consultations", _WORKING),
        ):
            register_navigation(NavigationEntry(Area.OFFICER, label, url_name, order, roles))
