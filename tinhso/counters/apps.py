"""Django application of the counters slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation


class CountersConfig(AppConfig):
    """Registers the counters slice and its entries in the menus."""

    name = "tinhso.counters"
    label = "counters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the queue's pages into the menus of those who have one."""
        from tinhso.counters.operations.merging import Halls
        from tinhso.counters.queries import has_queue, may_have_queue
        from tinhso.orgs.api import register_participant

        register_participant(Halls(gettext_lazy("Nơi lấy số, lịch hẹn")))

        entry = NavigationEntry(
            Area.FOOTER, gettext_lazy("Lấy số, đặt lịch"), "counters:queue_list", 5
        )
        register_navigation(entry)
        register_navigation(
            NavigationEntry(
                Area.OFFICER,
                gettext_lazy("Quầy của tôi"),
                "counters:desk",
                15,
                frozenset({"CLERK"}),
                concerns=has_queue,
            )
        )
        register_navigation(
            NavigationEntry(
                Area.OFFICER,
                gettext_lazy("Hàng chờ tại quầy"),
                "counters:overview",
                60,
                frozenset({"LEADER", "HEAD_OF_UNIT"}),
                concerns=may_have_queue,
            )
        )
        self._say_what_is_held()

    def _say_what_is_held(self) -> None:
        """Let people take a copy of what is held about them."""
        from tinhso.access.api import register_holder
        from tinhso.counters.queries.personal import HOLDER

        register_holder(HOLDER)
