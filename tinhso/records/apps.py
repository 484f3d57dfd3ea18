"""Django application of the records slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from tinhso.core.events import subscribe
from tinhso.ui.navigation import Area, NavigationEntry, register_navigation

_SEALED = frozenset({"SECURITY_OFFICER"})
OUTGOING_ACTS_IN_THE_LEDGER = {
    "REGISTER_OPENED": gettext_lazy("Mở sổ đăng ký văn bản đi"),
    "REGISTER_CLOSED": gettext_lazy("Đóng sổ đăng ký văn bản đi"),
}
INCOMING_ACTS_IN_THE_LEDGER = {
    "INCOMING_REGISTERED": gettext_lazy("Vào sổ văn bản đến"),
    "INCOMING_RETURNED": gettext_lazy("Trả lại văn bản đến"),
    "DIRECTIVE_GIVEN": gettext_lazy("Cho ý kiến chỉ đạo, giao việc"),
    "DIRECTIVE_DRAFTED": gettext_lazy("Soạn văn bản thực hiện chỉ đạo"),
    "TASK_DONE": gettext_lazy("Hoàn thành nhiệm vụ"),
    "DOSSIER_CLOSED": gettext_lazy("Kết thúc hồ sơ công việc"),
    "DOSSIER_ARCHIVED": gettext_lazy("Tiếp nhận hồ sơ vào lưu trữ"),
    "DESTRUCTION_DECIDED": gettext_lazy("Quyết định về đề nghị hủy hồ sơ"),
    "DOSSIERS_DESTROYED": gettext_lazy("Hủy hồ sơ theo quyết định"),
    "SECRET_SHUT_AWAY": gettext_lazy("Niêm phong tệp có dấu mật"),
    "SECRET_OPENED": gettext_lazy("Mở tệp niêm phong"),
    "SECRET_DECIDED": gettext_lazy("Xử lý tệp niêm phong"),
}


class RecordsConfig(AppConfig):
    """Registers the records slice and its entries in the officers' menu."""

    name = "tinhso.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put paperless work into the officers' menu."""
        register_navigation(
            NavigationEntry(Area.OFFICER, gettext_lazy("Công văn"), "records:home", 25)
        )
        from tinhso.ledger.api import name_kinds

        name_kinds(OUTGOING_ACTS_IN_THE_LEDGER)
        self._ready_incoming()
        self._ready_awaited()
        self._ready_secrets()

    def _ready_secrets(self) -> None:
        """Seal what other slices' senders bring with a mark of secrecy."""
        from tinhso.documents.api import when_secret_found
        from tinhso.records.operations.sealing_uploads import seal_upload

        when_secret_found(seal_upload)

    def _ready_awaited(self) -> None:
        """Hear of documents whose signer confirms elsewhere."""
        from tinhso.documents.api import when_awaited
        from tinhso.records.operations.awaited import SUBJECT, note_given_up, take_signature

        when_awaited(SUBJECT, signed=take_signature, given_up=note_given_up)

    def _ready_incoming(self) -> None:
        """Put incoming documents and tasks into the menu; let successors go on with open work."""
        from django.db.models import Q

        from tinhso.access.api import register_holder
        from tinhso.core.key_rotation import register_sealed_elsewhere
        from tinhso.dispatch.events import DocumentArrived, RevisionDecided, RevisionRequested
        from tinhso.indicators.api import register_subject_kind
        from tinhso.ledger.api import name_kinds
        from tinhso.orgs.api import ReadersParticipant, TableParticipant, register_participant
        from tinhso.records.events import OfficialDocumentIssued
        from tinhso.records.handlers import (
            close_directive_carried,
            close_tasks_answered,
            follow_decision_made,
            look_through_requested,
            take_in_arrived,
            where_official_is_read,
            where_task_is_read,
        )
        from tinhso.records.models import Directive, Dossier, Task
        from tinhso.records.operations.resealing import QUARANTINE
        from tinhso.records.permissions import INCOMING_ROLES
        from tinhso.records.queries.personal import HOLDER
        from tinhso.records.rules.tasks import OPEN_STATES

        subscribe(OfficialDocumentIssued, close_tasks_answered)
        subscribe(OfficialDocumentIssued, close_directive_carried)
        register_subject_kind("official", where_official_is_read)
        register_subject_kind("task", where_task_is_read)
        subscribe(DocumentArrived, take_in_arrived)
        subscribe(RevisionDecided, follow_decision_made)
        subscribe(RevisionRequested, look_through_requested)
        name_kinds(INCOMING_ACTS_IN_THE_LEDGER)
        register_holder(HOLDER)
        register_sealed_elsewhere(QUARANTINE)
        open_tasks = Q(state__in=OPEN_STATES)
        for name, label, model, rows in (
            ("tasks", gettext_lazy("Nhiệm vụ đang mở"), Task, open_tasks),
            ("directives", gettext_lazy("Chỉ đạo"), Directive, Q(closed_at__isnull=True)),
        ):
            register_participant(TableParticipant(name, label, model, open_rows=rows))
        dossiers = gettext_lazy("Hồ sơ công việc")
        register_participant(ReadersParticipant("dossiers", dossiers, Dossier, order=20))
        roles = frozenset(INCOMING_ROLES)
        for label, url_name, order, shown_to, also in (
            (gettext_lazy("Văn bản đến"), "records:incoming", 26, roles, ()),
            (gettext_lazy("Nhiệm vụ"), "records:tasks", 27, roles, ("records:directives",)),
            (gettext_lazy("Hồ sơ công việc"), "records:dossiers", 28, roles, ()),
            (gettext_lazy("Niêm phong"), "records:quarantine", 29, _SEALED, ()),
        ):
            entry = NavigationEntry(Area.OFFICER, label, url_name, order, shown_to, also=also)
            register_navigation(entry)
