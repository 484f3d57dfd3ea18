"""Django application of the data sharing slice."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

ACTS_IN_THE_LEDGER = {
    "DATA_SHARED": gettext_lazy("Chia sẻ dữ liệu theo thỏa thuận"),
    "SHARING_CLIENT_REGISTERED": gettext_lazy("Đăng ký hệ thống nhận dữ liệu"),
    "SHARING_CLIENT_SUSPENDED": gettext_lazy("Tạm dừng hệ thống nhận dữ liệu"),
    "SHARING_CLIENT_RESUMED": gettext_lazy("Cho hệ thống nhận dữ liệu hoạt động lại"),
    "SHARING_KEYS_PROPOSED": gettext_lazy("Đề nghị khóa mới của hệ thống nhận dữ liệu"),
    "SHARING_KEYS_CONFIRMED": gettext_lazy("Xác nhận khóa của hệ thống nhận dữ liệu"),
    "SHARING_AGREEMENT_PROPOSED": gettext_lazy("Đề nghị thỏa thuận chia sẻ dữ liệu"),
    "SHARING_AGREEMENT_HALF_APPROVED": gettext_lazy("Duyệt lần một thỏa thuận chia sẻ dữ liệu"),
    "SHARING_AGREEMENT_ACTIVE": gettext_lazy("Cho thỏa thuận chia sẻ dữ liệu có hiệu lực"),
    "SHARING_AGREEMENT_REFUSED": gettext_lazy("Từ chối thỏa thuận chia sẻ dữ liệu"),
    "SHARING_AGREEMENT_SUSPENDED": gettext_lazy("Tạm dừng thỏa thuận chia sẻ dữ liệu"),
    "SHARING_AGREEMENT_ENDED": gettext_lazy("Chấm dứt thỏa thuận chia sẻ dữ liệu"),
}


class SharingConfig(AppConfig):
    """Registers the data sharing slice."""

    name = "tinhso.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the directory, say how webhooks leave, name the acts, fill the menu."""
        from tinhso.access.api import register_holder, register_look_page
        from tinhso.core.outbox import register_destination
        from tinhso.ledger.api import name_kinds
        from tinhso.sharing.operations import DESTINATION, carry
        from tinhso.sharing.permissions import KEEPERS
        from tinhso.sharing.queries import register_service
        from tinhso.sharing.queries.directory import DIRECTORY
        from tinhso.sharing.queries.holdings import CALLS

        register_service(DIRECTORY)
        register_destination(DESTINATION, carry)
        register_holder(CALLS)
        register_look_page("sharing", lambda token: reverse("sharing:call", args=[token]))
        name_kinds(ACTS_IN_THE_LEDGER)
        _take_part_in_reorganisations()
        label = gettext_lazy("Chia sẻ dữ liệu")
        register_navigation(
            NavigationEntry(Area.OFFICER, label, "sharing:catalogue", 93, frozenset(KEEPERS))
        )


def _take_part_in_reorganisations() -> None:
    from django.db.models import Q

    from tinhso.orgs.api import TableParticipant, register_participant
    from tinhso.sharing.models import Agreement, Client, ServiceOwner, Subscription
    from tinhso.sharing.rules import State

    owners = gettext_lazy("Cơ quan giữ dữ liệu của dịch vụ")
    register_participant(TableParticipant("sharing_services", owners, ServiceOwner))
    over = [str(State.ENDED), str(State.REFUSED)]
    register_participant(
        TableParticipant("sharing_clients", gettext_lazy("Hệ thống nhận dữ liệu"), Client)
    )
    register_participant(
        TableParticipant(
            "sharing_agreements",
            gettext_lazy("Thỏa thuận chia sẻ dữ liệu"),
            Agreement,
            open_rows=~Q(state__in=over),
        )
    )
    register_participant(
        TableParticipant("sharing_subscriptions", gettext_lazy("Đăng ký nhận tin"), Subscription)
    )
