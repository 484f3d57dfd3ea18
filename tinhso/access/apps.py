"""Django application of the access slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "SENSITIVE_CHANGE_PROPOSED": gettext_lazy("Đề nghị thay đổi quyền"),
    "SENSITIVE_CHANGE_CONFIRMED": gettext_lazy("Xác nhận thay đổi quyền"),
    "SENSITIVE_CHANGE_REJECTED": gettext_lazy("Từ chối thay đổi quyền"),
    "KEYS_ROTATED": gettext_lazy("Mã hóa lại bằng khóa mới"),
    "EMERGENCY_ACCESS_BEGUN": gettext_lazy("Bắt đầu truy cập khẩn cấp"),
    "EMERGENCY_ACCESS_REVIEWED": gettext_lazy("Xem xét lần truy cập khẩn cấp"),
    "DATA_EXPORT_ASKED": gettext_lazy("Yêu cầu bản sao dữ liệu cá nhân"),
    "DATA_EXPORT_ANSWERED": gettext_lazy("Giao bản sao dữ liệu cá nhân"),
    "DATA_ERASURE_ASKED": gettext_lazy("Yêu cầu xóa dữ liệu cá nhân"),
    "DATA_ERASURE_ANSWERED": gettext_lazy("Trả lời yêu cầu xóa dữ liệu cá nhân"),
}
_KEEPERS = frozenset({"ADMINISTRATOR", "LEADER"})


class AccessConfig(AppConfig):
    """Registers the access slice, its menu entries, and what is held below it."""

    name = "tinhso.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts, fill the menus, answer for the data of identity and notifications."""
        from tinhso.access.operations import check_keys_released
        from tinhso.access.queries import register_holder
        from tinhso.access.queries.below import HOLDERS
        from tinhso.core.clock import now
        from tinhso.core.key_rotation import register_release
        from tinhso.ledger.api import name_kinds

        name_kinds(ACTS_IN_THE_LEDGER)
        register_release(lambda: check_keys_released(now()))
        for holder in HOLDERS:
            register_holder(holder)
        register_navigation(
            NavigationEntry(
                Area.OFFICER, gettext_lazy("Kiểm soát truy cập"), "access:changes", 92, _KEEPERS
            )
        )
        register_navigation(
            NavigationEntry(
                Area.OFFICER, gettext_lazy("Truy cập khẩn cấp"), "access:emergencies", 94
            )
        )
