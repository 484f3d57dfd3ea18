"""Django application of the dispatch slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

_KEEPERS = ("ADMINISTRATOR", "SECURITY_OFFICER")
ACTS_IN_THE_LEDGER = {
    "DISPATCH_NEW_SENT": gettext_lazy("Gửi văn bản liên thông"),
    "DISPATCH_RECALL_SENT": gettext_lazy("Gửi yêu cầu thu hồi văn bản"),
    "DISPATCH_UPDATE_SENT": gettext_lazy("Gửi bản cập nhật văn bản"),
    "DISPATCH_REPLACE_SENT": gettext_lazy("Gửi văn bản thay thế"),
    "DISPATCH_ARRIVED": gettext_lazy("Văn bản liên thông đến"),
    "DISPATCH_RECEIVED": gettext_lazy("Tiếp nhận văn bản liên thông"),
    "DISPATCH_RETURNED": gettext_lazy("Trả lại văn bản liên thông"),
    "DISPATCH_REVISION_AGREED": gettext_lazy("Đồng ý thu hồi, cập nhật, thay thế văn bản"),
    "DISPATCH_REVISION_DECLINED": gettext_lazy("Không đồng ý thu hồi, cập nhật, thay thế"),
    "DISPATCH_PARTNER_CHANGED": gettext_lazy("Đổi quyền gửi nhận của cơ quan ngoài hệ thống"),
    "DISPATCH_QUARANTINED": gettext_lazy("Cách ly gói tin có dấu chỉ độ mật"),
    "DISPATCH_RECONCILED": gettext_lazy("Đối soát với trục liên thông"),
    "DISPATCH_QUARANTINE_DESTROYED": gettext_lazy("Bàn giao và xóa gói tin đã cách ly"),
}


class DispatchConfig(AppConfig):
    """Registers the dispatch slice."""

    name = "tinhso.dispatch"
    label = "dispatch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how messages leave, name the acts of the ledger, put pages into the menu."""
        from tinhso.core.outbox import register_destination
        from tinhso.dispatch.operations import AXIS, carry
        from tinhso.dispatch.permissions import READERS
        from tinhso.ledger.api import name_kinds

        register_destination(AXIS, carry)
        name_kinds(ACTS_IN_THE_LEDGER)
        for order, label, url_name, roles in (
            (62, gettext_lazy("Văn bản liên thông"), "dispatch:monitor", READERS),
            (96, gettext_lazy("Liên thông văn bản"), "dispatch:partners", _KEEPERS),
        ):
            register_navigation(
                NavigationEntry(Area.OFFICER, label, url_name, order, frozenset(roles))
            )
