"""Django application of the reorganisation slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "REORGANISATION_PREPARED": gettext_lazy("Chuẩn bị sắp xếp tổ chức"),
    "REORGANISATION_ROWS_DECIDED": gettext_lazy("Quyết định nơi chuyển khi sắp xếp tổ chức"),
    "REORGANISATION_PROPOSED": gettext_lazy("Trình phương án sắp xếp tổ chức"),
    "REORGANISATION_RETURNED": gettext_lazy("Trả lại phương án sắp xếp tổ chức"),
    "REORGANISATION_APPROVED": gettext_lazy("Phê duyệt phương án sắp xếp tổ chức"),
    "REORGANISATION_STARTED": gettext_lazy("Bắt đầu chuyển sang tổ chức mới"),
    "REORGANISATION_BATCH": gettext_lazy("Chuyển một lô sang cơ quan kế thừa"),
    "REORGANISATION_FINISHED": gettext_lazy("Chuyển xong sang tổ chức mới"),
    "REORGANISATION_VERIFIED": gettext_lazy("Kiểm tra việc chuyển sang tổ chức mới"),
}


class ReorganisationConfig(AppConfig):
    """Registers the slice, its page for administrators and its acts."""

    name = "tinhso.reorganisation"
    label = "reorganisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the page into the administrators' menu, name the acts for the ledger's readers."""
        from tinhso.ledger.api import name_kinds
        from tinhso.reorganisation.permissions import can_approve
        from tinhso.reorganisation.queries.lists import waiting_badge

        name_kinds(ACTS_IN_THE_LEDGER)
        register_navigation(
            NavigationEntry(
                area=Area.OFFICER,
                label=gettext_lazy("Sắp xếp tổ chức"),
                url_name="reorganisation:reorganisation_list",
                order=210,
                roles=frozenset({"ADMINISTRATOR", "LEADER"}),
                badge=waiting_badge,
                concerns=can_approve,
            )
        )
