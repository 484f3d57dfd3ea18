"""Django application of the procedures slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "PROCEDURE_PUBLISHED": gettext_lazy("Công bố thủ tục"),
    "PROCEDURE_WITHDRAWN": gettext_lazy("Bãi bỏ thủ tục"),
    "PROCEDURE_CHANNELS_SWITCHED": gettext_lazy("Mở, đóng hình thức nộp"),
}


class ProceduresConfig(AppConfig):
    """Registers the slice and its menu entries."""

    name = "tinhso.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the list to the citizens' menu and the catalogue to the administrators'."""
        from tinhso.identity.api import ProcedureNames, register_procedure_names
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import MatterSource, register_matters
        from tinhso.procedures import queries

        register_matters(
            MatterSource(queries.list_matters, queries.matter_names, queries.field_names)
        )
        register_procedure_names(
            ProcedureNames(of=queries.names_in_force, meant_by=queries.names_meant_by)
        )
        name_kinds(ACTS_IN_THE_LEDGER)
        register_navigation(
            NavigationEntry(
                area=Area.CITIZEN,
                label=pgettext_lazy("menu", "Thủ tục"),
                url_name="procedures:procedure_list",
                order=20,
            )
        )
        register_navigation(
            NavigationEntry(
                area=Area.OFFICER,
                label=gettext_lazy("Danh mục thủ tục"),
                url_name="procedures:catalogue",
                order=200,
                roles=frozenset({"ADMINISTRATOR"}),
            )
        )
