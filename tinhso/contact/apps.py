"""Django application of the contact slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

ACTS_IN_THE_LEDGER = {
    "CONTACT_RECEIVED": gettext_lazy("Tiếp nhận qua đường dây 1022"),
    "CONTACT_ANSWERED": gettext_lazy("Trả lời qua đường dây 1022"),
    "CONTACT_REFUSED": gettext_lazy("Không tiếp nhận, có lý do"),
    "CONTACT_REOPENED": gettext_lazy("Xử lý lại theo đề nghị của người dân"),
}


class ContactConfig(AppConfig):
    """Registers the contact slice."""

    name = "tinhso.contact"
    label = "contact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let successors go on with open contacts; name the acts in the ledger."""
        from django.db.models import Q

        from tinhso.contact import handlers
        from tinhso.contact.models import (
            OPEN_STATES,
            AnswerTemplate,
            Centre,
            Contact,
            Denunciation,
            Shift,
            SubTask,
        )
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import TableParticipant, register_participant

        name_kinds(ACTS_IN_THE_LEDGER)
        still_open = Q(state__in=OPEN_STATES) | Q(state="HANDED_OVER")
        for name, label, model, rows in (
            ("contacts", gettext_lazy("Phản ánh đang mở"), Contact, still_open),
            ("denunciations", gettext_lazy("Đơn tố cáo"), Denunciation, Q()),
            (
                "contact_subtasks",
                gettext_lazy("Việc phối hợp xử lý phản ánh"),
                SubTask,
                Q(answered_at__isnull=True),
            ),
            ("contact_centre", gettext_lazy("Cơ quan vận hành 1022"), Centre, Q(is_active=True)),
            ("contact_templates", gettext_lazy("Mẫu trả lời"), AnswerTemplate, Q()),
            ("contact_shifts", gettext_lazy("Ca trực đang mở"), Shift, Q(to_at__isnull=True)),
        ):
            register_participant(TableParticipant(name, label, model, open_rows=rows))
        handlers.listen()
        self._ready_menus()
        self._ready_channels()

    def _ready_menus(self) -> None:
        """Put the line's pages into the menus of those they concern."""
        from tinhso.contact.permissions import WORK_ROLES, is_centre_officer
        from tinhso.ui.navigation import Area, NavigationEntry, is_no_officer, register_navigation

        roles = frozenset(WORK_ROLES)
        for entry in (
            NavigationEntry(
                Area.CITIZEN,
                gettext_lazy("Phản ánh 1022"),
                "contact:home",
                35,
                concerns=is_no_officer,
            ),
            NavigationEntry(Area.FOOTER, gettext_lazy("Câu hỏi thường gặp"), "contact:articles", 6),
            NavigationEntry(Area.OFFICER, gettext_lazy("Phản ánh 1022"), "contact:work", 35, roles),
            NavigationEntry(
                Area.OFFICER,
                gettext_lazy("Bàn trực 1022"),
                "contact:call",
                36,
                roles,
                concerns=is_centre_officer,
                also=("contact:telephone", "contact:conversations", "contact:letters"),
            ),
        ):
            register_navigation(entry)

    def _ready_channels(self) -> None:
        """Say how letters and chats leave, and who goes on with calls."""
        from tinhso.contact.models import Call, Conversation, Handset, Letter
        from tinhso.contact.operations.chatting import CHAT, carry_message
        from tinhso.contact.operations.corresponding import MAIL, carry_letter
        from tinhso.contact.operations.national import PORTAL, take_report
        from tinhso.core.outbox import register_destination
        from tinhso.exchange.api import on_message
        from tinhso.orgs.api import TableParticipant, register_participant

        on_message(connector=PORTAL, topic="citizen-report", handler=take_report)
        register_destination(MAIL, carry_letter)
        register_destination(CHAT, carry_message)
        for name, label, model in (
            ("contact_calls", gettext_lazy("Cuộc gọi 1022"), Call),
            ("contact_handsets", gettext_lazy("Máy nhánh 1022"), Handset),
            ("contact_letters", gettext_lazy("Thư điện tử 1022"), Letter),
            ("contact_chats", gettext_lazy("Tin nhắn 1022"), Conversation),
        ):
            register_participant(TableParticipant(name, label, model))
        self._say_what_is_held()

    def _say_what_is_held(self) -> None:
        """Let people take a copy of what is held about them."""
        from tinhso.access.api import register_holder
        from tinhso.contact.queries.personal import HOLDER

        register_holder(HOLDER)
