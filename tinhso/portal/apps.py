"""Django application of the portal slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import (
    Area,
    MenuGroup,
    NavigationEntry,
    arrange_menu,
    is_no_officer,
    is_officer,
    register_navigation,
)

# The officers' menu as a whole: which entries of all slices stand together, in which order.
OFFICER_MENU = (
    MenuGroup("", ("portal:officer_home", "notifications:inbox", "counters:")),
    MenuGroup(gettext_lazy("Hồ sơ một cửa"), ("cases:", "payments:claims", "vault:")),
    MenuGroup(
        gettext_lazy("Văn bản, nhiệm vụ"), ("records:", "dispatch:", "documents:signing_key")
    ),
    MenuGroup(gettext_lazy("Tổng đài 1022"), ("contact:",)),
    MenuGroup(
        gettext_lazy("Số liệu, điều hành"),
        ("dashboards:", "alerts:", "indicators:", "sharing:"),
    ),
    MenuGroup(
        gettext_lazy("Giám sát"),
        ("portal:access_log", "ledger:", "documents:integrity", "documents:lasting"),
    ),
    MenuGroup(gettext_lazy("Tài khoản, ủy quyền"), ("identity:", "access:")),
    MenuGroup(
        gettext_lazy("Quản trị nền tảng"),
        (
            "portal:dead_letters",
            "payments:providers",
            "dispatch:partners",
            "procedures:",
            "notifications:",
            "reorganisation:",
            "exchange:",
        ),
    ),
)


class PortalConfig(AppConfig):
    """Registers the portal slice and its menu entries."""

    name = "tinhso.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Arrange the menus; answer where an application came from."""
        from tinhso.portal import handlers

        handlers.listen()
        arrange_menu(OFFICER_MENU)
        for order, label, url_name, concerns in (
            (10, gettext_lazy("Trang chủ"), "portal:home", None),
            (15, gettext_lazy("Trang cán bộ"), "portal:officer_home", is_officer),
            (30, gettext_lazy("Việc của tôi"), "portal:my_affairs", is_no_officer),
            (40, gettext_lazy("Tra cứu hồ sơ"), "portal:progress", None),
        ):
            register_navigation(
                NavigationEntry(Area.CITIZEN, label, url_name, order, concerns=concerns)
            )
        for order, label, url_name in (
            (5, gettext_lazy("Minh bạch giải quyết hồ sơ"), "portal:transparency"),
            (10, gettext_lazy("Trợ giúp"), "portal:help"),
            (20, gettext_lazy("Khả năng tiếp cận"), "portal:accessibility"),
            (30, gettext_lazy("Quyền riêng tư"), "portal:privacy"),
        ):
            register_navigation(NavigationEntry(Area.FOOTER, label, url_name, order))
        for order, label, url_name, roles in (
            (10, gettext_lazy("Hôm nay"), "portal:officer_home", frozenset[str]()),
            (80, gettext_lazy("Tin gửi lỗi"), "portal:dead_letters", frozenset({"ADMINISTRATOR"})),
            (85, gettext_lazy("Nhật ký xem dữ liệu"), "portal:access_log", frozenset({"AUDITOR"})),
            (90, gettext_lazy("Sổ cái minh bạch"), "ledger:ledger", frozenset({"AUDITOR"})),
        ):
            register_navigation(NavigationEntry(Area.OFFICER, label, url_name, order, roles))
