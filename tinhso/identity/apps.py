"""Django application of the identity slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "CONSENT_GIVEN": gettext_lazy("Đồng ý cho dùng dữ liệu"),
    "CONSENT_WITHDRAWN": gettext_lazy("Rút lại sự đồng ý"),
    "OFFICER_APPOINTED": gettext_lazy("Giao chức vụ, vai trò"),
    "OFFICER_APPOINTMENT_ENDED": gettext_lazy("Chấm dứt chức vụ, vai trò"),
    "ACCOUNT_ENABLED": gettext_lazy("Mở lại tài khoản cán bộ"),
    "ACCOUNT_DISABLED": gettext_lazy("Khóa tài khoản cán bộ"),
    "FACTOR_ADDED": gettext_lazy("Thêm cách xác thực hai bước"),
    "FACTOR_REMOVED": gettext_lazy("Xóa cách xác thực hai bước"),
    "FACTORS_RESET": gettext_lazy("Đặt lại xác thực hai bước cho cán bộ"),
    "RECOVERY_CODES_RENEWED": gettext_lazy("Cấp lại mã khôi phục"),
    "DELEGATION_GIVEN": gettext_lazy("Giao làm thay, ủy quyền ký"),
    "DELEGATION_REVOKED": gettext_lazy("Thu hồi việc làm thay, ủy quyền ký"),
    "MANDATE_PROPOSED": gettext_lazy("Đề nghị ủy quyền"),
    "MANDATE_ACCEPTED": gettext_lazy("Nhận ủy quyền"),
    "MANDATE_DECLINED": gettext_lazy("Từ chối ủy quyền"),
    "MANDATE_ENDED": gettext_lazy("Chấm dứt ủy quyền"),
    "MANDATE_FROM_REGISTER": gettext_lazy("Ghi nhận đại diện theo pháp luật"),
    "REGISTER_LOOKED_UP": gettext_lazy("Tra cứu CSDL quốc gia về dân cư"),
}


_WORKING = frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"})


class IdentityConfig(AppConfig):
    """Registers the identity slice."""

    name = "tinhso.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts for the ledger's readers; let people take part in reorganisations."""
        from tinhso.core.outbox import register_destination
        from tinhso.identity.gateways.population_register import DESTINATION, send_correction
        from tinhso.identity.models import Person
        from tinhso.identity.operations.reorganisation import Homes, Officers
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import ReadersParticipant, register_participant

        register_destination(DESTINATION, send_correction)

        name_kinds(ACTS_IN_THE_LEDGER)
        label = gettext_lazy("Làm thay, ủy quyền ký")
        entry = NavigationEntry(Area.OFFICER, label, "identity:delegations", 90, _WORKING)
        register_navigation(entry)
        asks = frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT"})
        look_up = gettext_lazy("Tra cứu dân cư")
        register_navigation(NavigationEntry(Area.OFFICER, look_up, "identity:population", 89, asks))
        register_participant(Officers(gettext_lazy("Cán bộ, chức vụ")))
        register_participant(
            ReadersParticipant("people", gettext_lazy("Dữ liệu người dân"), Person)
        )
        register_participant(Homes(gettext_lazy("Nơi ở của người dân")))
