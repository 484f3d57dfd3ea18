"""Django application of the vault slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.ui.navigation import Area, NavigationEntry, is_no_officer, register_navigation

ACTS_IN_THE_LEDGER = {
    "VAULT_PAPER_KEPT": gettext_lazy("Lưu giấy tờ đã xác thực vào kho"),
    "VAULT_PAPER_REVOKED": gettext_lazy("Thu hồi giấy tờ đã xác thực"),
    "VAULT_PAPER_ERASED": gettext_lazy("Xóa giấy tờ khỏi kho"),
}


class VaultConfig(AppConfig):
    """Registers the vault slice and its entries in the menus."""

    name = "tinhso.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the vault into the menus, name its acts, let successors answer for papers."""
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import TableParticipant, register_participant
        from tinhso.vault.models import VaultPaper

        label = gettext_lazy("Giấy tờ trong kho")
        # Whom a person shared a paper with is for the person to say, not for a reorganisation.
        register_participant(
            TableParticipant("vault_papers", label, VaultPaper, columns=("agency",), shares=False)
        )
        name_kinds(ACTS_IN_THE_LEDGER)
        register_navigation(
            NavigationEntry(
                Area.CITIZEN,
                gettext_lazy("Kho giấy tờ"),
                "vault:papers",
                35,
                concerns=is_no_officer,
            )  # fmt: skip
        )
        register_navigation(
            NavigationEntry(Area.OFFICER, gettext_lazy("Giấy tờ chia sẻ"), "vault:shared", 58)
        )
        self._say_what_is_held()

    def _say_what_is_held(self) -> None:
        """Let people take a copy of what is held about them."""
        from tinhso.access.api import register_holder
        from tinhso.vault.queries.personal import HOLDER

        register_holder(HOLDER)
