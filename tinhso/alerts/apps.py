"""Django application of the alerts slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "ALERT_DIRECTED": gettext_lazy("Chỉ đạo xử lý cảnh báo"),
    "ALERT_RULE_WRITTEN": gettext_lazy("Viết, sửa quy tắc cảnh báo"),
    "ALERT_CLOSED": gettext_lazy("Đóng cảnh báo"),
}


class AlertsConfig(AppConfig):
    """Registers the alerts slice."""

    name = "tinhso.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts of the ledger; let successors watch on; follow documents of directives."""
        from tinhso.alerts.handlers import alert_behind, note_document_issued
        from tinhso.alerts.models import Alert, AlertRule
        from tinhso.core.events import subscribe
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import TableParticipant, register_participant
        from tinhso.records.api import register_origin
        from tinhso.records.events import OfficialDocumentIssued

        subscribe(OfficialDocumentIssued, note_document_issued)
        register_origin(alert_behind)
        name_kinds(ACTS_IN_THE_LEDGER)
        register_navigation(
            NavigationEntry(
                Area.OFFICER, gettext_lazy("Cảnh báo"), "alerts:alerts", 69,
                roles=frozenset({"SPECIALIST", "HEAD_OF_UNIT", "LEADER", "DATA_STEWARD"}),
            )
        )  # fmt: skip
        for name, label, model in (
            ("alert_rules", gettext_lazy("Quy tắc cảnh báo"), AlertRule),
            ("alerts", gettext_lazy("Cảnh báo"), Alert),
        ):
            register_participant(TableParticipant(name, label, model, columns=("agency",)))
