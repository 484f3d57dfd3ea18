"""Django application of the dashboards slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "BOARD_MAILING_PLANNED": gettext_lazy("Đặt, đổi lịch gửi bảng điều hành"),
    "BOARD_RECIPIENT_ADDED": gettext_lazy("Thêm người nhận bảng điều hành"),
}


class DashboardsConfig(AppConfig):
    """Registers the dashboards slice."""

    name = "tinhso.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put boards in the officers' menu; let successors own what an ended agency owned."""
        from tinhso.alerts.api import register_place
        from tinhso.core.outbox import register_destination
        from tinhso.dashboards.models import Board, BoardMailing
        from tinhso.dashboards.operations.letters import BOARD_MAIL, carry_letter
        from tinhso.dashboards.queries.incidents import incident_place
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import TableParticipant, register_participant

        register_navigation(
            NavigationEntry(Area.OFFICER, gettext_lazy("Điều hành"), "dashboards:boards", 65)
        )
        register_place(incident_place)
        register_destination(BOARD_MAIL, carry_letter)
        name_kinds(ACTS_IN_THE_LEDGER)
        for name, label, model, column in (
            ("boards", gettext_lazy("Bảng điều hành"), Board, "owner"),
            ("board_mailings", gettext_lazy("Lịch gửi bảng"), BoardMailing, "agency"),
        ):
            register_participant(TableParticipant(name, label, model, columns=(column,)))
