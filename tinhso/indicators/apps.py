"""Django application of the indicators slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "INDICATOR_DEFINED": gettext_lazy("Định nghĩa chỉ tiêu"),
    "INDICATOR_CORRECTED": gettext_lazy("Đính chính số liệu chỉ tiêu"),
    "INDICATOR_BATCH_ORDERED": gettext_lazy("Nạp tệp số liệu chỉ tiêu"),
    "INDICATOR_ROW_DECIDED": gettext_lazy("Xử lý dòng số liệu bị cách ly"),
    "INDICATOR_PULL_PLANNED": gettext_lazy("Đổi cách lấy số liệu từ cơ sở dữ liệu"),
    "INDICATOR_CREDENTIAL_ISSUED": gettext_lazy("Cấp mã truy cập cho nguồn số liệu"),
}


class IndicatorsConfig(AppConfig):
    """Registers the indicators slice."""

    name = "tinhso.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts of the ledger; let successors answer for what an ended agency owned."""
        from tinhso.exchange.api import on_message
        from tinhso.indicators.models import Indicator, Source
        from tinhso.indicators.operations.national_reporting import REPORTING, note_verdict
        from tinhso.indicators.operations.sharing import INDICATOR_VALUES
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import TableParticipant, register_participant
        from tinhso.sharing.api import register_service

        name_kinds(ACTS_IN_THE_LEDGER)
        register_service(INDICATOR_VALUES)
        on_message(connector=REPORTING, topic="package-verdict", handler=note_verdict)
        register_navigation(
            NavigationEntry(Area.OFFICER, gettext_lazy("Chỉ tiêu"), "indicators:catalogue", 70)
        )
        register_navigation(
            NavigationEntry(
                Area.OFFICER, gettext_lazy("Nguồn số liệu"), "indicators:sources", 71,
                roles=frozenset({"DATA_STEWARD"}),
            )
        )  # fmt: skip
        register_navigation(
            NavigationEntry(
                Area.OFFICER, gettext_lazy("Báo cáo Chính phủ"), "indicators:reporting", 72,
                roles=frozenset({"DATA_STEWARD", "ADMINISTRATOR"}),
            )
        )  # fmt: skip
        for name, label, model, columns in (
            ("indicators", gettext_lazy("Chỉ tiêu"), Indicator, ("owner", "keeper")),
            ("indicator_sources", gettext_lazy("Nguồn số liệu"), Source, ("agency",)),
        ):
            register_participant(TableParticipant(name, label, model, columns=columns))
