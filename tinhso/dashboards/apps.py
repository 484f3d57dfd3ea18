"""Django application of the dashboards slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation


class DashboardsConfig(AppConfig):
    """Registers the dashboards slice."""

    name = "tinhso.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put boards in the officers' menu; let successors own what an ended agency owned."""
        from tinhso.dashboards.models import Board
        from tinhso.orgs.api import TableParticipant, register_participant

        register_navigation(
            NavigationEntry(Area.OFFICER, gettext_lazy("Điều hành"), "dashboards:boards", 65)
        )
        register_participant(
            TableParticipant("boards", gettext_lazy("Bảng điều hành"), Board, columns=("owner",))
        )
